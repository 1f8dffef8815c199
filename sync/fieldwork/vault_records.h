#pragma once
#include "fieldwork/record_reader.h"
#include "interchange/record_source.h"

namespace mahalla {

/// The finished records of one form in a vault, merged, one at a time, in the order of their ids: for exports. Answers
/// in conflict stand unresolved. Vault, shelf and form outlive it.
class VaultRecords final : public RecordSource {
public:
    /// `only`: these alone; empty for all.
    VaultRecords(const Vault& vault, FormShelf& shelf, const ShelvedForm& form, std::vector<RecordId> only = {});

    Result<void> restart() override;
    Result<const Record*> next() override;
    /// How many of those handed over since the last start have answers that wait for a decision.
    std::size_t undecided() const { return undecided_; }

private:
    const Vault& vault_;
    FormShelf& shelf_;
    const ShelvedForm& form_;
    std::vector<RecordId> ids_;
    std::size_t at_ = 0;
    std::size_t undecided_ = 0;
    MergedRecord current_;
};

} // namespace mahalla
