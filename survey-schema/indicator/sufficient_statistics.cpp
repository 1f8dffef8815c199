#include "indicator/sufficient_statistics.h"

#include "base/number.h"
#include "indicator/category_levels.h"
#include "indicator/largest_contributions.h"
#include "indicator/tabulation_inputs.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <tuple>

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

/// Whether both asked for the same; their categories may differ.
bool agree(const SufficientStatistics::Content& a, const SufficientStatistics::Content& b)
{
    const auto designs = [](const DesignDefinition& d) {
        return std::tie(d.weight, d.strata, d.psu, d.fpc, d.lonely_psu);
    };
    const auto estimates = [](const EstimateSpecification& e) {
        return std::tie(e.id, e.statistic, e.variable, e.denominator, e.by, e.margins, e.where, e.interval, e.level,
                        e.design_effect);
    };
    return designs(a.design) == designs(b.design) && estimates(a.wanted) == estimates(b.wanted) &&
           a.dimension_names == b.dimension_names && a.wanted.dimensions.size() == b.wanted.dimensions.size();
}

/// Two lists of categories, each in an order of which it may lack some: all of them, with what only the second has
/// standing before the same one as there.
std::vector<std::string> joined_categories(const std::vector<std::string>& first,
                                           const std::vector<std::string>& second)
{
    std::vector<std::string> all;
    std::size_t next = 0;
    const auto is_taken = [&](const std::string& name) { return std::find(all.begin(), all.end(), name) != all.end(); };
    for (const std::string& name : second) {
        if (is_taken(name)) continue;
        const auto place = std::find(first.begin() + static_cast<std::ptrdiff_t>(next), first.end(), name);
        for (; place != first.end() && first[next] != name; ++next) all.push_back(first[next]);
        if (place != first.end()) ++next;
        all.push_back(name);
    }
    for (; next < first.size(); ++next) all.push_back(first[next]);
    return all;
}

} // namespace

void SufficientStatistics::Part::add(const Part& other)
{
    sampled += other.sampled;
    sum.add(other.sum);
    ratio.add(other.ratio);
}

Result<SufficientStatistics> SufficientStatistics::create(const DataTable& part, const DesignDefinition& design,
                                                          const EstimateSpecification& wanted)
{
    if (!is_sum(wanted)) return cannot_merge("only means, totals, shares and ratios follow from sums.");
    if (!design.calibrations.empty() || design.replication != Replication::None)
        return cannot_merge("weights are calibrated, and samples replicated, as a whole.");
    MAHALLA_TRY(const SurveyDesign sample, SurveyDesign::create(part, design));
    SufficientStatistics made({design, wanted, {}, {}, {}, {}, {}, 0});
    made.read_units(part);
    for (const auto& [key, population] : made.content_.populations)
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
        made.content_.dimension_names.push_back(breakdown->breakdown->dimensions()[d].name);
        const Column* column = part.find(wanted.by[d]);
        made.content_.numeric_dimensions.push_back(column && column->kind == ColumnKind::Numeric ? 1 : 0);
    }

    const UnitCells& cells = breakdown->unit_cells.front();
    const Breakdown::Partition& partition = breakdown->breakdown->partitions().front();
    const UnitSums sums = sum_by_unit(cells, sample.weights_by_unit(), summed);
    std::vector<Unit*> unit_at(sample.tree().last().unit_count(), nullptr);
    for (std::size_t row = 0; row < part.row_count(); ++row)
        if (Unit*& unit = unit_at[sample.unit_of_row()[row]]; unit == nullptr)
            unit = &made.content_.units.at(made.unit_key(part, row));
    for (std::size_t i = 0; i < cells.places().size(); ++i) {
        const UnitCell& place = cells.places()[i];
        Part& of_cell = (*unit_at[place.unit])[partition.keys[place.cell]];
        of_cell = {place.sampled, sums.sums[i], sums.ratios.empty() ? RatioSum{} : sums.ratios[i]};
    }
    if (wanted.statistic == Statistic::Total)
        for (std::size_t row = 0; row < part.row_count(); ++row)
            if (const std::uint32_t cell = partition.cell_of_row[row];
                cell != Breakdown::no_cell && !std::isnan(variable->values[row]))
                keep_largest(made.content_.contributors[partition.keys[cell]],
                             sample.weights()[row] * variable->values[row]);
    made.content_.unresolved = variable->unresolved;
    return made;
}

SufficientStatistics::Key SufficientStatistics::unit_key(const DataTable& part, std::size_t row) const
{
    const DesignDefinition& design = content_.design;
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
        for (std::size_t s = 0; s < content_.design.fpc.size(); ++s) {
            const std::string& name = content_.design.fpc[s];
            const Column* column = part.find(name);
            const double population = column ? column->number(row) : number_from_text(name).value_or(0);
            content_.populations.emplace(Key(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(s) + 1),
                                         population);
        }
        content_.units.emplace(std::move(key), Unit{});
    }
}

Result<SufficientStatistics> SufficientStatistics::from(Content content)
{
    const auto wrong = [](const char* what) {
        return failure(ErrorKind::Invalid, std::string("Sums that no survey has: ") + what + ".");
    };
    const std::size_t stages = std::max<std::size_t>(1, content.design.psu.size());
    const std::size_t dimensions = content.dimension_names.size();
    const EstimateSpecification& wanted = content.wanted;
    if (!is_sum(wanted) || !content.design.calibrations.empty() || content.design.replication != Replication::None)
        return wrong("a statistic that does not follow from sums");
    if (!(wanted.level > 0 && wanted.level < 1)) return wrong("a confidence level beyond 0 and 1");
    if (wanted.by.size() != dimensions || content.numeric_dimensions.size() != dimensions ||
        (!wanted.dimensions.empty() && wanted.dimensions.size() != dimensions))
        return wrong("a dimension too many or too few");
    for (const char flag : content.numeric_dimensions)
        if (flag != 0 && flag != 1) return wrong("a dimension that is neither of numbers nor of texts");
    std::set<Key> cells;
    for (const auto& [key, unit] : content.units) {
        if (key.size() != stages + 1) return wrong("a unit of another stage");
        for (const auto& [cell, part] : unit) {
            if (cell.size() != dimensions) return wrong("a cell of another table");
            cells.insert(cell);
            if (part.sum.n > part.sampled || part.sum.positives > part.sum.n) return wrong("more answers than rows");
            const RatioSum& ratio = part.ratio;
            for (const double number : {part.sum.weight, part.sum.squares, ratio.squares})
                if (!(number >= 0) || !std::isfinite(number)) return wrong("a weight or square below 0");
            for (const double number : {part.sum.values, ratio.denominators, ratio.products})
                if (!std::isfinite(number)) return wrong("a sum that is no number");
        }
    }
    for (const auto& [key, population] : content.populations)
        if (key.empty() || key.size() > stages || !(population > 0) || !std::isfinite(population))
            return wrong("a population of nobody");
    for (const auto& [cell, contributions] : content.contributors)
        if (!cells.contains(cell) || contributions.size() > TableCell::contributors_max ||
            !std::is_sorted(contributions.begin(), contributions.end(), std::greater<>()))
            return wrong("contributions in no order");
    SufficientStatistics made(std::move(content));
    if (auto sound = made.check_levels(); !sound) return tl::unexpected(sound.error());
    return made;
}

Result<void> SufficientStatistics::check_levels() const
{
    for (const Dimension& dimension : dimensions())
        if (const auto levels = levels_of(dimension, true); !levels) return tl::unexpected(levels.error());
    return {};
}

SufficientStatistics SufficientStatistics::of_office(const std::string& office) const
{
    if (content_.design.is_plain()) return *this;
    SufficientStatistics made = *this;
    made.content_.units.clear();
    made.content_.populations.clear();
    const auto renamed = [&office](Key key) {
        key.front() = office + " " + key.front();
        return key;
    };
    for (const auto& [key, unit] : content_.units) made.content_.units.emplace(renamed(key), unit);
    for (const auto& [key, population] : content_.populations)
        made.content_.populations.emplace(renamed(key), population);
    return made;
}

Result<SufficientStatistics> SufficientStatistics::merged(const SufficientStatistics& first,
                                                          const SufficientStatistics& second)
{
    if (!agree(first.content_, second.content_)) return cannot_merge("they are of different estimates or designs.");
    SufficientStatistics made = first;
    for (const auto& [key, population] : second.content_.populations) {
        const auto known = made.content_.populations.emplace(key, population).first;
        if (known->second != population) return cannot_merge("a stratum has two different populations.");
    }
    for (const auto& [key, unit] : second.content_.units) {
        Key own = key;
        // Rows that are units have no names: those of the second part follow those of the first.
        if (made.rows_are_units()) own.back() = unit_number(made.content_.units.size());
        Unit& into = made.content_.units[std::move(own)];
        for (const auto& [cell, part] : unit) into[cell].add(part);
    }
    for (std::size_t d = 0; d < made.content_.numeric_dimensions.size(); ++d)
        made.content_.numeric_dimensions[d] &= second.content_.numeric_dimensions[d];
    for (const auto& [cell, contributions] : second.content_.contributors)
        for (const double contribution : contributions) keep_largest(made.content_.contributors[cell], contribution);
    for (std::size_t d = 0; d < made.content_.wanted.dimensions.size(); ++d) {
        Dimension& dimension = made.content_.wanted.dimensions[d];
        const Dimension& other = second.content_.wanted.dimensions[d];
        dimension.categories = joined_categories(dimension.categories, other.categories);
        dimension.labels.insert(other.labels.begin(), other.labels.end());
        for (const auto& [category, parent] : other.parents)
            if (dimension.parents.emplace(category, parent).first->second != parent)
                return cannot_merge("a category of '" + dimension.name + "' lies below two others.");
    }
    made.content_.unresolved += second.content_.unresolved;
    if (auto sound = made.check_levels(); !sound) return tl::unexpected(sound.error());
    return made;
}

} // namespace mahalla
