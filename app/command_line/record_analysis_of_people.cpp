#include "analysis/co_occurrence.h"
#include "analysis/perception_gap.h"
#include "command_line/record_question.h"

#include <bit>
#include <cmath>

namespace mahalla {

namespace {

constexpr std::size_t insecurities_max = 6; // 3 to this power are the cells with all margins

/// A column a kind, of rows of which all kinds are known; the others are in no cell.
std::vector<CountedBy> counted_by(const std::vector<std::string>& names, std::vector<std::vector<double>>& columns)
{
    for (std::size_t row = 0; row < columns.front().size(); ++row)
        if (std::ranges::any_of(columns, [row](const auto& column) { return std::isnan(column[row]); }))
            for (auto& column : columns) column[row] = std::numeric_limits<double>::quiet_NaN();
    std::vector<CountedBy> made;
    for (std::size_t i = 0; i < names.size(); ++i)
        made.push_back({yes_no_dimension(names[i]), yes_no_column(columns[i])});
    return made;
}

/// How many rows of the domain lack an answer: those that `counted_by` leaves out.
std::uint64_t count_missing(const AnalysedRows& rows, const std::vector<double>& column)
{
    std::uint64_t missing = 0;
    for (std::size_t row = 0; row < column.size(); ++row)
        missing += rows.is_within[row] && std::isnan(column[row]) ? 1U : 0U;
    return missing;
}

/// The shares of one cell, from counts that may be told.
class ToldCoOccurrence {
public:
    ToldCoOccurrence(const RecordQuestion& question, const NamedExpressions& named, const ToldCounts& counts,
                     const std::optional<EstimatesByCell>& estimates)
        : question_(question), named_(named), counts_(counts), estimates_(estimates)
    {}

    Json figures(const ToldCounts::Categories& cell, const std::vector<std::string>& key) const
    {
        const std::size_t kinds = named_.names.size();
        const ToldNumber all = counts_.weight(cell);
        Json json = {{"marginal", Json::object()}, {"pairs", Json::array()}};
        for (std::size_t i = 0; i < kinds; ++i)
            question_.tell(json["marginal"], named_.names[i], counts_.weight(with(cell, {i})) / all,
                           estimate("marginal " + std::to_string(i), key));
        for (std::size_t i = 0; i < kinds; ++i)
            for (std::size_t j = i + 1; j < kinds; ++j) json["pairs"].push_back(pair(i, j, cell, key));
        json["share_by_count"] = Json::array();
        std::vector<ToldNumber> by_count(kinds + 1, 0.0);
        json["combinations"] = Json::array();
        for (std::uint64_t combination = 0; combination < std::uint64_t{1} << kinds; ++combination) {
            ToldCounts::Categories exactly = cell;
            Json together = Json::array();
            for (std::size_t i = 0; i < kinds; ++i) {
                const bool has = (combination >> i & 1U) != 0;
                exactly[named_.expressions[i]] = has ? "yes" : "no";
                if (has) together.push_back(named_.names[i]);
            }
            ToldNumber& sum = by_count[static_cast<std::size_t>(std::popcount(combination))];
            sum = sum + counts_.weight(exactly);
            const ToldNumber n = counts_.n(exactly);
            if (n.value() != 0.0)
                json["combinations"].push_back(
                    {{"insecurities", together}, {"weighted_n", json_of(counts_.weight(exactly))}, {"n", json_of(n)}});
        }
        for (const ToldNumber& sum : by_count) json["share_by_count"].push_back(json_of(sum / all));
        json["n"] = json_of(counts_.n(cell));
        return json;
    }

private:
    ToldCounts::Categories with(ToldCounts::Categories cell, std::initializer_list<std::size_t> has) const
    {
        for (const std::size_t i : has) cell[named_.expressions[i]] = "yes";
        return cell;
    }

    const Estimate* estimate(const std::string& name, const std::vector<std::string>& key) const
    {
        return estimates_ ? estimates_->find(name, key) : nullptr;
    }

    Json pair(std::size_t i, std::size_t j, const ToldCounts::Categories& cell,
              const std::vector<std::string>& key) const
    {
        const ToldNumber all = counts_.weight(cell);
        const ToldNumber one = counts_.weight(with(cell, {i})), other = counts_.weight(with(cell, {j}));
        const ToldNumber both = counts_.weight(with(cell, {i, j}));
        Json json = {{"one", named_.names[i]}, {"other", named_.names[j]}};
        question_.tell(json, "joint", both / all,
                       estimate("joint " + std::to_string(i) + " " + std::to_string(j), key));
        json["lift"] = json_of(both * all / (one * other));
        json["jaccard"] = json_of(both / (one + other - both));
        json["other_given_one"] = json_of(both / one);
        json["phi"] = json_of((both * all - one * other) / root_of(one * (all - one) * other * (all - other)));
        return json;
    }

    const RecordQuestion& question_;
    const NamedExpressions& named_;
    const ToldCounts& counts_;
    const std::optional<EstimatesByCell>& estimates_;
};

} // namespace

Result<PlannedAnalysis> plan_co_occurrence(const RecordQuestion& question)
{
    const NamedExpressions named = named_expressions(question.asked, "insecurities");
    if (named.names.size() > insecurities_max)
        return failure(ErrorKind::Invalid, "At most six insecurities are looked at together over records.");
    MAHALLA_TRY(const auto rows, question.rows(named.expressions));
    MAHALLA_TRY(auto columns, question.numbers(*rows, named.expressions));
    // Expressions are the names of dimensions, so that two analyses with one share their cells.
    std::vector<CountedBy> by = counted_by(named.expressions, columns);
    MAHALLA_TRY(const auto estimates, question.estimates(*rows, [&](ComputedEstimates& wanted) {
        add_co_occurrence_estimates(
            {columns.size(), yes_or_no(columns), std::vector<double>(columns.front().size(), 1)}, wanted);
    }));
    PlannedAnalysis plan;
    MAHALLA_TRY(PlannedTable table, question.counts(*rows, std::move(by)));
    plan.tables.push_back(std::move(table));
    const std::uint64_t missing = count_missing(*rows, columns.front());
    plan.answer = [question, named, rows = rows, estimates = estimates, missing](const auto& told) -> Result<Json> {
        const ToldCounts counts(told.front());
        const ToldCoOccurrence figures(question, named, counts, estimates);
        Json json = told_by_group(*rows, [&](const auto& cell, const auto& key) { return figures.figures(cell, key); });
        json["missing"] = json_of(question.few_or_many(missing));
        return json;
    };
    return plan;
}

Result<PlannedAnalysis> plan_perception_gap(const RecordQuestion& question)
{
    const std::vector<std::string> both = {question.asked.text("perceived"), question.asked.text("observed")};
    MAHALLA_TRY(const auto rows, question.rows(both));
    MAHALLA_TRY(auto columns, question.numbers(*rows, both));
    std::vector<CountedBy> by = counted_by(both, columns);
    MAHALLA_TRY(const auto estimates, question.estimates(*rows, [&](ComputedEstimates& wanted) {
        add_perception_estimates(columns[0], columns[1], wanted);
    }));
    PlannedAnalysis plan;
    MAHALLA_TRY(PlannedTable table, question.counts(*rows, std::move(by)));
    plan.tables.push_back(std::move(table));
    const std::uint64_t missing = count_missing(*rows, columns.front());
    plan.answer = [question, both, rows = rows, estimates = estimates, missing](const auto& told) -> Result<Json> {
        const ToldCounts counts(told.front());
        Json json = told_by_group(*rows, [&](ToldCounts::Categories cell, const auto& key) {
            const auto share = [&](std::initializer_list<std::pair<std::size_t, const char*>> of) {
                ToldCounts::Categories part = cell;
                for (const auto& [which, answer] : of) part[both[which]] = answer;
                return counts.weight(part) / counts.weight(cell);
            };
            const ToldNumber perceived = share({{0, "yes"}}), observed = share({{1, "yes"}});
            Json figures = Json::object();
            for (const auto& [name, figure] :
                 {std::pair("perceived", perceived), std::pair("observed", observed),
                  std::pair("gap", perceived - observed), std::pair("felt_and_met", share({{0, "yes"}, {1, "yes"}})),
                  std::pair("felt_not_met", share({{0, "yes"}, {1, "no"}})),
                  std::pair("met_not_felt", share({{0, "no"}, {1, "yes"}})),
                  std::pair("neither", share({{0, "no"}, {1, "no"}}))})
                question.tell(figures, name, figure, estimates ? estimates->find(name, key) : nullptr);
            figures["n"] = json_of(counts.n(cell));
            return figures;
        });
        json["missing"] = json_of(question.few_or_many(missing));
        return json;
    };
    return plan;
}

} // namespace mahalla
