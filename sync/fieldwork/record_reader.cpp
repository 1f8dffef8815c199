#include "fieldwork/record_reader.h"

#include "fieldwork/records_reading.h"

namespace mahalla {

namespace {

MergeRules rules_of(const Vault& vault, FormShelf& shelf, const Hash& hash)
{
    const auto form = shelf.form(vault, hash);
    return form ? merge_rules_of(*form->definition) : MergeRules();
}

} // namespace

Result<MergedRecord> read_record(const Vault& vault, FormShelf& shelf, const RecordId& record)
{
    MAHALLA_TRY(auto merged,
                view_record(vault, record, [&](const Hash& hash) { return rules_of(vault, shelf, hash); }));
    if (!merged.record.form.hash.is_none()) return merged;
    MAHALLA_TRY(const auto opened, vault.events_of(record));
    if (!opened.empty()) return merged;
    if (vault.sealed_events_of(record) > 0)
        return failure(ErrorKind::Refused,
                       "This record is sealed to others: it cannot be opened with the keys of this vault.");
    return failure(ErrorKind::NotFound, "There is no such record here. `mahalla record list` shows those that are.");
}

Result<ReadRecords> read_records(const Vault& vault, FormShelf& shelf, const ShelvedForm& form)
{
    std::vector<RecordId> ids;
    std::map<Hash, MergeRules> rules;
    for (const RecordOverview& overview : vault.records()) {
        if (!overview.is_readable || overview.events == 0) continue;
        ids.push_back(overview.id);
        if (overview.form && !rules.contains(overview.form->hash))
            rules.emplace(overview.form->hash, rules_of(vault, shelf, overview.form->hash));
    }
    RecordsReading reading(form, rules, ids.size(), vault.workers());
    const auto read = [&reading](std::size_t worker, std::size_t number, const RecordReading& record) {
        reading.take(worker, number, record);
    };
    if (auto opened = vault.open_records(ids, read); !opened) return tl::unexpected(opened.error());
    // Those of a questionnaire that came up on the way: to read it is not for the workers.
    for (const std::size_t number : reading.left_over()) {
        auto merged = read_record(vault, shelf, ids[number]);
        reading.put(number, std::move(merged));
    }
    return reading.finish();
}

} // namespace mahalla
