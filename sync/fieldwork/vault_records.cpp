#include "fieldwork/vault_records.h"

#include <algorithm>

namespace mahalla {

VaultRecords::VaultRecords(const Vault& vault, FormShelf& shelf, const ShelvedForm& form, std::vector<RecordId> only)
    : vault_(vault), shelf_(shelf), form_(form)
{
    for (const RecordOverview& overview : vault.records()) {
        const bool is_wanted = only.empty() || std::find(only.begin(), only.end(), overview.id) != only.end();
        if (is_wanted && overview.is_readable && overview.events > 0) ids_.push_back(overview.id);
    }
}

Result<void> VaultRecords::restart()
{
    at_ = undecided_ = 0;
    return {};
}

Result<const Record*> VaultRecords::next()
{
    while (at_ < ids_.size()) {
        MAHALLA_TRY(current_, read_record(vault_, shelf_, ids_[at_++]));
        const Record& record = current_.record;
        const bool is_of_form = record.form.hash == form_.hash || record.form.id == form_.reference.id;
        if (!is_of_form || !record.counts_in_tables()) continue;
        if (!current_.conflicts.empty()) ++undecided_;
        return &record;
    }
    return nullptr;
}

} // namespace mahalla
