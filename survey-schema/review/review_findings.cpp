#include "review/review_findings.h"

#include <algorithm>
#include <limits>

namespace mahalla {

namespace {

constexpr std::size_t runs_max = 60;

int order_of(const std::string& sheet)
{
    if (sheet == "survey") return 0;
    return sheet.empty() ? 2 : 1;
}

} // namespace

std::string in_quotes(std::string_view text) { return "“" + std::string(text) + "”"; }

std::string rows_in_words(const std::set<int>& rows)
{
    std::string words = rows.size() == 1 ? "row " : "rows ";
    std::size_t runs = 0, left = rows.size();
    for (auto row = rows.begin(); row != rows.end();) {
        if (runs == runs_max) return words + " and " + std::to_string(left) + " more";
        const int first = *row;
        int last = first;
        for (++row, --left; row != rows.end() && *row == last + 1; ++row, --left) last = *row;
        if (runs++ > 0) words += ", ";
        words += std::to_string(first);
        if (last == first + 1)
            words += ", " + std::to_string(last);
        else if (last > first)
            words += " to " + std::to_string(last);
    }
    return words;
}

ReviewFindings::ReviewFindings(const FormDefinition& form) : form_(form)
{
    has_rows_ = std::ranges::any_of(form.nodes(), [](const ModelNode& node) { return node.sheet_row > 0; });
}

ReviewPlace ReviewFindings::place(ModelIndex node, std::string column) const
{
    ReviewPlace place{node, {}, form_.node(node).sheet_row, std::move(column)};
    if (place.row > 0) place.sheet = "survey";
    return place;
}

bool ReviewFindings::is_full(std::string_view code) const
{
    const auto found = by_code_.find(code);
    return found != by_code_.end() && found->second.count >= told_max;
}

void ReviewFindings::add(const ReviewPlace& place, std::string_view code, std::string message, std::string help)
{
    if (place.row == 0 && place.node != no_index) message.insert(0, form_.node(place.node).nodeset + ": ");
    // An expression may make one mistake several times.
    const auto is_same = [&](const Diagnostic& told) {
        return told.code == code && told.row == place.row && told.sheet == place.sheet && told.column == place.column &&
               told.message == message;
    };
    constexpr std::ptrdiff_t looked_back_at = 10;
    const auto recent = told_.end() - std::min<std::ptrdiff_t>(looked_back_at, std::ssize(told_));
    if (std::any_of(recent, told_.end(), is_same)) return;

    OfOneCode& counted = by_code_[std::string(code)];
    if (++counted.count > told_max) {
        if (place.row > 0) counted.rows_not_told.insert(place.row);
        if (counted.sheet_not_told.empty()) counted.sheet_not_told = place.sheet;
        return;
    }
    Diagnostic& diagnostic = told_.emplace_back();
    diagnostic.severity = Severity::Warning;
    diagnostic.sheet = place.sheet;
    diagnostic.row = place.row;
    diagnostic.column = place.column;
    diagnostic.code = code;
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
}

Diagnostics ReviewFindings::take()
{
    std::ranges::stable_sort(told_, {}, [](const Diagnostic& diagnostic) {
        const int row = diagnostic.row > 0 ? diagnostic.row : std::numeric_limits<int>::max();
        return std::pair(order_of(diagnostic.sheet), row);
    });
    for (const auto& [code, counted] : by_code_) {
        if (counted.count <= told_max) continue;
        Diagnostic& rest = told_.emplace_back();
        rest.severity = Severity::Warning;
        rest.sheet = counted.sheet_not_told;
        rest.code = code;
        rest.message = "The same is found in " + std::to_string(counted.count - told_max) + " more places" +
                       (counted.rows_not_told.empty() ? "." : ": " + rows_in_words(counted.rows_not_told) + ".");
        rest.help = "Put the first ones right; the others are told one by one then.";
    }
    by_code_.clear();
    return std::move(told_);
}

std::string ReviewFindings::name_of(ModelIndex node) const
{
    const ModelNode& model = form_.node(node);
    return has_rows_ ? "${" + model.name + "}" : model.nodeset;
}

} // namespace mahalla
