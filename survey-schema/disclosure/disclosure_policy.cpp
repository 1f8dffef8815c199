#include "disclosure/disclosure_policy.h"

#include "base/number.h"
#include "base/text.h"
#include "indicator/table.h"

#include <cmath>

namespace mahalla {

namespace {

constexpr std::uint64_t threshold_max = 1'000'000;

bool is_share(double value, double most) { return std::isfinite(value) && value >= 0 && value <= most; }

} // namespace

std::uint64_t DisclosurePolicy::threshold_for(const std::string& unit) const
{
    return unit == "household" ? threshold_households : threshold_persons;
}

std::string DisclosurePolicy::in_words() const
{
    std::vector<std::string> rules;
    rules.push_back("Figures that rest on fewer than " + std::to_string(threshold_persons) + " persons or " +
                    std::to_string(threshold_households) + " households are not shown");
    if (dominance)
        rules.push_back("nor are totals of which the " + std::to_string(dominance->n) + " largest make up more than " +
                        number_to_text(dominance->k_percent) + " %");
    if (p_percent)
        rules.push_back("nor are totals from which one could tell another's part to within " +
                        number_to_text(*p_percent) + " %");
    if (hide_zero_and_full) rules.push_back("nor are groups in which nobody or everybody is concerned");
    if (psus_min > 0) rules.push_back("nor are figures from fewer than " + std::to_string(psus_min) + " places");
    return joined(rules, ", ") + "; further figures are left out so that these cannot be worked out.";
}

Result<void> check(const DisclosurePolicy& policy)
{
    if (policy.threshold_persons > threshold_max || policy.threshold_households > threshold_max ||
        policy.psus_min > threshold_max)
        return failure(ErrorKind::Invalid, "A threshold is at most 1,000,000.");
    if (policy.dominance && (policy.dominance->n == 0 || policy.dominance->n > TableCell::contributors_max))
        return failure(ErrorKind::Invalid, "Dominance looks at 1 to 10 contributors.");
    if (policy.dominance && !is_share(policy.dominance->k_percent, 100))
        return failure(ErrorKind::Invalid, "Dominance is a percentage from 0 to 100.");
    if (policy.p_percent && !is_share(*policy.p_percent, 1000))
        return failure(ErrorKind::Invalid, "The p of the p% rule lies from 0 to 1000.");
    if (!is_share(policy.protection.lower, 1) || !is_share(policy.protection.upper, 100))
        return failure(ErrorKind::Invalid, "Protection is a share: lower from 0 to 1, upper from 0 to 100.");
    return {};
}

DisclosurePolicy read_policy(const std::vector<PublicationSetting>& settings, Diagnostics& diagnostics)
{
    DisclosurePolicy policy;
    policy.guards_singletons = true;
    DominanceRule dominance;
    for (const PublicationSetting& setting : settings) {
        const auto number = number_from_text(setting.value);
        const auto whole = integer_from_text(setting.value);
        bool is_known = true;
        const auto take_whole = [&](std::uint64_t& field) {
            is_known = whole && *whole >= 0;
            if (is_known) field = static_cast<std::uint64_t>(*whole);
        };
        const auto take_number = [&](double& field) {
            is_known = number && std::isfinite(*number) && *number >= 0;
            if (is_known) field = *number;
        };
        const std::string word = lower_ascii(setting.value);
        if (setting.name == "policy") {
            policy.name = setting.value;
        } else if (setting.name == "threshold" || setting.name == "threshold_persons") {
            take_whole(policy.threshold_persons);
        } else if (setting.name == "threshold_households") {
            take_whole(policy.threshold_households);
        } else if (setting.name == "psus_min") {
            take_whole(policy.psus_min);
        } else if (setting.name == "dominance_n") {
            is_known = whole && *whole >= 1 && *whole <= 10;
            if (is_known) dominance.n = static_cast<std::uint32_t>(*whole);
            policy.dominance = dominance;
        } else if (setting.name == "dominance_k") {
            take_number(dominance.k_percent);
            policy.dominance = dominance;
        } else if (setting.name == "p_percent") {
            double p = 0;
            take_number(p);
            if (is_known) policy.p_percent = p;
        } else if (setting.name == "protection_lower") {
            take_number(policy.protection.lower);
        } else if (setting.name == "protection_upper") {
            take_number(policy.protection.upper);
        } else if (setting.name == "hide_zero_and_full" || setting.name == "hide_empty" ||
                   setting.name == "singletons") {
            is_known = word == "yes" || word == "no";
            (setting.name == "hide_empty"           ? policy.hide_empty
             : setting.name == "hide_zero_and_full" ? policy.hide_zero_and_full
                                                    : policy.guards_singletons) = word == "yes";
        }
        if (!is_known)
            diagnostics.push_back({Severity::Error, "publication", setting.sheet_row, "value",
                                   "publication-value-invalid", "'" + setting.name + "' cannot be this.",
                                   "Write a number that makes sense, or yes or no."});
    }
    if (auto sound = check(policy); !sound)
        diagnostics.push_back({Severity::Error, "publication", 0, "value", "publication-value-invalid",
                               sound.error().message, "Correct the value."});
    return policy;
}

} // namespace mahalla
