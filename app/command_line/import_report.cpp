#include "command_line/import_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

/// "rows 3, 7, 8 and 40 more"
std::string rows_text(const ImportFinding& finding)
{
    constexpr std::size_t rows_shown = 5;
    if (finding.rows.empty()) return {};
    std::string text = finding.count == 1 ? " row " : " rows ";
    const std::size_t shown = std::min(finding.rows.size(), rows_shown);
    for (std::size_t i = 0; i < shown; ++i) text += (i > 0 ? ", " : "") + std::to_string(finding.rows[i]);
    if (finding.count > shown) text += " and " + std::to_string(finding.count - shown) + " more";
    return text;
}

} // namespace

std::string text_of(const ImportSummary& summary)
{
    const ImportCounts& counts = summary.counts;
    const auto number = [](std::size_t count) { return std::to_string(count); };
    std::string text = summary.is_rehearsal ? "Nothing was written. It would be:\n" : "";
    text += number(counts.finalised) + " records finalised, " + number(counts.drafts) + " drafts, " +
            number(counts.already_here) + " already here" +
            (counts.erased > 0 ? ", " + number(counts.erased) + " erased before and not taken" : "") + "\n";
    for (const TableReading& table : summary.tables)
        text += table.name + ": " +
                (table.nodeset.empty() ? "not read" : number(table.rows) + " rows of " + table.nodeset) +
                (table.columns_taken + table.columns_left == 0
                     ? ""
                     : ", " + number(table.columns_taken) + " columns taken, " + number(table.columns_left) + " left") +
                "\n";
    for (const ImportFinding& finding : summary.findings) {
        const Diagnostic& diagnostic = finding.diagnostic;
        text += diagnostic.severity == Severity::Error ? "error: " : "warning: ";
        text += diagnostic.sheet + rows_text(finding) +
                (diagnostic.column.empty() ? "" : ", column " + diagnostic.column) + ": " + diagnostic.message + " (" +
                diagnostic.code + ")\n";
        if (!diagnostic.help.empty()) text += "    " + diagnostic.help + "\n";
    }
    return text;
}

std::string json_of(const ImportSummary& summary)
{
    using Json = nlohmann::ordered_json;
    Json tables = Json::array(), findings = Json::array();
    for (const TableReading& table : summary.tables)
        tables.push_back({{"name", table.name},
                          {"nodeset", table.nodeset},
                          {"rows", table.rows},
                          {"columns_taken", table.columns_taken},
                          {"columns_left", table.columns_left}});
    for (const ImportFinding& finding : summary.findings)
        findings.push_back({{"severity", finding.diagnostic.severity == Severity::Error ? "error" : "warning"},
                            {"table", finding.diagnostic.sheet},
                            {"column", finding.diagnostic.column},
                            {"code", finding.diagnostic.code},
                            {"count", finding.count},
                            {"rows", finding.rows},
                            {"message", finding.diagnostic.message},
                            {"help", finding.diagnostic.help}});
    const Json json = {{"dry_run", summary.is_rehearsal},
                       {"records",
                        {{"finalised", summary.counts.finalised},
                         {"drafts", summary.counts.drafts},
                         {"already_here", summary.counts.already_here},
                         {"erased", summary.counts.erased}}},
                       {"tables", tables},
                       {"findings", findings}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace mahalla
