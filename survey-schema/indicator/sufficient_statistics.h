#pragma once
#include "indicator/tabulate.h"
#include "indicator/unit_sums.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace mahalla {

/// What the rows of one part of a sample say about one estimate: weighted sums by sampling unit and cell, without the
/// rows.
///
/// Parts of one survey that were computed apart (areas, laptops) are merged, and the table that follows is that of all
/// rows in one place: sums of units that only one part has are taken as they are, those of units that several have are
/// added. Merging is associative, and does not depend on the order but for rounding. Strata, units and categories are
/// told apart by their names.
///
/// Sums of small units tell about people: they are sealed like records, and only `protect` makes of a table what may
/// leave.
class SufficientStatistics {
public:
    using Key = std::vector<std::string>;
    /// What one unit says about one cell.
    struct Part {
        std::uint32_t sampled = 0;
        UnitSum sum;
        RatioSum ratio;

        void add(const Part& other);
    };
    /// One unit of the last stage; without cells where its rows are in none.
    using Unit = std::map<Key, Part>;
    struct Content {
        DesignDefinition design;
        EstimateSpecification wanted;
        std::vector<char> numeric_dimensions; ///< Whether the categories of each are sorted by value.
        std::vector<std::string> dimension_names;
        /// By stratum, then the names of the units stage by stage.
        std::map<Key, Unit> units;
        /// By the same names without the last: units of the next stage in the population, or the fraction sampled
        /// (below 1).
        std::map<Key, double> populations;
        std::map<Key, std::vector<double>> contributors; ///< Of a total, by cell, from the largest.
        std::size_t unresolved = 0;
    };

    /// Sums up a part. Fails with `Invalid` as `tabulate` does, and for what cannot be merged: another statistic than a
    /// mean, total, share or ratio, calibration, replicates, and weights that follow from population sizes, for which
    /// the size of the whole sample would have to be known.
    static Result<SufficientStatistics> create(const DataTable& part, const DesignDefinition& design,
                                               const EstimateSpecification& wanted);
    /// What `content` says, which came from outside. Fails with `Invalid` where it is none that `create` or `merged`
    /// makes: keys of another length than there are dimensions or stages, sums that no rows have, categories above each
    /// other in a circle.
    static Result<SufficientStatistics> from(Content content);

    /// Fails with `Invalid` where the two are of different estimates or designs, or give one stratum two populations.
    /// Categories that only one of them lists take the place that they have there among the others.
    static Result<SufficientStatistics> merged(const SufficientStatistics& first, const SufficientStatistics& second);

    /// The same for an office whose sample is one of its own: where the rows are a sample, its strata are told apart
    /// from those of any other `office`. Where nothing is known of the sampling, all rows are together, as they are.
    SufficientStatistics of_office(const std::string& office) const;

    /// The estimates of all that was merged, with margins where they were wanted. Categories are sorted, or stand in
    /// the order that was wanted.
    Table table() const;

    const Content& content() const { return content_; }

private:
    explicit SufficientStatistics(Content content) : content_(std::move(content)) {}
    /// With every category that a cell has: those that are listed in their order, the others sorted after them.
    std::vector<Dimension> dimensions() const;
    /// Fails with `Invalid` where categories of a dimension lie above each other in a circle.
    Result<void> check_levels() const;
    Key unit_key(const DataTable& part, std::size_t row) const;
    void read_units(const DataTable& part);
    bool rows_are_units() const { return content_.design.psu.empty(); }
    std::size_t stage_count() const { return std::max<std::size_t>(1, content_.design.psu.size()); }

    Content content_;
};

} // namespace mahalla
