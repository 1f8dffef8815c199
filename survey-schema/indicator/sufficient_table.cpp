#include "base/check.h"
#include "base/number.h"
#include "indicator/category_levels.h"
#include "indicator/largest_contributions.h"
#include "indicator/sufficient_statistics.h"

#include <unordered_map>

// The table that follows from sums.

namespace mahalla {

namespace {

using Content = SufficientStatistics::Content;
using Key = SufficientStatistics::Key;

std::size_t stages_of(const Content& content) { return std::max<std::size_t>(1, content.design.psu.size()); }

/// Units stand in the order of their keys, so what has a beginning in common follows each other.
SamplingTree tree_of(const Content& content)
{
    SamplingTree tree;
    tree.lonely_psu = content.design.lonely_psu;
    tree.stages.resize(stages_of(content));
    const Key* last = nullptr;
    for (const auto& [key, unit] : content.units) {
        for (std::size_t s = 0; s < tree.stages.size(); ++s) {
            const auto differs = [&](std::size_t names) {
                return !last ||
                       !std::equal(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(names), last->begin());
            };
            SamplingStage& stage = tree.stages[s];
            if (differs(s + 1)) {
                SampledStratum& stratum = stage.strata.emplace_back();
                const auto known =
                    content.populations.find(Key(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(s) + 1));
                if (known != content.populations.end()) stratum.population = known->second;
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

/// The cells of one choice of levels.
class SummedCells {
public:
    SummedCells(const Content& content, const std::vector<Dimension>& dimensions,
                const std::vector<const CategoryLevel*>& levels)
        : content_(content), levels_(levels), place_of_category_(dimensions.size())
    {
        for (std::size_t d = 0; d < dimensions.size(); ++d)
            for (std::uint32_t i = 0; i < dimensions[d].categories.size(); ++i)
                place_of_category_[d].emplace(dimensions[d].categories[i], i);
        if (dimensions.empty()) number_of_cell_.emplace(Groups(), 0); // one cell, whoever is in it
        for (const auto& [key, unit] : content_.units)
            for (const auto& [cell, part] : unit)
                if (const auto groups = groups_of(cell)) number_of_cell_.emplace(*groups, 0);
        std::uint32_t number = 0;
        for (auto& [groups, cell] : number_of_cell_) cell = number++;
    }

    void add_to(Table& table, const SamplingTree& sampling, const EstimateOptions& options) const
    {
        std::vector<UnitCell> places;
        UnitSums sums;
        std::uint32_t number = 0;
        for (const auto& [key, unit] : content_.units) {
            std::map<std::uint32_t, SufficientStatistics::Part> parts;
            for (const auto& [cell, part] : unit)
                if (const auto groups = groups_of(cell)) parts[number_of_cell_.at(*groups)].add(part);
            for (const auto& [cell, part] : parts) {
                places.push_back({number, sampling.first_stage_unit(number), cell, part.sampled});
                sums.sums.push_back(part.sum);
                if (table.statistic == Statistic::Ratio) sums.ratios.push_back(part.ratio);
            }
            ++number;
        }
        const std::size_t count = number_of_cell_.size();
        const DesignDefinition& design = content_.design;
        const auto estimates = estimates_of(sampling, places, UnitCells::coverage_of(sampling, places, count), sums,
                                            sum_statistic_of(table.statistic), design.is_plain(), options);
        const auto positives = positives_of(places, count, sums);
        const std::size_t first = table.cells.size();
        for (const auto& [groups, cell] : number_of_cell_) {
            TableCell& made = table.cells.emplace_back();
            for (std::size_t d = 0; d < groups.size(); ++d) made.key.push_back(levels_[d]->names[groups[d]]);
            made.figures = estimates[cell];
            if (table.statistic == Statistic::Proportion) made.positives = positives[cell];
        }
        for (const auto& [cell, contributions] : content_.contributors)
            if (const auto groups = groups_of(cell))
                if (const auto place = number_of_cell_.find(*groups); place != number_of_cell_.end())
                    for (const double contribution : contributions)
                        keep_largest(table.cells[first + place->second].contributors, contribution);
    }

private:
    using Groups = std::vector<std::uint32_t>;

    /// Nothing where a category is in no group of its level.
    std::optional<Groups> groups_of(const Key& cell) const
    {
        Groups groups;
        for (std::size_t d = 0; d < cell.size(); ++d) {
            groups.push_back(levels_[d]->group_of_category[place_of_category_[d].at(cell[d])]);
            if (groups.back() == CategoryLevel::no_group) return std::nullopt;
        }
        return groups;
    }

    const Content& content_;
    const std::vector<const CategoryLevel*>& levels_;
    std::vector<std::unordered_map<std::string, std::uint32_t>> place_of_category_;
    std::map<Groups, std::uint32_t> number_of_cell_;
};

} // namespace

std::vector<Dimension> SufficientStatistics::dimensions() const
{
    std::vector<Dimension> dimensions = content_.wanted.dimensions;
    dimensions.resize(content_.dimension_names.size());
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        Dimension& dimension = dimensions[d];
        dimension.name = content_.dimension_names[d];
        std::vector<std::string> others;
        const auto is_among = [](const std::vector<std::string>& names, const std::string& name) {
            return std::find(names.begin(), names.end(), name) != names.end();
        };
        for (const auto& [key, unit] : content_.units)
            for (const auto& [cell, part] : unit)
                if (!is_among(dimension.categories, cell[d]) && !is_among(others, cell[d])) others.push_back(cell[d]);
        if (content_.numeric_dimensions[d] != 0)
            std::sort(others.begin(), others.end(), [](const auto& a, const auto& b) {
                return number_from_text(a).value_or(0) < number_from_text(b).value_or(0);
            });
        else
            std::sort(others.begin(), others.end());
        dimension.categories.insert(dimension.categories.end(), others.begin(), others.end());
    }
    return dimensions;
}

Table SufficientStatistics::table() const
{
    const EstimateSpecification& wanted = content_.wanted;
    Table table;
    table.id = wanted.id;
    table.label = wanted.label;
    table.unit = wanted.unit;
    table.statistic = wanted.statistic;
    table.basis = content_.design.describes_population() ? Basis::OfThePopulation : Basis::OfThoseInterviewed;
    table.confidence_level = wanted.level;
    table.unresolved = content_.unresolved;
    table.dimensions = dimensions();
    std::vector<std::vector<CategoryLevel>> levels;
    for (const Dimension& dimension : table.dimensions) {
        auto made = levels_of(dimension, wanted.margins);
        MAHALLA_CHECK(made); // looked at where the content was made
        levels.push_back(*std::move(made));
    }
    const SamplingTree sampling = tree_of(content_);
    for (const auto& chosen : choices_of_levels(levels))
        SummedCells(content_, table.dimensions, chosen)
            .add_to(table, sampling, {wanted.interval, wanted.level, wanted.design_effect});
    return table;
}

} // namespace mahalla
