#pragma once
#include "indicator/tabulate.h"

#include <string>

/// A survey made up by chance: strata, clusters, weights, twenty variables and five ways to break them down.
struct SurveyShape {
    std::size_t rows = 1'000'000;
    std::size_t strata = 40;
    std::size_t rows_per_cluster = 200; ///< 1: every row is a sampling unit of its own.
    std::size_t areas = 50;             ///< Categories of the disaggregation with the most.
    bool areas_hold_clusters = false;   ///< Clusters lie in areas, as places do; else each row has an area by chance.
    bool shuffled = false; ///< Rows stand in no order; else cluster after cluster, as field work brings them.
};

mahalla::DataTable made_survey(const SurveyShape& shape);
/// How it was sampled.
mahalla::DesignDefinition made_design();
/// Shares, means, totals and a ratio of the twenty, each by each of the five: a hundred tables.
std::vector<mahalla::EstimateSpecification> hundred_tables();
/// The mean of one variable by one of the columns.
mahalla::EstimateSpecification one_table(const std::string& variable, const std::string& by);
