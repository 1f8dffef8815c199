#pragma once
#include "indicator/missing_reason.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// A category that means "all of them together", as SDMX writes it: the key of a margin.
inline constexpr const char* total_category = "_T";

/// One way a table is broken down: sex, age group, area.
struct Dimension {
    std::string name;
    std::string label;                         ///< For people; the name where it is empty.
    std::vector<std::string> categories;       ///< Sorted; codes.
    std::map<std::string, std::string> labels; ///< Category to words, where there are any.
    /// Category to the category above it (district to province). A category without an entry stands below the total.
    /// Parents are categories too.
    std::map<std::string, std::string> parents;

    bool operator==(const Dimension&) const = default;
};

/// A statistic with its precision. What cannot be had is absent, and `note` says why; no number is ever made up.
struct Estimate {
    std::optional<double> estimate;
    std::optional<double> standard_error;
    std::optional<double> lower, upper; ///< The confidence interval.
    std::optional<double> degrees_of_freedom;
    std::optional<double> design_effect;
    std::uint64_t n = 0;       ///< Rows that the estimate rests on (unweighted).
    double weighted_n = 0;     ///< The sum of their weights.
    std::uint64_t psus = 0;    ///< Primary sampling units among them.
    std::uint64_t missing = 0; ///< Rows of the cell whose value is missing: item non-response.
    std::string note;

    bool operator==(const Estimate&) const = default;
};

/// One cell of a table. `key` has one category a dimension; `total_category` for a margin.
struct TableCell {
    std::vector<std::string> key;
    std::string category;              ///< Of the variable itself, for the shares of each category; else empty.
    std::optional<double> probability; ///< Of a quantile.
    Estimate figures;
    /// Of a test: "F", "ndf", "ddf", "p" or "chisq", "df", "p"; of a contrast "t" and "p".
    std::map<std::string, double> tests;
    /// Of a yes/no variable: how many of the n rows say yes. Disclosure control looks at it (nobody or everybody).
    std::optional<std::uint64_t> positives;
    /// Of a total: the largest contributions, from the largest, at most `contributors_max`.
    std::vector<double> contributors;

    static constexpr std::size_t contributors_max = 10;
    bool operator==(const TableCell&) const = default;
};

enum class Statistic {
    Proportion,
    Mean,
    Total,
    Ratio,
    Quantile,
    ChiSquared,
    Gini,
    QuintileRatio,
    AtRiskOfPoverty,
    Contrast,   ///< A weighted sum over the cells of a breakdown: differences between groups or rounds.
    CrossTable, ///< How many of the population each combination of categories has.
};

/// The statistics that a release may show. What compares cells with each other or with everybody (tests, contrasts,
/// inequality) would tell about cells that are hidden.
constexpr bool can_be_published(Statistic statistic) { return statistic < Statistic::ChiSquared; }

/// The word of specifications: "proportion", "chisq".
const char* name_of(Statistic statistic);
std::optional<Statistic> statistic_of(const std::string& name);

/// What people are told a table speaks of: a sample with a design speaks of a population, one without of those who were
/// interviewed.
enum class Basis { OfThoseInterviewed, OfThePopulation };

/// One statistic over all cells of a breakdown, as computed: exact, and therefore not for anybody outside. Only
/// `protect` (disclosure/protect.h) makes of it what may leave.
struct Table {
    std::string id;
    std::string label;
    std::string unit; ///< "household", "person".
    Statistic statistic = Statistic::Mean;
    Basis basis = Basis::OfThoseInterviewed;
    double confidence_level = 0.95;
    std::vector<Dimension> dimensions;
    std::vector<TableCell> cells;
    std::uint64_t unresolved = 0; ///< Answers that the table lacks because a conflict is not decided.
    MissingCounts missing;        ///< Of all units that the table concerns, those without a value, by reason.

    bool operator==(const Table&) const = default;
};

} // namespace mahalla
