#include "indicator/unit_aggregate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace mahalla {

namespace {

constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();
constexpr double area_phase_share = 0.2;
constexpr int worst_phase = 5;

double area_phase(const std::map<double, double>& weight_of_phase, double total)
{
    double beyond = 0;
    for (int phase = worst_phase; phase > 1; --phase) {
        const auto found = weight_of_phase.find(phase);
        if (found != weight_of_phase.end()) beyond += found->second;
        // A share of exactly 20 % counts, whatever rounding made of the weights' sum.
        if (beyond / total >= area_phase_share - 1e-12) return phase;
    }
    return 1;
}

} // namespace

AggregatedRows rows_by_name(const Column& names)
{
    std::map<std::string, std::vector<std::size_t>> units;
    const std::size_t count = names.kind == ColumnKind::Numeric ? names.numbers.size() : names.texts.size();
    for (std::size_t row = 0; row < count; ++row)
        if (!names.is_missing(row)) units[names.text(row)].push_back(row);
    AggregatedRows made;
    for (auto& [name, rows] : units) {
        made.first_row.push_back(rows.front());
        made.rows.push_back(std::move(rows));
    }
    return made;
}

double aggregated(const IndicatorValue& value, const std::vector<std::size_t>& rows, const std::vector<double>& weights,
                  Aggregate aggregate)
{
    double sum = 0, total = 0, least = missing_number, most = missing_number;
    std::map<double, double> weight_of_phase;
    for (const std::size_t row : rows) {
        const double number = value.value.number(row), weight = weights[row];
        if (!value.is_concerned[row] || std::isnan(number) || !(weight > 0)) continue;
        sum += weight * number;
        total += weight;
        least = std::isnan(least) ? number : std::min(least, number);
        most = std::isnan(most) ? number : std::max(most, number);
        weight_of_phase[number] += weight;
    }
    if (total == 0) return missing_number;
    switch (aggregate) {
    case Aggregate::Mean:
        return sum / total;
    case Aggregate::Sum:
        return sum;
    case Aggregate::Minimum:
        return least;
    case Aggregate::Maximum:
        return most;
    case Aggregate::AreaPhase:
        return area_phase(weight_of_phase, total);
    }
    return missing_number;
}

Column common_answers(const Column& column, const AggregatedRows& units)
{
    ColumnBuilder builder(column.name);
    if (column.kind == ColumnKind::Text) builder.keep_as_text();
    for (const std::vector<std::size_t>& rows : units.rows) {
        std::string common;
        bool differs = false;
        for (const std::size_t row : rows) {
            const std::string answer = column.text(row);
            if (answer.empty()) continue;
            differs = differs || (!common.empty() && common != answer);
            common = answer;
        }
        builder.add(differs ? std::string() : common);
    }
    return builder.finish();
}

} // namespace mahalla
