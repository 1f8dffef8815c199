#include "indicator/disaggregation.h"

#include "indicator/column_expression.h"
#include "indicator/definition_sheet.h"

#include <algorithm>
#include <set>

namespace mahalla {

std::vector<DisaggregationDefinition> read_disaggregation_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics)
{
    std::vector<DisaggregationDefinition> definitions;
    if (!sheet) return definitions;
    const DefinitionSheet rows(*sheet);
    const auto complain = [&](std::size_t row, const char* column, const char* code, std::string message,
                              std::string help) {
        diagnostics.push_back(rows.problem(Severity::Error, row, column, code, std::move(message), std::move(help)));
    };
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        if (rows.is_blank(row)) continue;
        const std::string name(rows.cell(row, "name"));
        const std::string value(rows.cell(row, "value"));
        if (name.empty()) {
            complain(row, "name", "disaggregation-name-missing", "The row has no name.",
                     "Repeat the name in each row.");
            continue;
        }
        auto definition = std::find_if(definitions.begin(), definitions.end(),
                                       [&](const DisaggregationDefinition& known) { return known.name == name; });
        if (definition == definitions.end()) {
            if (value.empty()) {
                complain(row, "value", "disaggregation-value-missing", "The first row of '" + name + "' has no value.",
                         "Write the expression that gives the category.");
                continue;
            }
            definition =
                definitions.insert(definitions.end(), {name, rows.labels(row), value, {}, rows.row_number(row)});
            if (const auto columns = column_names_in(value); !columns)
                complain(row, "value", "disaggregation-expression-invalid", columns.error().message,
                         "Questions are written ${name}.");
        }
        const std::string code(rows.cell(row, "category"));
        if (code.empty()) continue;
        for (const DisaggregationCategory& known : definition->categories)
            if (known.code == code)
                complain(row, "category", "disaggregation-category-duplicate", "The category is there already.",
                         "Give each its own code.");
        definition->categories.push_back({code, rows.labels(row), std::string(rows.cell(row, "parent"))});
    }
    for (const DisaggregationDefinition& definition : definitions) {
        std::set<std::string> codes;
        for (const DisaggregationCategory& category : definition.categories) codes.insert(category.code);
        for (const DisaggregationCategory& category : definition.categories)
            if (!category.parent.empty() && !codes.contains(category.parent))
                diagnostics.push_back({Severity::Error, sheet->name, definition.sheet_row, "parent",
                                       "disaggregation-parent-unknown",
                                       "'" + definition.name + "' has no category '" + category.parent + "'.",
                                       "Give the category above a row of its own."});
    }
    return definitions;
}

} // namespace mahalla
