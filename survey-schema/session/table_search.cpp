#include "session/table_search.h"

#include "base/text.h"

namespace mahalla {

std::optional<TableSearch> TableSearch::compile(const SearchCall& call)
{
    if (!call.has_right_count()) return std::nullopt;
    std::vector<Expression> parsed;
    for (const std::string& argument : call.arguments) {
        auto expression = Expression::parse(argument);
        if (!expression) return std::nullopt;
        parsed.push_back(*std::move(expression));
    }
    TableSearch search{parsed[0], {}, {}, {}, {}, {}};
    if (parsed.size() >= 4) {
        search.how = parsed[1];
        search.columns = parsed[2];
        search.text = parsed[3];
    }
    if (parsed.size() == 6) {
        search.filter_column = parsed[4];
        search.filter_text = parsed[5];
    }
    return search;
}

std::vector<Expression*> TableSearch::arguments()
{
    std::vector<Expression*> all = {&file};
    for (std::optional<Expression>* argument : {&how, &columns, &text, &filter_column, &filter_text})
        if (*argument) all.push_back(&**argument);
    return all;
}

std::string TableSearch::literal_file() const
{
    const std::string_view literal = trimmed(file.text());
    if (literal.size() < 2 || (literal.front() != '\'' && literal.front() != '"')) return {};
    if (literal.find(literal.front(), 1) != literal.size() - 1) return {};
    return table_id(literal.substr(1, literal.size() - 2));
}

std::string table_id(std::string_view file)
{
    constexpr std::string_view ending = ".csv";
    file = trimmed(file);
    const bool has_ending =
        file.size() > ending.size() && equal_ignoring_ascii_case(file.substr(file.size() - ending.size()), ending);
    return std::string(has_ending ? file.substr(0, file.size() - ending.size()) : file);
}

} // namespace mahalla
