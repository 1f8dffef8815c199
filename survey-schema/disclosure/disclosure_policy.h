#pragma once
#include "base/diagnostic.h"
#include "base/result.h"
#include "indicator/publication.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// (n,k)-dominance: a total is unsafe where its `n` largest contributors make up more than `k` percent of it.
struct DominanceRule {
    std::uint32_t n = 1;
    double k_percent = 85;

    bool operator==(const DominanceRule&) const = default;
};

/// How wide an interval an outsider may at best derive for an unsafe cell: from `lower` below its value to `upper`
/// above it, both as shares of the value. For counts they are rounded up to whole persons: an interval in which only
/// one whole number lies protects nobody.
struct ProtectionWidth {
    double lower = 0.3;
    double upper = 0.3;

    bool operator==(const ProtectionWidth&) const = default;
};

/// What makes a cell unsafe, and how well it must be hidden. Agreed with the community and published with the results.
struct DisclosurePolicy {
    std::string name = "default";
    /// Cells that rest on fewer rows than this, but at least one, are unsafe, by the table's unit; 0 switches it off.
    std::uint64_t threshold_persons = 10;
    std::uint64_t threshold_households = 5;
    std::optional<DominanceRule> dominance;
    /// A total is unsafe where the second largest contributor could estimate the largest to within this percentage.
    std::optional<double> p_percent;
    /// Cells where nobody, or everybody, has the attribute are unsafe (for sensitive indicators).
    bool hide_zero_and_full = false;
    /// Cells that nobody is in are unsafe; usually they are not: that a group is absent is known anyhow.
    bool hide_empty = false;
    /// Cells that rest on fewer primary sampling units than this are unsafe; 0 switches it off.
    std::uint64_t psus_min = 0;
    ProtectionWidth protection;
    /// The only person in a cell is taken for an attacker who knows the cell, in tables of counts too; in totals he
    /// always is.
    bool guards_singletons = false;

    std::uint64_t threshold_for(const std::string& unit) const;
    /// The rules in one English sentence, to stand below a table.
    std::string in_words() const;

    bool operator==(const DisclosurePolicy&) const = default;
};

/// Fails with `Invalid` where a number makes no sense (a share below 0, k above 100, a threshold over 1,000,000).
Result<void> check(const DisclosurePolicy& policy);

/// Reads the settings of a form's `publication` sheet: threshold, threshold_households, dominance_n, dominance_k,
/// p_percent, hide_zero_and_full, hide_empty, singletons, psus_min, protection_lower, protection_upper, policy. Other
/// settings of the sheet are passed over. `singletons` is yes unless the sheet says no. Errors:
/// publication-value-invalid.
DisclosurePolicy read_policy(const std::vector<PublicationSetting>& settings, Diagnostics& diagnostics);

} // namespace mahalla
