#pragma once
#include "disclosure/protect.h"

#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// Noise that a policy asks for, and how much may be said of anybody altogether.
struct NoiseRequest {
    NoiseSettings settings;
    double total_rho = 0;
    double delta = 1e-6; ///< At which the budget is told as an epsilon.
};

/// What a policy asks for in place of hidden cells: at most one of both.
struct CountAlteration {
    std::optional<Rounding> rounding;
    std::optional<NoiseRequest> noise;
};

/// What was published before of the records that are to be altered.
struct EarlierAlterations {
    double spent_rho = 0; ///< By all tables with noise.
    bool has_rounded = false;
    bool has_exact = false;
};

/// The policy's `rounding` (base) and `noise` (variance, rows_max, budget). Fails with `Invalid` for what it does not
/// understand; other keys are those of `read_policy_json`.
Result<CountAlteration> read_alteration_json(std::string_view policy);

/// Of each table that was published before whether it had noise, and for how much, was rounded, or is exact; nothing of
/// an empty text. Fails with `Invalid` where noise does not say what it cost.
Result<EarlierAlterations> read_earlier_alterations(std::string_view text);

/// Rounds or adds noise, and gives the document to be printed: for each table its cells with their counts, and what was
/// done; `random` is drawn from for noise.
///
/// Fails with `Refused` where anything exact was published of the same records, or rounded, for what is altered hides
/// nothing that is shown beside it; where several tables are to be rounded, for two roundings of one margin say more
/// than each; where the budget does not suffice; and as `protect` does.
Result<std::string> altered_counts_json(const std::vector<TableToProtect>& tables, const DisclosurePolicy& policy,
                                        const CountAlteration& alteration, const EarlierAlterations& earlier,
                                        Random& random);

} // namespace mahalla
