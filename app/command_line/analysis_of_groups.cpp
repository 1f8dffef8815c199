#include "analysis/agreement.h"
#include "analysis/ranking.h"
#include "command_line/group_json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace mahalla {

namespace {

/// Rows of the columns, those with a missing value left out.
struct CompleteRows {
    std::vector<std::vector<double>> rows;
    std::size_t missing = 0;
};

CompleteRows complete_rows(const std::vector<std::vector<double>>& columns)
{
    CompleteRows complete;
    const std::size_t count = columns.empty() ? 0 : columns.front().size();
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<double> row;
        for (const std::vector<double>& column : columns) row.push_back(column[i]);
        if (std::ranges::any_of(row, [](double value) { return std::isnan(value); }))
            ++complete.missing;
        else
            complete.rows.push_back(std::move(row));
    }
    return complete;
}

/// Two columns as numbers, rows that lack one left out.
Result<CompleteRows> two_columns(const AnalysisQuestion& question)
{
    MAHALLA_TRY(const auto columns, question.numbers({question.asked.text("one"), question.asked.text("other")}));
    return complete_rows(columns);
}

} // namespace

Result<Json> analyse_concordance(const AnalysisQuestion& question)
{
    const NamedExpressions items = named_expressions(question.asked, "items");
    MAHALLA_TRY(const auto columns, question.numbers(items.expressions));
    const CompleteRows groups = complete_rows(columns);
    MAHALLA_TRY(const Concordance found, concordance_of(groups.rows));
    Json json = concordance_json(items.names, found, groups.rows.size());
    json["missing"] = groups.missing;
    return json;
}

Result<Json> analyse_piling(const AnalysisQuestion& question)
{
    const NamedExpressions items = named_expressions(question.asked, "items");
    MAHALLA_TRY(const auto columns, question.numbers(items.expressions));
    const CompleteRows groups = complete_rows(columns);
    MAHALLA_TRY(const Piling found, summarise_piling(groups.rows, question.asked.number("counters").value_or(0)));
    Json json = piling_json(items.names, found, groups.rows);
    json["missing"] = groups.missing;
    return json;
}

Result<Json> analyse_pairs(const AnalysisQuestion& question)
{
    MAHALLA_TRY(const auto columns, question.texts({question.asked.text("first"), question.asked.text("second"),
                                                    question.asked.text("preferred")}));
    std::vector<std::string> names;
    const auto position = [&names](const std::string& name) {
        const auto found = std::ranges::find(names, name);
        if (found == names.end()) names.push_back(name);
        return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    };
    for (std::size_t row = 0; row < columns[0].size(); ++row) {
        position(columns[0][row]);
        position(columns[1][row]);
    }
    // A pair that nobody decided stays no number, and is refused below.
    std::vector<double> decided(names.size() * names.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t row = 0; row < columns[0].size(); ++row) {
        const std::size_t first = position(columns[0][row]), second = position(columns[1][row]);
        const std::string& preferred = columns[2][row];
        const bool is_even = preferred.empty();
        if (first == second || (!is_even && preferred != columns[0][row] && preferred != columns[1][row]))
            return failure(ErrorKind::Invalid, "Row " + std::to_string(row + 2) + " prefers none of its two items.");
        double& one = decided[first * names.size() + second];
        if (!std::isnan(one))
            return failure(ErrorKind::Invalid, "Row " + std::to_string(row + 2) + " decides a pair again.");
        one = is_even ? 0.5 : preferred == columns[0][row] ? 1 : 0;
        decided[second * names.size() + first] = 1 - one;
    }
    MAHALLA_TRY(const PairedComparison found, compare_pairs(decided, names.size()));
    return Json{{"wins", by_name(names, found.wins)},
                {"ranks", by_name(names, found.ranks)},
                {"circular_triads", found.circular_triads},
                {"consistence", json_of(found.consistence)}};
}

Result<Json> analyse_ballots(const AnalysisQuestion& question)
{
    MAHALLA_TRY(const auto columns, question.texts({question.asked.text("ballot")}));
    return ballots_json(columns[0]);
}

Result<Json> analyse_kappa(const AnalysisQuestion& question)
{
    MAHALLA_TRY(const auto columns, question.texts({question.asked.text("one"), question.asked.text("other")}));
    std::set<std::string> codes;
    std::size_t missing = 0;
    for (std::size_t row = 0; row < columns[0].size(); ++row) {
        if (columns[0][row].empty() || columns[1][row].empty()) {
            ++missing;
            continue;
        }
        codes.insert(columns[0][row]);
        codes.insert(columns[1][row]);
    }
    const std::vector<std::string> names(codes.begin(), codes.end());
    std::vector<double> table(names.size() * names.size());
    const auto position = [&names](const std::string& code) {
        return static_cast<std::size_t>(std::ranges::lower_bound(names, code) - names.begin());
    };
    for (std::size_t row = 0; row < columns[0].size(); ++row)
        if (!columns[0][row].empty() && !columns[1][row].empty())
            ++table[position(columns[0][row]) * names.size() + position(columns[1][row])];
    MAHALLA_TRY(const KappaAgreement found, kappa_of(table, names.size()));
    return Json{{"observed", found.observed},
                {"expected", found.expected},
                {"kappa", json_of(found.kappa)},
                {"n", columns[0].size() - missing},
                {"missing", missing}};
}

Result<Json> analyse_correlation(const AnalysisQuestion& question)
{
    MAHALLA_TRY(const CompleteRows both, two_columns(question));
    std::vector<double> one, other;
    for (const std::vector<double>& row : both.rows) {
        one.push_back(row[0]);
        other.push_back(row[1]);
    }
    return Json{{"pearson", json_of(pearson_correlation(one, other))},
                {"spearman", json_of(spearman_correlation(one, other))},
                {"kendall", json_of(kendall_correlation(one, other))},
                {"n", one.size()},
                {"missing", both.missing}};
}

Result<Json> analyse_reliability(const AnalysisQuestion& question)
{
    const NamedExpressions items = named_expressions(question.asked, "items");
    MAHALLA_TRY(const auto columns, question.numbers(items.expressions));
    const CompleteRows people = complete_rows(columns);
    return Json{
        {"alpha", json_of(cronbach_alpha(people.rows))}, {"n", people.rows.size()}, {"missing", people.missing}};
}

} // namespace mahalla
