#include "fieldwork/record_reader.h"

namespace mahalla {

Result<MergedRecord> read_record(const Vault& vault, FormShelf& shelf, const RecordId& record)
{
    const auto rules = [&](const Hash& hash) {
        const auto form = shelf.form(vault, hash);
        return form ? merge_rules_of(*form->definition) : MergeRules();
    };
    MAHALLA_TRY(auto merged, view_record(vault, record, rules));
    if (!merged.record.form.hash.is_none()) return merged;
    MAHALLA_TRY(const auto opened, vault.events_of(record));
    if (!opened.empty()) return merged;
    if (vault.sealed_events_of(record) > 0)
        return failure(ErrorKind::Refused,
                       "This record is sealed to others: it cannot be opened with the keys of this vault.");
    return failure(ErrorKind::NotFound, "There is no such record here. `mahalla record list` shows those that are.");
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
