#pragma once
#include "indicator/survey_design.h"

#include <cstdint>
#include <span>
#include <vector>

namespace mahalla {

/// One cell in one unit of the last stage of sampling, where sampled rows of the cell are.
struct UnitCell {
    std::uint32_t unit = 0;
    std::uint32_t psu = 0; ///< The unit of the first stage that it lies in.
    std::uint32_t cell = 0;
    std::uint32_t sampled = 0; ///< Rows with a weight above 0.
};

/// How the cells of a partition lie in the sample: what is the same for every variable that is broken down by them.
///
/// There are at most as many places as rows, so that memory does not grow with the number of cells.
class UnitCells {
public:
    /// What a cell covers of the sample, rows with a missing value among them.
    struct Coverage {
        std::uint64_t sampled = 0, psus = 0, strata = 0;
        double degrees_of_freedom() const { return static_cast<double>(psus) - static_cast<double>(strata); }
    };

    /// `cell_of_row` holds a cell below `cell_count` for each row of the table; any other number is none.
    UnitCells(const SurveyDesign& design, std::span<const std::uint32_t> cell_of_row, std::size_t cell_count);

    std::size_t cell_count() const { return coverage_.size(); }
    /// In the order of the units.
    std::span<const UnitCell> places() const { return places_; }
    /// The place of each row, in the order of `SurveyDesign::rows_by_unit`; the number of places for a row that is in
    /// no cell or has no weight.
    std::span<const std::uint32_t> place_of() const { return place_of_; }

    /// One a cell.
    std::span<const Coverage> coverage() const { return coverage_; }

    static std::vector<Coverage> coverage_of(const SamplingTree& tree, std::span<const UnitCell> places,
                                             std::size_t cell_count);

private:
    std::vector<UnitCell> places_;
    std::vector<Coverage> coverage_;
    std::vector<std::uint32_t> place_of_;
};

} // namespace mahalla
