#include "analysis/agreement.h"
#include "analysis/ranking.h"
#include "base/text.h"
#include "command_line/group_json.h"
#include "command_line/session_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mahalla {

namespace {

/// Each session's order of the items as numbers: the first of m gets m, the last 1; those it left out share what is
/// left. Rows without a ranking are missing.
struct Rankings {
    std::vector<std::string> items;
    std::vector<std::vector<double>> columns;
};

Rankings rankings_of(const std::vector<std::string>& ballots)
{
    Rankings made;
    for (const std::string& ballot : ballots)
        for (const std::string_view word : words(ballot))
            if (std::ranges::find(made.items, word) == made.items.end()) made.items.emplace_back(word);
    std::ranges::sort(made.items);
    const std::size_t count = made.items.size();
    made.columns.assign(count, std::vector<double>(ballots.size(), std::numeric_limits<double>::quiet_NaN()));
    for (std::size_t row = 0; row < ballots.size(); ++row) {
        const auto order = words(ballots[row]);
        if (order.empty()) continue;
        const double left = (static_cast<double>(count - std::min(order.size(), count)) + 1) / 2;
        for (auto& column : made.columns) column[row] = left;
        for (std::size_t place = 0; place < order.size(); ++place) {
            const auto item = std::ranges::lower_bound(made.items, order[place]) - made.items.begin();
            made.columns[static_cast<std::size_t>(item)][row] = static_cast<double>(count - place);
        }
    }
    return made;
}

Result<PlannedAnalysis> plan_of_sessions(const RecordQuestion& question, const AnalysedRows& rows,
                                         std::vector<bool> is_complete,
                                         std::function<Result<Json>(const std::vector<std::size_t>& rows)> answer)
{
    if (!question.asked.texts("by").empty())
        return failure(ErrorKind::Invalid, "Sessions are compared with each other: leave 'by' out, use 'where'.");
    const auto missing =
        static_cast<std::uint64_t>(std::ranges::count(rows.is_within, true) - std::ranges::count(is_complete, true));
    MAHALLA_TRY(SessionTable sessions, SessionTable::create(question, rows, std::move(is_complete)));
    PlannedAnalysis plan;
    plan.tables.push_back(sessions.planned());
    plan.answer = [question, sessions = std::move(sessions), answer = std::move(answer),
                   missing](const auto& told) -> Result<Json> {
        const ToldSessions which = sessions.told(told.front());
        if (which.rows.empty() && which.hidden > 0)
            return Json{{"mark", name_of(MarkReason::Confidential)}, {"hidden_sessions", which.hidden}};
        MAHALLA_TRY(Json json, answer(which.rows));
        json["hidden_sessions"] = which.hidden;
        json["missing"] = json_of(question.few_or_many(missing));
        return json;
    };
    return plan;
}

} // namespace

Result<PlannedAnalysis> plan_concordance(const RecordQuestion& question)
{
    const std::string ranking = question.asked.text("ranking");
    std::vector<std::string> expressions{ranking}, names;
    std::vector<std::vector<double>> columns;
    if (ranking.empty()) {
        NamedExpressions items = named_expressions(question.asked, "items");
        expressions = items.expressions;
        names = items.names;
    }
    const std::string participants = question.asked.text("participants");
    std::vector<std::string> read = expressions;
    if (!participants.empty()) read.push_back(participants);
    MAHALLA_TRY(const auto rows, question.rows(read, {}));
    if (ranking.empty()) {
        MAHALLA_TRY(columns, question.numbers(*rows, expressions));
    } else {
        MAHALLA_TRY(const auto ballots, question.texts(*rows, expressions));
        Rankings rankings = rankings_of(ballots.front());
        if (rankings.items.empty()) return failure(ErrorKind::NotFound, "No session put anything in order.");
        names = std::move(rankings.items);
        columns = std::move(rankings.columns);
    }
    return plan_of_sessions(question, *rows, complete_rows_of(columns),
                            [names, columns](const auto& told) -> Result<Json> {
                                const auto groups = chosen_rows(columns, told);
                                MAHALLA_TRY(const Concordance found, concordance_of(groups));
                                return concordance_json(names, found, groups.size());
                            });
}

Result<PlannedAnalysis> plan_piling(const RecordQuestion& question)
{
    const NamedExpressions items = named_expressions(question.asked, "items");
    const double counters = question.asked.number("counters").value_or(0);
    std::vector<std::string> read = items.expressions;
    if (const std::string people = question.asked.text("participants"); !people.empty()) read.push_back(people);
    MAHALLA_TRY(const auto rows, question.rows(read, {}));
    MAHALLA_TRY(const auto columns, question.numbers(*rows, items.expressions));
    return plan_of_sessions(question, *rows, complete_rows_of(columns),
                            [items, columns = columns, counters](const auto& told) -> Result<Json> {
                                const auto groups = chosen_rows(columns, told);
                                MAHALLA_TRY(const Piling found, summarise_piling(groups, counters));
                                return piling_json(items.names, found, groups);
                            });
}

Result<PlannedAnalysis> plan_ballots(const RecordQuestion& question)
{
    std::vector<std::string> read = {question.asked.text("ballot")};
    if (const std::string people = question.asked.text("participants"); !people.empty()) read.push_back(people);
    MAHALLA_TRY(const auto rows, question.rows(read, {}));
    MAHALLA_TRY(const auto columns, question.texts(*rows, {read.front()}));
    std::vector<bool> is_complete;
    for (const std::string& ballot : columns.front()) is_complete.push_back(!words(ballot).empty());
    return plan_of_sessions(question, *rows, std::move(is_complete),
                            [ballots = columns.front()](const auto& told) -> Result<Json> {
                                std::vector<std::string> chosen;
                                for (const std::size_t row : told) chosen.push_back(ballots[row]);
                                return ballots_json(chosen);
                            });
}

Result<PlannedAnalysis> plan_reliability(const RecordQuestion& question)
{
    const NamedExpressions items = named_expressions(question.asked, "items");
    MAHALLA_TRY(const auto rows, question.rows(items.expressions, {}));
    MAHALLA_TRY(const auto columns, question.numbers(*rows, items.expressions));
    return plan_of_sessions(question, *rows, complete_rows_of(columns),
                            [question, columns = columns](const auto& told) -> Result<Json> {
                                Json json = Json::object();
                                const auto alpha = cronbach_alpha(chosen_rows(columns, told));
                                json["alpha"] = question.rounded(alpha);
                                json["n"] = told.size();
                                return json;
                            });
}

Result<PlannedAnalysis> plan_correlation(const RecordQuestion& question)
{
    const std::vector<std::string> both = {question.asked.text("one"), question.asked.text("other")};
    MAHALLA_TRY(const auto rows, question.rows(both, {}));
    MAHALLA_TRY(const auto columns, question.numbers(*rows, both));
    return plan_of_sessions(question, *rows, complete_rows_of(columns),
                            [question, columns = columns](const auto& told) -> Result<Json> {
                                std::vector<double> one, other;
                                for (const std::size_t row : told) {
                                    one.push_back(columns[0][row]);
                                    other.push_back(columns[1][row]);
                                }
                                return Json{{"pearson", question.rounded(pearson_correlation(one, other))},
                                            {"spearman", question.rounded(spearman_correlation(one, other))},
                                            {"kendall", question.rounded(kendall_correlation(one, other))},
                                            {"n", one.size()}};
                            });
}

Result<PlannedAnalysis> plan_kappa(const RecordQuestion& question)
{
    const std::vector<std::string> both = {question.asked.text("one"), question.asked.text("other")};
    MAHALLA_TRY(const auto rows, question.rows(both, {}));
    MAHALLA_TRY(auto columns, question.texts(*rows, both));
    std::vector<std::string> codes;
    for (std::size_t row = 0; row < columns[0].size(); ++row) {
        if (columns[0][row].empty() || columns[1][row].empty()) columns[0][row] = columns[1][row] = "";
        for (const auto& column : columns)
            if (!column[row].empty()) codes.push_back(column[row]);
    }
    std::ranges::sort(codes);
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    std::vector<CountedBy> by;
    for (std::size_t i = 0; i < both.size(); ++i) {
        CountedBy& counted = by.emplace_back();
        counted.dimension.name = both[i];
        counted.dimension.categories = codes;
        counted.column.kind = ColumnKind::Text;
        counted.column.categories = codes;
        for (const std::string& code : columns[i])
            counted.column.texts.push_back(
                code.empty() ? Column::no_text
                             : static_cast<std::uint32_t>(std::ranges::lower_bound(codes, code) - codes.begin()));
    }
    PlannedAnalysis plan;
    MAHALLA_TRY(PlannedTable table, question.counts(*rows, std::move(by)));
    plan.tables.push_back(std::move(table));
    plan.answer = [both, codes](const auto& told) -> Result<Json> {
        const ToldCounts counts(told.front());
        std::vector<double> square;
        for (const std::string& one : codes)
            for (const std::string& other : codes) {
                const auto n = counts.n({{both[0], one}, {both[1], other}}).value();
                if (!n) return Json{{"mark", name_of(MarkReason::Confidential)}};
                square.push_back(*n);
            }
        MAHALLA_TRY(const KappaAgreement found, kappa_of(square, codes.size()));
        return Json{{"observed", found.observed},
                    {"expected", found.expected},
                    {"kappa", json_of(found.kappa)},
                    {"n", json_of(counts.n({}))}};
    };
    return plan;
}

} // namespace mahalla
