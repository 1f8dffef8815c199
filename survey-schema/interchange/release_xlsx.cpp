#include "interchange/release_xlsx.h"

#include "workbook/xlsx_stream.h"

#include <algorithm>

namespace mahalla {

namespace {

XlsxCell cell_of(const std::optional<double>& number) { return number ? XlsxCell(*number) : XlsxCell(); }

std::string label_of(const Dimension& dimension, const std::string& category)
{
    if (category == total_category) return "all";
    const auto found = dimension.labels.find(category);
    return found == dimension.labels.end() ? std::string() : found->second;
}

Result<void> write_table(const PublishedTableContent& table, XlsxStream& book)
{
    const bool categories =
        std::any_of(table.cells.begin(), table.cells.end(), [](const auto& cell) { return !cell.category.empty(); });
    const bool probabilities =
        std::any_of(table.cells.begin(), table.cells.end(), [](const auto& cell) { return cell.probability; });
    std::vector<std::string> header;
    for (const Dimension& dimension : table.dimensions) {
        header.push_back(dimension.name);
        header.push_back(dimension.label.empty() ? dimension.name + " (label)" : dimension.label);
    }
    if (categories) header.emplace_back("category");
    if (probabilities) header.emplace_back("probability");
    for (const char* column : {"estimate", "se", "lower", "upper", "n", "mark"}) header.emplace_back(column);
    if (auto begun = book.begin_sheet(table.id, header); !begun) return begun;
    for (const PublishedCell& cell : table.cells) {
        std::vector<std::string> labels;
        for (std::size_t i = 0; i < cell.key.size(); ++i) labels.push_back(label_of(table.dimensions[i], cell.key[i]));
        std::vector<XlsxCell> row;
        for (std::size_t i = 0; i < cell.key.size(); ++i) {
            row.emplace_back(std::string_view(cell.key[i]));
            row.emplace_back(std::string_view(labels[i]));
        }
        if (categories) row.emplace_back(std::string_view(cell.category));
        if (probabilities) row.push_back(cell_of(cell.probability));
        const PublishedFigure figure = cell.figure.value_or(PublishedFigure{});
        for (const auto& number : {figure.estimate, figure.standard_error, figure.lower, figure.upper})
            row.push_back(cell_of(number));
        row.push_back(cell.figure ? XlsxCell(static_cast<double>(figure.n)) : XlsxCell());
        row.emplace_back(std::string_view(cell.mark ? name_of(*cell.mark) : ""));
        if (auto added = book.add_row(row); !added) return added;
    }
    return {};
}

Result<void> write_about(const ReleaseContent& release, XlsxStream& book)
{
    if (auto begun = book.begin_sheet("about", {"what", "value"}); !begun) return begun;
    std::vector<std::pair<std::string, std::string>> lines = {
        {"title", release.title},
        {"round", release.round},
        {"published", release.published},
        {"software", release.software},
        {"questionnaire", release.questionnaire.id + " " + release.questionnaire.version},
        {"questionnaire hash", release.questionnaire.hash},
        {"mark",
         "confidential: hidden to protect people; not available: it could not be computed. Neither is a zero."}};
    for (const PublishedTableContent& table : release.tables)
        lines.emplace_back("table " + table.id, table.label + "; " + name_of(table.statistic) + ", " + table.unit +
                                                    (table.basis == Basis::OfThoseInterviewed ? ", of those interviewed"
                                                                                              : ", of the population"));
    for (const ReleaseDefinition& definition : release.definitions)
        lines.emplace_back("definition " + definition.name,
                           definition.value +
                               (definition.universe.empty() ? "" : "; of those with " + definition.universe));
    for (const auto& [what, value] : lines) {
        const XlsxCell row[] = {std::string_view(what), std::string_view(value)};
        if (auto added = book.add_row(row); !added) return added;
    }
    return {};
}

} // namespace

Result<void> write_release_xlsx(const ReceivedRelease& release, DiskWriter& out)
{
    XlsxStream book(out);
    for (const PublishedTableContent& table : release.content().tables)
        if (auto written = write_table(table, book); !written) return written;
    if (auto written = write_about(release.content(), book); !written) return written;
    if (auto finished = book.finish(); !finished) return finished;
    return out.finish();
}

} // namespace mahalla
