#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// Which figure of an index is shown (Alkire and Foster, J. Public Economics 95, 2011).
enum class IndexMeasure {
    Score,             ///< The mean weighted share of deprivations, of everybody.
    Headcount,         ///< H: who is deprived in at least the cut-off.
    Intensity,         ///< A: the mean score among those.
    AdjustedHeadcount, ///< M0 = H · A.
};

/// One indicator that counts in an index, with its weight.
struct IndexComponent {
    std::string indicator;
    double weight = 1;

    bool operator==(const IndexComponent&) const = default;
};

/// An index over other indicators of the sheet: the share of weights of those that hold for a unit. An indicator
/// outside whose universe the unit stands does not hold for it; one that is missing leaves the unit without a score.
struct IndexDefinition {
    std::vector<IndexComponent> components;
    std::optional<double> cutoff; ///< Share of weights from which on somebody counts as deprived.
    IndexMeasure measure = IndexMeasure::Score;

    bool operator==(const IndexDefinition&) const = default;
};

/// Scores that are equal to the cut-off but for rounding count as reaching it: 6/18 and 0.333 are poor at a third.
inline constexpr double index_cutoff_tolerance = 5e-4;

/// "food_poor=1; in_debt=0.5; unsafe": a weight of 1 where none is written. Nothing where a part is neither.
std::optional<std::vector<IndexComponent>> read_index_components(std::string_view text);
/// score, headcount, intensity, adjusted_headcount.
std::optional<IndexMeasure> index_measure_of(std::string_view word);

} // namespace mahalla
