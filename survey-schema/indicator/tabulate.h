#pragma once
#include "base/workers.h"
#include "indicator/data_table.h"
#include "indicator/design.h"
#include "indicator/disaggregation.h"
#include "indicator/indicator.h"
#include "indicator/table.h"

#include <map>
#include <string>
#include <vector>

namespace mahalla {

/// How a confidence interval is made. Where a share is 0 or 1, each but Wald gives the exact interval.
enum class IntervalMethod {
    Wald,           ///< estimate ± t · se
    Logit,          ///< Wald on the scale of the logit (R: svyciprop "logit", "xlogit")
    Beta,           ///< Korn and Graubard: Clopper–Pearson with the effective sample size
    Arcsine,        ///< Wald on the scale of the arcsine of the root
    Wilson,         ///< score interval, with the effective sample size where there is a design
    ClopperPearson, ///< exact, with the effective sample size where there is a design
};

/// R's `qrule`s: what a quantile is where it falls between two values.
enum class QuantileRule { Math, School, ShahVaish, Hf1, Hf2, Hf3, Hf4, Hf5, Hf6, Hf7, Hf8, Hf9 };

/// R's two comparisons for the design effect: a simple random sample of the same size without or with replacement.
enum class DesignEffect { WithoutReplacement, WithReplacement };

/// Rao and Scott's two corrections of the test of independence.
enum class IndependenceTest { F, ChiSquared };

/// One statistic over one breakdown. Expressions are those of column_expression.h.
struct EstimateSpecification {
    std::string id;
    std::string label;
    Statistic statistic = Statistic::Mean;
    std::string variable;
    std::string denominator;            ///< Of a ratio.
    std::vector<std::string> variables; ///< The two of a chi-squared test; those that a table crosses.
    bool of_each_category = false;      ///< The share of each category of `variable`.
    /// Expressions (column names, as a rule) that make the cells. Rows that lack one are in no cell.
    std::vector<std::string> by;
    std::vector<Dimension> dimensions; ///< Names, labels and order of categories for `by`; may be empty.
    bool margins = false;              ///< Totals over each set of dimensions too.
    std::string where;                 ///< The domain; rows where it is false or missing do not count.
    IntervalMethod interval = IntervalMethod::Wald;
    double level = 0.95;
    std::vector<double> probabilities = {0.5}; ///< Of a quantile.
    QuantileRule rule = QuantileRule::Math;
    DesignEffect design_effect = DesignEffect::WithoutReplacement;
    /// Of a contrast: a coefficient for the key of each cell that takes part, its categories joined by commas.
    std::map<std::string, double> contrast;
    IndependenceTest test = IndependenceTest::F;
    std::string unit;
};

struct TabulationSpecification {
    DesignDefinition design;
    std::vector<EstimateSpecification> estimates;
};

/// One table for each estimate, in their order. Cells stand in the order of sorted categories (numbers by value, texts
/// by their bytes), the last dimension running fastest.
///
/// Design-based, as R's survey package computes (Lumley, Complex Surveys, 2010): Taylor-linearised variances over
/// stages of sampling with finite population corrections; a cell is a domain, so units outside it still count as
/// sampled. Degrees of freedom are the primary sampling units less the strata among the rows of the domain. Rows with
/// a missing value are left out and counted. Means, shares, totals and ratios of all estimates are computed in one pass
/// over the rows for each variable and breakdown, for all cells at once (unit_sums.h).
///
/// The result is the same, to the last bit, for any workers.
///
/// Fails with `Invalid`, naming the row or the column and what to do: a column that is not there, an expression that
/// does not parse, a weight that is negative or missing, a finite population correction smaller than its sample, a unit
/// in two strata without `nest`, totals for categories that are not there.
Result<std::vector<Table>> tabulate(const DataTable& data, const TabulationSpecification& specification,
                                    Workers& workers);
/// The same on the calling thread alone.
Result<std::vector<Table>> tabulate(const DataTable& data, const TabulationSpecification& specification);

/// The specification that computes `indicator` by these breakdowns, with margins.
EstimateSpecification specification_of(const IndicatorDefinition& indicator,
                                       const std::vector<DisaggregationDefinition>& by, const std::string& language);

} // namespace mahalla
