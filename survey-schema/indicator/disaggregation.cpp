#include "indicator/disaggregation.h"

#include "base/text.h"
#include "indicator/column_expression.h"
#include "indicator/library_cells.h"

#include <algorithm>
#include <array>
#include <set>

namespace mahalla {

namespace {

constexpr std::array<std::string_view, 7> columns{"name", "value", "category", "parent", "library", "mapping", "codes"};

} // namespace

std::string column_of_group(const std::string& disaggregation) { return "by " + disaggregation; }

std::vector<DisaggregationDefinition> read_disaggregation_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics)
{
    std::vector<DisaggregationDefinition> definitions;
    if (!sheet) return definitions;
    const DefinitionSheet rows(*sheet);
    const IndicatorLibrary& library = IndicatorLibrary::shipped();
    rows.report_unknown_columns(columns, diagnostics);
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
            const DisaggregationDefinition* known = library.find_disaggregation(name);
            if (value.empty() && !known) {
                const auto nearest = nearest_word(name, library.disaggregation_names());
                complain(row, "value", "disaggregation-value-missing", "The first row of '" + name + "' has no value.",
                         nearest ? "Write the expression that gives the category, or is '" + *nearest + "' meant?"
                                 : "Write the expression that gives the category.");
                continue;
            }
            definition = definitions.insert(definitions.end(), value.empty() ? *known : DisaggregationDefinition());
            definition->library = read_library_cells(rows, row, library, definition->library, diagnostics);
            definition->name = name;
            if (!value.empty()) definition->value = value;
            for (const auto& [language, words] : rows.labels(row)) definition->labels[language] = words;
            definition->sheet_row = rows.row_number(row);
            if (value.empty()) continue;
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
