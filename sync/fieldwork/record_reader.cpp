#include "fieldwork/record_reader.h"

namespace mahalla {

Result<MergedRecord> read_record(const Vault& vault, FormShelf& shelf, const RecordId& record)
{
    const auto rules = [&](const Hash& hash) {
        const auto form = shelf.form(vault, hash);
        return form ? merge_rules_of(*form->definition) : MergeRules();
    };
    auto merged = view_record(vault, record, rules);
    if (!merged && merged.error().kind == ErrorKind::NotFound && vault.sealed_events_of(record) > 0)
        return failure(ErrorKind::Refused,
                       "This record is sealed to others: it cannot be opened with the keys of this vault.");
    return merged;
}

Result<std::vector<MergedRecord>> read_records(const Vault& vault, FormShelf& shelf, const ShelvedForm& form)
{
    std::vector<MergedRecord> records;
    for (const RecordOverview& overview : vault.records()) {
        if (!overview.is_readable || overview.events == 0) continue;
        MAHALLA_TRY(auto record, read_record(vault, shelf, overview.id));
        if (record.record.form.hash == form.hash || record.record.form.id == form.reference.id)
            records.push_back(std::move(record));
    }
    return records;
}

} // namespace mahalla
