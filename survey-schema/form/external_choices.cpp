#include "form/external_choices.h"

#include "base/text.h"

namespace mahalla {

namespace {

void append_csv_row(std::string& csv, const std::vector<std::string>& cells)
{
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) csv += ',';
        csv += '"' + replaced_all(cells[i], "\"", "\"\"") + '"';
    }
    csv += '\n';
}

} // namespace

std::optional<std::string> external_choices_query(std::string_view query)
{
    constexpr std::string_view call = "instance(", items = ")/root/item";
    query = trimmed(query);
    if (!query.starts_with(call)) return std::nullopt;
    query.remove_prefix(call.size());
    query.remove_prefix(std::min(query.find_first_not_of(' '), query.size()));
    if (query.empty() || (query.front() != '\'' && query.front() != '"')) return std::nullopt;
    const std::size_t end = query.find(query.front(), 1);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string literal(query.substr(0, end + 1)); // with its quotation marks
    query.remove_prefix(end + 1);
    query.remove_prefix(std::min(query.find_first_not_of(' '), query.size()));
    if (!query.starts_with(items)) return std::nullopt;
    // The author's filter stands first: where it is an equality, the table's index answers it.
    return "instance('" + std::string(external_choices_file) + "')/root/item" +
           std::string(query.substr(items.size())) + "[list_name = " + literal + "]";
}

std::shared_ptr<const Document> external_choices_of(const ExtraSheet& sheet)
{
    std::vector<std::string> names;
    for (const std::string& header : sheet.header) names.push_back(replaced_all(trimmed(header), " ", "_"));
    DocumentBuilder builder;
    builder.begin_element("root");
    for (const std::vector<std::string>& row : sheet.rows) {
        builder.begin_element("item");
        for (std::size_t i = 0; i < names.size(); ++i)
            if (!names[i].empty()) builder.leaf(names[i], row[i]);
        builder.end_element();
    }
    builder.end_element();
    return builder.finish();
}

std::string itemsets_csv(const ExtraSheet& sheet)
{
    std::string csv;
    append_csv_row(csv, sheet.header);
    for (const std::vector<std::string>& row : sheet.rows) append_csv_row(csv, row);
    return csv;
}

} // namespace mahalla
