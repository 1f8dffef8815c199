#include "fieldwork/last_saved.h"

#include "fieldwork/record_reader.h"
#include "xform/submission.h"
#include "xform/xml_reader.h"

#include <algorithm>

namespace mahalla {

namespace {

bool asks_for_last_saved(const FormDefinition& form)
{
    const auto instances = form.instances();
    return std::any_of(instances.begin(), instances.end(),
                       [](const SecondaryInstance& instance) { return instance.source == "jr://instance/last-saved"; });
}

Result<Record> record_in(const Vault& vault, const RecordOverview& overview)
{
    if (overview.has_draft) return vault.draft(overview.id);
    FormShelf shelf;
    MAHALLA_TRY(MergedRecord merged, read_record(vault, shelf, overview.id));
    return std::move(merged.record);
}

} // namespace

std::shared_ptr<const Document> last_saved_document(const Vault& vault, const ShelvedForm& form)
{
    if (!asks_for_last_saved(*form.definition)) return nullptr;
    std::vector<RecordOverview> records = vault.records();
    std::erase_if(records, [&](const RecordOverview& record) {
        return !record.is_own || !record.changed || !record.form || record.form->id != form.reference.id;
    });
    const auto newest =
        std::max_element(records.begin(), records.end(),
                         [](const RecordOverview& a, const RecordOverview& b) { return a.changed < b.changed; });
    if (newest == records.end()) return nullptr;
    const auto record = record_in(vault, *newest);
    const auto xml = record ? write_submission(*form.definition, *record) : tl::unexpected(record.error());
    const auto document = xml ? read_xml(*xml) : tl::unexpected(xml.error());
    return document ? *document : nullptr;
}

} // namespace mahalla
