#include "interchange/record_json.h"

#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10U;

std::string json_line(const Record& record)
{
    nlohmann::ordered_json answers = nlohmann::ordered_json::object();
    for (const auto& [path, answer] : record.answers)
        if (answer.relevant && !answer.unresolved) answers[path.text()] = answer.value;
    const nlohmann::ordered_json json = {{"id", record.id.text()},
                                         {"form", record.form.id},
                                         {"version", record.form.version},
                                         {"language", record.language},
                                         {"answers", std::move(answers)}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace

Result<void> write_record_json(const FormDefinition& form, JsonLayout layout, RecordSource& records,
                               ExportFolder& folder)
{
    const bool is_document = layout == JsonLayout::OneDocument;
    const std::string name = form.id().empty() ? std::string("records") : form.id();
    MAHALLA_TRY(const auto file, folder.create(name + (is_document ? ".json" : ".jsonl")));
    std::string pending = is_document ? "[" : "";
    const char* before = is_document ? "\n" : "";
    if (auto begun = records.restart(); !begun) return begun;
    for (;;) {
        MAHALLA_TRY(const Record* record, records.next());
        if (record == nullptr) break;
        if (record->stage != RecordStage::Draft && record->stage != RecordStage::Finalised) continue;
        if (record->form.id != form.id()) continue;
        pending.append(before).append(json_line(*record));
        if (is_document)
            before = ",\n";
        else
            pending += '\n';
        if (pending.size() < block_bytes) continue;
        if (auto written = file->write(as_bytes(pending)); !written) return written;
        pending.clear();
    }
    if (is_document) pending += "\n]\n";
    if (auto written = file->write(as_bytes(pending)); !written) return written;
    return file->finish();
}

} // namespace mahalla
