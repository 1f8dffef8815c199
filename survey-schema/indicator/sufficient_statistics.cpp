#include "indicator/sufficient_statistics.h"

#include "base/number.h"
#include "indicator/tabulation_inputs.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// A unit without a name: its number among all, so that texts sort as numbers do.
std::string unit_number(std::size_t number)
{
    std::string text = std::to_string(number);
    return std::string(20 - text.size(), '0') + text;
}

tl::unexpected<Error> cannot_merge(const std::string& why)
{
    return failure(ErrorKind::Invalid, "Parts cannot be merged: " + why);
}

bool is_sum(const EstimateSpecification& wanted)
{
    return !wanted.of_each_category &&
           (wanted.statistic == Statistic::Mean || wanted.statistic == Statistic::Total ||
            wanted.statistic == Statistic::Ratio || wanted.statistic == Statistic::Proportion);
}

SumStatistic sum_statistic_of(Statistic statistic)
{
    if (statistic == Statistic::Proportion) return SumStatistic::Share;
    if (statistic == Statistic::Ratio) return SumStatistic::Ratio;
    return statistic == Statistic::Mean ? SumStatistic::Mean : SumStatistic::Total;
}

void keep_largest(std::vector<double>& kept, double contribution)
{
    kept.insert(std::upper_bound(kept.begin(), kept.end(), contribution, std::greater<>()), contribution);
    if (kept.size() > TableCell::contributors_max) kept.pop_back();
}

} // namespace

void SufficientStatistics::Part::add(const Part& other)
{
    sampled += other.sampled;
    sum.add(other.sum);
    ratio.add(other.ratio);
}

bool SufficientStatistics::Head::agrees_with(const Head& other) const
{
    const auto agree = [](const auto& a, const auto& b) { return a == b; };
    return agree(design.weight, other.design.weight) && agree(design.strata, other.design.strata) &&
           agree(design.psu, other.design.psu) && agree(design.fpc, other.design.fpc) &&
           agree(design.lonely_psu, other.design.lonely_psu) && agree(wanted.statistic, other.wanted.statistic) &&
           agree(wanted.variable, other.wanted.variable) && agree(wanted.denominator, other.wanted.denominator) &&
           agree(wanted.by, other.wanted.by) && agree(wanted.dimensions, other.wanted.dimensions) &&
           agree(wanted.where, other.wanted.where) && agree(wanted.interval, other.wanted.interval) &&
           agree(wanted.level, other.wanted.level) && agree(wanted.design_effect, other.wanted.design_effect);
}

Result<SufficientStatistics> SufficientStatistics::create(const DataTable& part, const DesignDefinition& design,
                                                          const EstimateSpecification& wanted)
{
    if (!is_sum(wanted)) return cannot_merge("only means, totals, shares and ratios follow from sums.");
    if (wanted.margins) return cannot_merge("margins are estimates of their own.");
    if (!design.calibrations.empty() || design.replication != Replication::None)
        return cannot_merge("weights are calibrated, and samples replicated, as a whole.");
    MAHALLA_TRY(const SurveyDesign sample, SurveyDesign::create(part, design));
    SufficientStatistics made;
    made.head_ = {design, wanted};
    made.read_units(part);
    for (const auto& [key, population] : made.populations_)
        if (design.weight.empty() && population >= 1)
            return cannot_merge("weights from population sizes need the whole sample: give a column of weights.");

    using Reading = TabulationInputs::Reading;
    OneWorker alone;
    TabulationInputs inputs(part, sample, alone);
    const Reading reading = wanted.statistic == Statistic::Proportion ? Reading::YesOrNo : Reading::Numbers;
    inputs.want_variable(wanted.variable, reading);
    if (!wanted.denominator.empty()) inputs.want_variable(wanted.denominator, Reading::Numbers);
    inputs.want_breakdown(wanted);
    inputs.prepare();
    MAHALLA_TRY(const PreparedBreakdown* breakdown, inputs.breakdown(wanted));
    MAHALLA_TRY(const PreparedVariable* variable, inputs.variable(wanted.variable, reading));
    SummedVariable summed{variable->by_unit, {}, 0, 0}; // all parts sum about the same pivot
    if (!wanted.denominator.empty()) {
        MAHALLA_TRY(const PreparedVariable* denominators, inputs.variable(wanted.denominator, Reading::Numbers));
        summed.denominators = denominators->by_unit;
    }
    for (std::size_t d = 0; d < wanted.by.size(); ++d) {
        made.dimension_names_.push_back(breakdown->breakdown->dimensions()[d].name);
        const Column* column = part.find(wanted.by[d]);
        made.numeric_dimensions_.push_back(column && column->kind == ColumnKind::Numeric ? 1 : 0);
    }

    const UnitCells& cells = breakdown->unit_cells.front();
    const Breakdown::Partition& partition = breakdown->breakdown->partitions().front();
    const UnitSums sums = sum_by_unit(cells, sample.weights_by_unit(), summed);
    std::vector<Unit*> unit_at(sample.tree().last().unit_count(), nullptr);
    for (std::size_t row = 0; row < part.row_count(); ++row)
        if (Unit*& unit = unit_at[sample.unit_of_row()[row]]; unit == nullptr)
            unit = &made.units_.at(made.unit_key(part, row));
    for (std::size_t i = 0; i < cells.places().size(); ++i) {
        const UnitCell& place = cells.places()[i];
        Part& of_cell = (*unit_at[place.unit])[partition.keys[place.cell]];
        of_cell = {place.sampled, sums.sums[i], sums.ratios.empty() ? RatioSum{} : sums.ratios[i]};
    }
    if (wanted.statistic == Statistic::Total)
        for (std::size_t row = 0; row < part.row_count(); ++row)
            if (const std::uint32_t cell = partition.cell_of_row[row];
                cell != Breakdown::no_cell && !std::isnan(variable->values[row]))
                keep_largest(made.contributors_[partition.keys[cell]], sample.weights()[row] * variable->values[row]);
    made.unresolved_ = variable->unresolved;
    return made;
}

SufficientStatistics::Key SufficientStatistics::unit_key(const DataTable& part, std::size_t row) const
{
    const DesignDefinition& design = head_.design;
    Key key{design.strata.empty() ? std::string() : part.find(design.strata)->text(row)};
    for (const std::string& name : design.psu) key.push_back(part.find(name)->text(row));
    if (rows_are_units()) key.push_back(unit_number(row));
    return key;
}

/// The sampled units, with those whose rows are in no cell: they count as sampled.
void SufficientStatistics::read_units(const DataTable& part)
{
    for (std::size_t row = 0; row < part.row_count(); ++row) {
        Key key = unit_key(part, row);
        for (std::size_t s = 0; s < head_.design.fpc.size(); ++s) {
            const std::string& name = head_.design.fpc[s];
            const Column* column = part.find(name);
            const double population = column ? column->number(row) : number_from_text(name).value_or(0);
            populations_.emplace(Key(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(s) + 1), population);
        }
        units_.emplace(std::move(key), Unit{});
    }
}

Result<SufficientStatistics> SufficientStatistics::merged(const SufficientStatistics& first,
                                                          const SufficientStatistics& second)
{
    if (!first.head_.agrees_with(second.head_)) return cannot_merge("they are of different estimates or designs.");
    SufficientStatistics made = first;
    for (const auto& [key, population] : second.populations_) {
        const auto known = made.populations_.emplace(key, population).first;
        if (known->second != population) return cannot_merge("a stratum has two different populations.");
    }
    for (const auto& [key, unit] : second.units_) {
        Key own = key;
        // Rows that are units have no names: those of the second part follow those of the first.
        if (made.rows_are_units()) own.back() = unit_number(made.units_.size());
        Unit& into = made.units_[std::move(own)];
        for (const auto& [cell, part] : unit) into[cell].add(part);
    }
    for (std::size_t d = 0; d < made.numeric_dimensions_.size(); ++d)
        made.numeric_dimensions_[d] &= second.numeric_dimensions_[d];
    for (const auto& [cell, contributions] : second.contributors_)
        for (const double contribution : contributions) keep_largest(made.contributors_[cell], contribution);
    made.unresolved_ += second.unresolved_;
    return made;
}

/// Units stand in the order of their keys, so what has a beginning in common follows each other.
SamplingTree SufficientStatistics::tree() const
{
    SamplingTree tree;
    tree.lonely_psu = head_.design.lonely_psu;
    tree.stages.resize(stage_count());
    const Key* last = nullptr;
    for (const auto& [key, unit] : units_) {
        for (std::size_t s = 0; s < stage_count(); ++s) {
            const auto differs = [&](std::size_t names) {
                return !last ||
                       !std::equal(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(names), last->begin());
            };
            SamplingStage& stage = tree.stages[s];
            if (differs(s + 1)) {
                SampledStratum& stratum = stage.strata.emplace_back();
                const auto known =
                    populations_.find(Key(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(s) + 1));
                if (known != populations_.end()) stratum.population = known->second;
            }
            if (differs(s + 2)) {
                stage.stratum_of_unit.push_back(static_cast<std::uint32_t>(stage.strata.size() - 1));
                ++stage.strata.back().sampled;
            }
        }
        last = &key;
    }
    for (SamplingStage& stage : tree.stages)
        for (SampledStratum& stratum : stage.strata)
            if (stratum.population && *stratum.population < 1)
                stratum.population = static_cast<double>(stratum.sampled) / *stratum.population;
    tree.multiply_fractions();
    return tree;
}

std::vector<SufficientStatistics::Key> SufficientStatistics::sorted_cells() const
{
    std::map<Key, char> seen;
    for (const auto& [key, unit] : units_)
        for (const auto& [cell, part] : unit) seen.emplace(cell, 0);
    std::vector<Key> cells;
    for (const auto& [cell, unused] : seen) cells.push_back(cell);
    const auto place = [this](std::size_t d, const std::string& category) {
        const auto& wanted = head_.wanted.dimensions;
        if (d < wanted.size() && !wanted[d].categories.empty())
            return static_cast<double>(std::find(wanted[d].categories.begin(), wanted[d].categories.end(), category) -
                                       wanted[d].categories.begin());
        return numeric_dimensions_[d] != 0 ? number_from_text(category).value_or(0) : 0;
    };
    std::stable_sort(cells.begin(), cells.end(), [&](const Key& a, const Key& b) {
        for (std::size_t d = 0; d < a.size(); ++d) {
            const double x = place(d, a[d]), y = place(d, b[d]);
            if (x != y) return x < y;
            if (a[d] != b[d]) return a[d] < b[d];
        }
        return false;
    });
    return cells;
}

std::vector<Dimension> SufficientStatistics::dimensions(const std::vector<Key>& cells) const
{
    std::vector<Dimension> dimensions = head_.wanted.dimensions;
    dimensions.resize(dimension_names_.size());
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        dimensions[d].name = dimension_names_[d];
        if (!dimensions[d].categories.empty()) continue;
        for (const Key& cell : cells)
            if (std::find(dimensions[d].categories.begin(), dimensions[d].categories.end(), cell[d]) ==
                dimensions[d].categories.end())
                dimensions[d].categories.push_back(cell[d]);
        if (numeric_dimensions_[d] != 0)
            std::sort(dimensions[d].categories.begin(), dimensions[d].categories.end(),
                      [](const auto& a, const auto& b) {
                          return number_from_text(a).value_or(0) < number_from_text(b).value_or(0);
                      });
        else
            std::sort(dimensions[d].categories.begin(), dimensions[d].categories.end());
    }
    return dimensions;
}

Table SufficientStatistics::table() const
{
    const SamplingTree sampling = tree();
    const std::vector<Key> cells = sorted_cells();
    std::map<Key, std::uint32_t> number_of_cell;
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell) number_of_cell.emplace(cells[cell], cell);

    std::vector<UnitCell> places;
    UnitSums sums;
    std::uint32_t number = 0;
    for (const auto& [key, unit] : units_) {
        for (const auto& [cell, part] : unit) {
            places.push_back({number, sampling.first_stage_unit(number), number_of_cell.at(cell), part.sampled});
            sums.sums.push_back(part.sum);
            if (head_.wanted.statistic == Statistic::Ratio) sums.ratios.push_back(part.ratio);
        }
        ++number;
    }
    const EstimateOptions options{head_.wanted.interval, head_.wanted.level, head_.wanted.design_effect};
    const bool is_plain = rows_are_units() && head_.design.strata.empty() && !head_.design.describes_population();
    const auto estimates = estimates_of(sampling, places, UnitCells::coverage_of(sampling, places, cells.size()), sums,
                                        sum_statistic_of(head_.wanted.statistic), is_plain, options);
    const auto positives = positives_of(places, cells.size(), sums);

    Table table;
    table.id = head_.wanted.id;
    table.label = head_.wanted.label;
    table.unit = head_.wanted.unit;
    table.statistic = head_.wanted.statistic;
    table.basis = head_.design.describes_population() ? Basis::OfThePopulation : Basis::OfThoseInterviewed;
    table.confidence_level = head_.wanted.level;
    table.dimensions = dimensions(cells);
    table.unresolved = unresolved_;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        TableCell& made = table.cells.emplace_back();
        made.key = cells[cell];
        made.figures = estimates[cell];
        if (table.statistic == Statistic::Proportion) made.positives = positives[cell];
        if (const auto kept = contributors_.find(cells[cell]); kept != contributors_.end())
            made.contributors = kept->second;
    }
    return table;
}

} // namespace mahalla
