#include "interchange/table_csv.h"

#include "base/number.h"
#include "base/text.h"
#include "interchange/csv_cell.h"
#include "interchange/standard_dimension.h"

#include <algorithm>

namespace mahalla {

namespace {

bool has_categories(const PublishedTableContent& table)
{
    return std::any_of(table.cells.begin(), table.cells.end(), [](const auto& cell) { return !cell.category.empty(); });
}

bool has_probabilities(const PublishedTableContent& table)
{
    return std::any_of(table.cells.begin(), table.cells.end(), [](const auto& cell) { return cell.probability; });
}

void add(CsvLineWriter& line, const std::optional<double>& number)
{
    line.add(number ? number_to_text(*number) : std::string());
}

std::string header_of(const PublishedTableContent& table)
{
    CsvLineWriter line;
    for (const Dimension& dimension : table.dimensions) line.add(dimension.name, CsvContent::Words);
    if (has_categories(table)) line.add("category");
    if (has_probabilities(table)) line.add("probability");
    for (const char* column : {"estimate", "se", "lower", "upper", "n", "mark"}) line.add(column);
    return line.take();
}

std::string cells_of(const PublishedTableContent& table)
{
    std::string lines;
    const bool categories = has_categories(table), probabilities = has_probabilities(table);
    for (const PublishedCell& cell : table.cells) {
        CsvLineWriter line;
        for (const std::string& category : cell.key) line.add(category, CsvContent::Words);
        if (categories) line.add(cell.category, CsvContent::Words);
        if (probabilities) add(line, cell.probability);
        const PublishedFigure figure = cell.figure.value_or(PublishedFigure{});
        add(line, figure.estimate);
        add(line, figure.standard_error);
        add(line, figure.lower);
        add(line, figure.upper);
        line.add(cell.figure ? std::to_string(figure.n) : std::string());
        line.add(cell.mark ? name_of(*cell.mark) : "");
        lines += line.take();
    }
    return lines;
}

/// A name as an HXL attribute: lower-case letters, digits and underscores, a letter first.
std::string attribute_of(const std::string& name)
{
    std::string attribute;
    for (const char c : lower_ascii(name)) {
        const bool is_letter = c >= 'a' && c <= 'z', is_digit = c >= '0' && c <= '9';
        if (is_letter || (is_digit && !attribute.empty()))
            attribute += c;
        else if (!attribute.empty() && attribute.back() != '_')
            attribute += '_';
    }
    return attribute.empty() ? "name" : attribute;
}

/// Areas have tags of their own, by their level where the name says it; all other breakdowns are groups.
std::string tag_of(const std::string& dimension)
{
    if (const auto level = area_level_of(dimension)) return "#adm" + std::to_string(*level) + "+code";
    if (standard_dimension_of(dimension) == StandardDimension::Area) return "#loc+code";
    return "#group+" + attribute_of(dimension);
}

std::string tags_of(const PublishedTableContent& table, const std::map<std::string, std::string>& tags)
{
    CsvLineWriter line;
    for (const Dimension& dimension : table.dimensions) {
        const auto tag = tags.find(dimension.name);
        line.add(tag != tags.end() ? tag->second : tag_of(dimension.name));
    }
    if (has_categories(table)) line.add("#indicator+category");
    if (has_probabilities(table)) line.add("#indicator+probability+num");
    for (const char* tag : {"#indicator+value+num", "#indicator+se+num", "#indicator+ci_lower+num",
                            "#indicator+ci_upper+num", "#meta+sample_size+num", "#status+mark"})
        line.add(tag);
    return line.take();
}

const PublishedTableContent* table_of(const ReceivedRelease& release, std::size_t table)
{
    return table < release.content().tables.size() ? &release.content().tables[table] : nullptr;
}

} // namespace

std::string write_table_csv(const PublishedTable& table)
{
    return header_of(table.content()) + cells_of(table.content());
}

std::string write_table_csv(const ReceivedRelease& release, std::size_t table)
{
    const PublishedTableContent* content = table_of(release, table);
    return content ? header_of(*content) + cells_of(*content) : std::string();
}

std::string write_table_hxl(const PublishedTable& table, const std::map<std::string, std::string>& tags)
{
    return header_of(table.content()) + tags_of(table.content(), tags) + cells_of(table.content());
}

std::string write_table_hxl(const ReceivedRelease& release, std::size_t table,
                            const std::map<std::string, std::string>& tags)
{
    const PublishedTableContent* content = table_of(release, table);
    return content ? header_of(*content) + tags_of(*content, tags) + cells_of(*content) : std::string();
}

} // namespace mahalla
