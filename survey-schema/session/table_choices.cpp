#include "session/table_choices.h"

#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace mahalla {

namespace {

/// A list that takes a large file for each of many rows ends here: nobody can look through more.
constexpr std::size_t choices_max = 1'000'000;
constexpr std::string_view images = "jr://images/";

NameTest named(std::string_view local)
{
    NameTest test;
    test.local = local;
    return test;
}

NameTest any_name()
{
    NameTest test;
    test.any_namespace = true;
    return test;
}

std::string cell_of(NodeRef row, std::string_view column)
{
    const NodeIndex cell = row.source->first_child_element(row.node, named(column));
    return cell == no_node ? std::string() : string_value({row.source, cell});
}

/// Columns are compared as ODK Collect compares them: in lower case, whatever is no letter or digit alike.
std::string comparable(std::string_view column)
{
    std::string safe = lower_ascii(trimmed(column));
    for (char& c : safe) {
        const bool keeps = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
        if (!keeps) c = '_';
    }
    return safe;
}

/// "name, code" → the two; where no comma stands, blanks separate.
std::vector<std::string> columns_in(std::string_view text)
{
    std::vector<std::string> columns;
    const bool has_comma = text.find(',') != std::string_view::npos;
    for (const std::string_view part : has_comma ? split(text, ',') : words(text))
        if (!trimmed(part).empty()) columns.emplace_back(trimmed(part));
    return columns;
}

/// A table of rows below one element: `<root><item>…`.
class Table {
public:
    Table(NodeRef instance) : source_(*instance.source), top_(source_.first_child_element(instance.node, any_name())) {}

    /// The name of the element for a column as somebody wrote it; the same where no row has it.
    std::string element_of(const std::string& column) const
    {
        const NodeIndex row = top_ == no_node ? no_node : source_.first_child_element(top_, any_name());
        if (row == no_node || source_.first_child_element(row, named(column)) != no_node) return column;
        const std::string wanted = comparable(column);
        for (NodeIndex cell = source_.first_child_element(row, any_name()); cell != no_node;
             cell = source_.next_sibling_element(cell, any_name()))
            if (comparable(source_.local_name(cell)) == wanted) return std::string(source_.local_name(cell));
        return column;
    }

    /// All rows, or those whose `column` is `text`.
    std::vector<NodeRef> rows(const std::optional<std::pair<std::string, std::string>>& filter) const
    {
        std::vector<NodeRef> found;
        if (top_ == no_node) return found;
        std::vector<NodeIndex> indexed;
        if (filter &&
            source_.append_children_where(top_, named("item"), named(filter->first), filter->second, indexed)) {
            for (const NodeIndex row : indexed) found.push_back({&source_, row});
            return found;
        }
        for (NodeIndex row = source_.first_child_element(top_, any_name()); row != no_node;
             row = source_.next_sibling_element(row, any_name()))
            if (!filter || cell_of({&source_, row}, filter->first) == filter->second) found.push_back({&source_, row});
        return found;
    }

private:
    const NodeSource& source_;
    NodeIndex top_;
};

/// Which texts a search takes.
struct Match {
    enum class How { Contains, Equals, Begins, Ends };
    How how = How::Contains;
    std::string text; ///< In lower case.

    static Match of(std::string_view how, std::string_view text)
    {
        const std::string word = lower_ascii(trimmed(how));
        const How known = word == "matches"      ? How::Equals
                          : word == "startswith" ? How::Begins
                          : word == "endswith"   ? How::Ends
                                                 : How::Contains;
        return {known, lower_ascii(text)};
    }
    bool takes(std::string_view cell) const
    {
        const std::string lower = lower_ascii(cell);
        switch (how) {
        case How::Contains:
            return lower.find(text) != std::string::npos;
        case How::Equals:
            return lower == text;
        case How::Begins:
            return lower.starts_with(text);
        case How::Ends:
            return lower.ends_with(text);
        }
        return false;
    }
};

const TableSearch& search_of(LiveEvaluator& evaluator, NodeIndex select)
{
    return *evaluator.program().node(evaluator.tree().model(select)).search;
}

std::string argument(LiveEvaluator& evaluator, const std::optional<Expression>& expression, NodeIndex select)
{
    if (!expression) return {};
    return evaluator.text(*expression, select).value_or(std::string());
}

std::optional<NodeRef> table_of(LiveEvaluator& evaluator, NodeIndex select)
{
    const std::string id = table_id(argument(evaluator, search_of(evaluator, select).file, select));
    const SecondaryInstance* in_form = evaluator.program().form().find_instance(id);
    if (!evaluator.has_external_instance(id) && !(in_form && in_form->content)) return std::nullopt;
    return evaluator.instance(id);
}

std::vector<NodeRef> rows_found(LiveEvaluator& evaluator, NodeIndex select, const Table& table)
{
    const TableSearch& search = search_of(evaluator, select);
    std::optional<std::pair<std::string, std::string>> filter;
    if (search.filter_column)
        filter.emplace(table.element_of(argument(evaluator, search.filter_column, select)),
                       argument(evaluator, search.filter_text, select));
    std::vector<NodeRef> rows = table.rows(filter);
    std::vector<std::string> columns;
    for (const std::string& column : columns_in(argument(evaluator, search.columns, select)))
        columns.push_back(table.element_of(column));
    if (!columns.empty()) {
        const Match match =
            Match::of(argument(evaluator, search.how, select), argument(evaluator, search.text, select));
        std::erase_if(rows, [&](NodeRef row) {
            return std::none_of(columns.begin(), columns.end(),
                                [&](const std::string& column) { return match.takes(cell_of(row, column)); });
        });
    }
    const std::string order = table.element_of("sortby");
    if (rows.empty() || rows.front().source->first_child_element(rows.front().node, named(order)) == no_node)
        return rows;
    std::vector<std::pair<double, NodeRef>> sorted;
    for (const NodeRef row : rows)
        sorted.emplace_back(number_from_text(cell_of(row, order)).value_or(std::numeric_limits<double>::infinity()),
                            row);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = sorted[i].second;
    return rows;
}

/// A column as the form names it, and its element.
struct LabelColumn {
    std::string written, element;
};

/// "Lee", "Lee (code: 7)".
std::string label_of_row(NodeRef row, const std::vector<LabelColumn>& columns)
{
    std::string label;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string cell = cell_of(row, columns[i].element);
        label += i == 0 ? cell : " (" + columns[i].written + ": " + cell + ")";
    }
    return label;
}

} // namespace

std::string label_of_external_choice(LiveEvaluator& evaluator, NodeRef row)
{
    const auto languages = evaluator.program().form().languages();
    if (evaluator.language() < languages.size()) {
        const std::string column = "label::" + replaced_all(languages[evaluator.language()], " ", "_");
        if (std::string label = cell_of(row, column); !label.empty()) return label;
    }
    if (std::string label = cell_of(row, "label"); !label.empty()) return label;
    for (NodeIndex cell = row.source->first_child_element(row.node, any_name()); cell != no_node;
         cell = row.source->next_sibling_element(cell, any_name())) {
        if (!row.source->local_name(cell).starts_with("label::")) continue;
        if (std::string label = string_value({row.source, cell}); !label.empty()) return label;
    }
    return cell_of(row, "name");
}

bool has_searched_table(LiveEvaluator& evaluator, NodeIndex select) { return table_of(evaluator, select).has_value(); }

std::vector<ChoiceState> searched_choices(LiveEvaluator& evaluator, NodeIndex select, std::vector<ChoiceState> rows)
{
    std::vector<ChoiceState> choices;
    const std::optional<NodeRef> instance = table_of(evaluator, select);
    const std::vector<NodeRef> found =
        instance ? rows_found(evaluator, select, Table(*instance)) : std::vector<NodeRef>();
    for (ChoiceState& listed : rows) {
        if (integer_from_text(listed.value)) {
            choices.push_back(std::move(listed));
            continue;
        }
        if (!instance) continue;
        const Table table(*instance);
        const std::string value_column = table.element_of(listed.value);
        std::vector<LabelColumn> label_columns;
        for (const std::string& column : columns_in(listed.label))
            label_columns.push_back({column, table.element_of(column)});
        std::string_view image = listed.image;
        if (image.starts_with(images)) image.remove_prefix(images.size());
        const std::string image_column = image.empty() ? std::string() : table.element_of(std::string(image));
        std::unordered_set<std::string> seen;
        for (const NodeRef row : found) {
            if (choices.size() >= choices_max) return choices;
            ChoiceState choice;
            choice.value = cell_of(row, value_column);
            if (choice.value.empty() || !seen.insert(choice.value).second) continue;
            choice.label = label_of_row(row, label_columns);
            if (trimmed(choice.label).empty()) choice.label = choice.value;
            if (!image_column.empty())
                if (const std::string picture = cell_of(row, image_column); !picture.empty())
                    choice.image = std::string(images) + picture;
            choices.push_back(std::move(choice));
        }
    }
    return choices;
}

} // namespace mahalla
