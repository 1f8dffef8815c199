#pragma once
#include "indicator/sampling_tree.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// A variance, or the reason why there is none.
struct Variance {
    std::optional<double> value;
    std::string note;
};

/// Variances of totals over a sampling tree, for the cells of a whole breakdown at once (Särndal, Swensson and Wretman
/// 1992, section 4.3).
///
/// Stage by stage: within each stratum (1 - f) n/(n - 1) times the sum of squares of the units' totals about their
/// mean, where units without rows of the cell count as 0; what a later stage adds is multiplied by the fraction sampled
/// at the stages above. Totals are given unit by unit in the order of the tree, so memory is that of one stratum and
/// does not grow with units times cells.
class UnitVariance {
public:
    /// `tree` must outlive it.
    UnitVariance(const SamplingTree& tree, std::size_t cell_count);

    /// The total of one cell in one unit of the last stage, once for each cell that has rows there; units may not
    /// fall.
    void add(std::uint32_t unit, std::uint32_t cell, double total);
    /// One variance a cell; 0 for a cell without rows.
    std::vector<Variance> finish();

private:
    struct Item {
        std::uint32_t cell = 0;
        double total = 0;
    };
    /// The units of one stratum of one stage, as they come.
    struct Level {
        std::uint32_t stratum = 0;
        std::vector<Item> items;
    };
    /// Of each cell within the stratum that is being closed.
    struct OpenCell {
        std::uint32_t units = 0;
        double sum = 0, centre = 0, squares = 0;
    };
    /// Of each cell over all strata.
    struct ClosedCell {
        double first_stage = 0, later_stages = 0;
        std::uint32_t strata = 0, usable_strata = 0; // of the first stage
        bool has_lonely_unit = false, lacks_average = false;
    };

    void add_to(std::size_t stage, std::uint32_t unit, Item item);
    void close(std::size_t stage);
    void add_stratum(std::size_t stage, const SampledStratum& stratum, const OpenCell& open, ClosedCell& cell) const;

    const SamplingTree& tree_;
    std::vector<Level> levels_;
    std::vector<char> counts_; // whether a stage adds to the variance
    std::vector<OpenCell> open_;
    std::vector<ClosedCell> cells_;
    std::vector<std::uint32_t> touched_;
};

} // namespace mahalla
