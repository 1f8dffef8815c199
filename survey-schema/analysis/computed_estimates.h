#pragma once
#include "indicator/tabulate.h"

#include <map>
#include <string>
#include <vector>

namespace mahalla {

/// Estimates by name, over everybody and over each cell of a breakdown.
class EstimatesByCell {
public:
    /// `key` has one category a dimension, `total_category` for all of one. Null where there is none.
    const Estimate* find(const std::string& name, const std::vector<std::string>& key = {}) const;

private:
    friend class ComputedEstimates;
    std::map<std::string, std::map<std::vector<std::string>, Estimate>> of_;
};

/// Design-based estimates of what an analysis computed row by row: shares, means and ratios with their standard errors.
///
/// Variances are those of `tabulate`: linearised, over the stages of the design; rows without a value, and cells, are
/// domains, so that units outside them still count as sampled.
class ComputedEstimates {
public:
    /// `data` holds the design's columns and those that `by` names, and outlives this.
    ComputedEstimates(const DataTable& data, const DesignDefinition& design, std::vector<std::string> by = {},
                      std::vector<Dimension> dimensions = {});

    /// Of numbers, one a row of the data, NaN for missing. A share's are 1 and 0; its interval is the logit one, and
    /// exact where it is 0 or 1.
    void add_share(const std::string& name, std::vector<double> values);
    void add_mean(const std::string& name, std::vector<double> values);
    void add_ratio(const std::string& name, std::vector<double> numerators, std::vector<double> denominators);

    /// Fails as `tabulate` does.
    Result<EstimatesByCell> compute();

private:
    EstimateSpecification& add(const std::string& name, Statistic statistic, std::vector<double> values);
    std::string add_column(std::vector<double> values);

    const DesignDefinition& design_;
    std::vector<std::string> by_;
    std::vector<Dimension> dimensions_;
    std::vector<Column> columns_;
    std::vector<EstimateSpecification> estimates_;
};

} // namespace mahalla
