#include "indicator/unit_cells.h"

namespace mahalla {

namespace {

constexpr std::uint32_t none = 0xffffffff;

} // namespace

UnitCells::UnitCells(const SurveyDesign& design, std::span<const std::uint32_t> cell_of_row, std::size_t cell_count)
{
    const auto rows = design.rows_by_unit();
    const auto unit_of_row = design.unit_of_row();
    std::vector<std::uint32_t> place_of_cell(cell_count, none);
    place_of_.resize(rows.size(), none);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t row = rows[i], cell = cell_of_row[row], unit = unit_of_row[row];
        if (cell >= cell_count || !(design.weights()[row] > 0)) continue;
        std::uint32_t& place = place_of_cell[cell];
        if (place == none || places_[place].unit != unit) {
            place = static_cast<std::uint32_t>(places_.size());
            places_.push_back({unit, design.tree().first_stage_unit(unit), cell, 0});
        }
        ++places_[place].sampled;
        place_of_[i] = place;
    }
    for (std::uint32_t& place : place_of_)
        if (place == none) place = static_cast<std::uint32_t>(places_.size());
    coverage_ = coverage_of(design.tree(), places_, cell_count);
}

std::vector<UnitCells::Coverage> UnitCells::coverage_of(const SamplingTree& tree, std::span<const UnitCell> places,
                                                        std::size_t cell_count)
{
    // Units stand in the order of the tree, so those of one unit above, and of one stratum, follow each other.
    std::vector<Coverage> cells(cell_count);
    std::vector<std::uint32_t> last_psu(cell_count, none), last_stratum(cell_count, none);
    for (const UnitCell& place : places) {
        Coverage& covered = cells[place.cell];
        covered.sampled += place.sampled;
        if (last_psu[place.cell] == place.psu) continue;
        last_psu[place.cell] = place.psu;
        ++covered.psus;
        const std::uint32_t stratum = tree.stratum(place.psu);
        if (last_stratum[place.cell] != stratum) ++covered.strata;
        last_stratum[place.cell] = stratum;
    }
    return cells;
}

} // namespace mahalla
