#include "indicator/tabulate.h"

#include "indicator/definition_sheet.h"
#include "indicator/table_maker.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

tl::unexpected<Error> in_estimate(const EstimateSpecification& specification, const Error& error)
{
    return failure(error.kind, "Estimate '" + specification.id + "': " + error.message);
}

/// Below so many values in all, threads would cost more than they save.
constexpr std::size_t values_for_threads = 200'000;

constexpr std::array statistics{
    std::pair{Statistic::Proportion, "proportion"},
    std::pair{Statistic::Mean, "mean"},
    std::pair{Statistic::Total, "total"},
    std::pair{Statistic::Ratio, "ratio"},
    std::pair{Statistic::Quantile, "quantile"},
    std::pair{Statistic::ChiSquared, "chisq"},
    std::pair{Statistic::Gini, "gini"},
    std::pair{Statistic::QuintileRatio, "quintile_ratio"},
    std::pair{Statistic::AtRiskOfPoverty, "at_risk_of_poverty"},
    std::pair{Statistic::Contrast, "contrast"},
    std::pair{Statistic::CrossTable, "table"},
};

} // namespace

Result<std::vector<Table>> tabulate(const DataTable& data, const TabulationSpecification& specification,
                                    Workers& workers)
{
    const std::size_t count = specification.estimates.size();
    OneWorker alone;
    Workers& all = data.row_count() * count < values_for_threads ? alone : workers;
    MAHALLA_TRY(const SurveyDesign design, SurveyDesign::create(data, specification.design));
    const Basis basis =
        specification.design.describes_population() ? Basis::OfThePopulation : Basis::OfThoseInterviewed;
    TabulationInputs inputs(data, design, all);
    for (const EstimateSpecification& wanted : specification.estimates)
        if (auto sound = want_inputs(wanted, inputs); !sound) return in_estimate(wanted, sound.error());
    inputs.prepare();

    std::vector<Result<Table>> made(count);
    all.run(
        count,
        [&](std::size_t, std::size_t i) {
            made[i] = make_table(specification.estimates[i], inputs, data, design, basis);
        },
        [] {});
    std::vector<Table> tables;
    for (std::size_t i = 0; i < count; ++i) {
        if (!made[i]) return in_estimate(specification.estimates[i], made[i].error());
        tables.push_back(*std::move(made[i]));
    }
    return tables;
}

Result<std::vector<Table>> tabulate(const DataTable& data, const TabulationSpecification& specification)
{
    OneWorker alone;
    return tabulate(data, specification, alone);
}

EstimateSpecification specification_of(const IndicatorDefinition& indicator,
                                       const std::vector<DisaggregationDefinition>& by, const std::string& language)
{
    EstimateSpecification specification;
    specification.id = indicator.name;
    specification.label = indicator.label(language);
    specification.unit = indicator.unit_of_analysis;
    specification.statistic = indicator.statistic;
    specification.variable = indicator.value;
    specification.denominator = indicator.denominator;
    specification.where = indicator.universe;
    specification.interval =
        indicator.statistic == Statistic::Proportion ? IntervalMethod::Logit : IntervalMethod::Wald;
    if (!indicator.probabilities.empty()) specification.probabilities = indicator.probabilities;
    specification.margins = true;
    for (const DisaggregationDefinition& definition : by) {
        specification.by.push_back(definition.value);
        Dimension dimension;
        dimension.name = definition.name;
        dimension.label = label_in(definition.labels, language, definition.name);
        std::vector<std::string> above;
        for (const DisaggregationCategory& category : definition.categories)
            if (!category.parent.empty()) above.push_back(category.parent);
        for (const DisaggregationCategory& category : definition.categories) {
            dimension.labels[category.code] = label_in(category.labels, language, category.code);
            if (!category.parent.empty()) dimension.parents[category.code] = category.parent;
            // A category above others is the sum of them: rows carry the lowest.
            if (std::find(above.begin(), above.end(), category.code) == above.end())
                dimension.categories.push_back(category.code);
        }
        specification.dimensions.push_back(std::move(dimension));
    }
    return specification;
}

const char* name_of(Statistic statistic)
{
    for (const auto& [known, name] : statistics)
        if (known == statistic) return name;
    return "mean";
}

std::optional<Statistic> statistic_of(const std::string& name)
{
    for (const auto& [statistic, known] : statistics)
        if (name == known) return statistic;
    return std::nullopt;
}

} // namespace mahalla
