#include "indicator/indicator_value.h"

#include "indicator/definition_scope.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mahalla {

namespace {

constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();

Result<const IndicatorDefinition*> component_of(const IndexComponent& component,
                                                const std::vector<IndicatorDefinition>& indicators)
{
    const auto found = std::find_if(indicators.begin(), indicators.end(), [&](const IndicatorDefinition& candidate) {
        return candidate.name == component.indicator;
    });
    if (found == indicators.end())
        return failure(ErrorKind::Invalid, "There is no indicator '" + component.indicator + "' for the index.");
    if (found->index)
        return failure(ErrorKind::Invalid, "'" + component.indicator + "' is an index; an index has other components.");
    return &*found;
}

Result<IndicatorValue> plain_value(const IndicatorDefinition& indicator, const DataTable& data)
{
    const DefinitionScope scope(IndicatorLibrary::shipped(), indicator.library);
    IndicatorValue made;
    MAHALLA_TRY(made.value, scope.evaluate(indicator.value, data));
    made.is_concerned.assign(data.row_count(), true);
    if (!indicator.universe.empty()) {
        MAHALLA_TRY(const Column universe, scope.evaluate(indicator.universe, data));
        for (std::size_t row = 0; row < data.row_count(); ++row) {
            // As truths are: of a number whether it is other than 0, of a text whether there is one.
            const bool holds = universe.kind == ColumnKind::Text || universe.numbers[row] != 0;
            made.is_concerned[row] = !universe.is_missing(row) && holds;
        }
    }
    if (!indicator.denominator.empty()) {
        MAHALLA_TRY(made.denominator, scope.evaluate(indicator.denominator, data));
    }
    return made;
}

/// The weighted share of components that hold, of each row.
Result<IndicatorValue> score_of(const IndexDefinition& index, const std::vector<IndicatorDefinition>& indicators,
                                const DataTable& data)
{
    IndicatorValue made;
    made.value.numbers.assign(data.row_count(), 0);
    made.value.reasons.assign(data.row_count(), MissingReason::None);
    made.is_concerned.assign(data.row_count(), true);
    double weights = 0;
    for (const IndexComponent& component : index.components) weights += component.weight;
    for (const IndexComponent& component : index.components) {
        MAHALLA_TRY(const IndicatorDefinition* indicator, component_of(component, indicators));
        MAHALLA_TRY(const IndicatorValue held, plain_value(*indicator, data));
        if (held.value.kind == ColumnKind::Text)
            return failure(ErrorKind::Invalid, "'" + component.indicator + "' is neither yes nor no.");
        made.value.unresolved += held.value.unresolved;
        for (std::size_t row = 0; row < data.row_count(); ++row) {
            if (!held.is_concerned[row]) continue;
            const double value = held.value.numbers[row];
            if (std::isnan(value) && !std::isnan(made.value.numbers[row]))
                made.value.reasons[row] = held.value.reason(row);
            made.value.numbers[row] += std::isnan(value) ? missing_number : value != 0 ? component.weight / weights : 0;
        }
    }
    return made;
}

Result<IndicatorValue> value_of_index(const IndexDefinition& index, const std::vector<IndicatorDefinition>& indicators,
                                      const DataTable& data)
{
    MAHALLA_TRY(IndicatorValue made, score_of(index, indicators, data));
    if (!index.cutoff) return made;
    made.denominator.numbers.assign(data.row_count(), missing_number);
    for (std::size_t row = 0; row < data.row_count(); ++row) {
        double& score = made.value.numbers[row];
        if (std::isnan(score)) continue;
        const bool is_counted = score >= *index.cutoff - index_cutoff_tolerance;
        made.denominator.numbers[row] = is_counted ? 1 : 0;
        if (index.measure == IndexMeasure::Headcount)
            score = is_counted ? 1 : 0;
        else if (index.measure != IndexMeasure::Score && !is_counted)
            score = 0;
    }
    if (index.measure != IndexMeasure::Intensity) made.denominator = {};
    return made;
}

} // namespace

Result<IndicatorValue> value_of_indicator(const IndicatorDefinition& indicator,
                                          const std::vector<IndicatorDefinition>& indicators, const DataTable& data)
{
    if (!indicator.index) return plain_value(indicator, data);
    MAHALLA_TRY(IndicatorValue made, value_of_index(*indicator.index, indicators, data));
    if (!indicator.universe.empty()) {
        IndicatorDefinition whom = indicator;
        whom.value = "1";
        whom.index.reset();
        MAHALLA_TRY(const IndicatorValue universe, plain_value(whom, data));
        made.is_concerned = universe.is_concerned;
    }
    return made;
}

Result<std::set<ColumnRead>> columns_of_indicator(const IndicatorDefinition& indicator,
                                                  const std::vector<IndicatorDefinition>& indicators)
{
    std::set<ColumnRead> columns;
    const auto add = [&](const IndicatorDefinition& read) -> Result<void> {
        const DefinitionScope scope(IndicatorLibrary::shipped(), read.library);
        for (const std::string* expression : {&read.value, &read.universe, &read.denominator}) {
            MAHALLA_TRY(std::set<ColumnRead> found, scope.columns_read(*expression));
            columns.merge(found);
        }
        return {};
    };
    if (auto done = add(indicator); !done) return tl::unexpected(done.error());
    if (indicator.index)
        for (const IndexComponent& component : indicator.index->components) {
            MAHALLA_TRY(const IndicatorDefinition* part, component_of(component, indicators));
            if (auto done = add(*part); !done) return tl::unexpected(done.error());
        }
    return columns;
}

} // namespace mahalla
