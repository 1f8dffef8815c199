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
    /// Sums up a part. Fails with `Invalid` as `tabulate` does, and for what cannot be merged: another statistic than a
    /// mean, total, share or ratio, margins, calibration, replicates, and weights that follow from population sizes,
    /// for which the size of the whole sample would have to be known.
    static Result<SufficientStatistics> create(const DataTable& part, const DesignDefinition& design,
                                               const EstimateSpecification& wanted);

    /// Fails with `Invalid` where the two are of different estimates or designs, or give one stratum two populations.
    static Result<SufficientStatistics> merged(const SufficientStatistics& first, const SufficientStatistics& second);

    /// The estimates of all that was merged. Categories are sorted, or stand in the order that was wanted.
    Table table() const;

private:
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
    /// The estimate and design as they were asked for, as far as parts have to agree in them.
    struct Head {
        DesignDefinition design;
        EstimateSpecification wanted;
        bool agrees_with(const Head& other) const;
    };

    SufficientStatistics() = default;
    Key unit_key(const DataTable& part, std::size_t row) const;
    void read_units(const DataTable& part);
    SamplingTree tree() const;
    std::vector<Key> sorted_cells() const;
    std::vector<Dimension> dimensions(const std::vector<Key>& cells) const;
    bool rows_are_units() const { return head_.design.psu.empty(); }
    std::size_t stage_count() const { return std::max<std::size_t>(1, head_.design.psu.size()); }

    Head head_;
    std::vector<char> numeric_dimensions_; // categories are sorted by value
    std::vector<std::string> dimension_names_;
    /// By stratum, then the names of the units stage by stage.
    std::map<Key, Unit> units_;
    /// By the same names without the last: units of the next stage in the population, or the fraction sampled (below
    /// 1).
    std::map<Key, double> populations_;
    std::map<Key, std::vector<double>> contributors_; // of a total, by cell, from the largest
    std::size_t unresolved_ = 0;
};

} // namespace mahalla
