#include "indicator/definition_check.h"

#include "base/number.h"
#include "base/text.h"
#include "form/form_words.h"
#include "indicator/choice_categories.h"
#include "indicator/definition_sheet.h"
#include "indicator/indicator_value.h"
#include "indicator/unit_of_analysis.h"

#include <algorithm>

namespace mahalla {

namespace {

/// The row of a definition, as complaints name it.
struct DefinitionPlace {
    const char* sheet;
    int row;
};

class DefinitionCheck {
public:
    DefinitionCheck(const FormDefinition& form, const CheckedDefinitions& definitions, Diagnostics& diagnostics)
        : form_(form), definitions_(definitions), diagnostics_(diagnostics), columns_(record_columns(form))
    {
        for (const RecordColumn& column : columns_) names_.push_back(column.name);
    }

    void check()
    {
        for (const IndicatorDefinition& indicator : definitions_.indicators) check_indicator(indicator);
        for (const DisaggregationDefinition& definition : definitions_.disaggregations)
            check_disaggregation(definition);
        check_design();
    }

private:
    void complain(const DefinitionPlace& place, const char* column, const char* code, std::string message,
                  std::string help, Severity severity = Severity::Error)
    {
        diagnostics_.push_back({severity, place.sheet, place.row, column, code, std::move(message), std::move(help)});
    }

    const RecordColumn* find_column(const std::string& name) const
    {
        for (const RecordColumn& column : columns_)
            if (column.name == name) return &column;
        return nullptr;
    }

    void check_indicator(const IndicatorDefinition& indicator)
    {
        const DefinitionPlace place{"indicators", indicator.sheet_row};
        check_labels(place, indicator.labels);
        if (indicator.index) check_components(place, *indicator.index);
        const auto read = columns_of_indicator(indicator, definitions_.indicators);
        if (!read) return; // said where the expression, or the component, is read
        const auto unit = rows_of_unit(form_, columns_, indicator.unit_of_analysis, *read);
        if (!unit) {
            const std::vector<std::string> units = unit_names(form_);
            const auto nearest = nearest_word(indicator.unit_of_analysis, units);
            complain(place, "unit_of_analysis", "indicator-unit-unknown",
                     "The form has no repeat '" + indicator.unit_of_analysis + "'.",
                     nearest ? "Is '" + *nearest + "' meant?" : "Write one of: " + joined(units, ", ") + ".");
            return;
        }
        if (indicator.aggregate && definitions_.units.name_of_unit(indicator.unit_of_analysis).empty())
            complain(place, "unit_of_analysis", "indicator-unit-unnamed",
                     "Nothing says which records make one " + indicator.unit_of_analysis + ".",
                     "Name the question in the sheet design: the setting " + indicator.unit_of_analysis +
                         ", and the question as its value.");
        const DefinitionScope scope(IndicatorLibrary::shipped(), indicator.library);
        check_expression(place, "value", scope, indicator.value, &unit->repeats);
        check_expression(place, "universe", scope, indicator.universe, &unit->repeats);
        check_expression(place, "denominator", scope, indicator.denominator, &unit->repeats);
        tell_missing_questions(place, scope);
        if (!scope.instrument()) {
            check_number(place, "value", indicator.value, indicator.statistic == Statistic::Proportion);
            check_number(place, "denominator", indicator.denominator, false);
        }
    }

    /// A question whose choices are words has no mean, and is no condition.
    void check_number(const DefinitionPlace& place, const char* column, const std::string& expression,
                      bool is_condition)
    {
        const Control* select = select_that_is(form_, expression);
        if (!select) return;
        const std::vector<LabelledChoice> choices = labelled_choices(form_, *select, 0);
        // A word among numbers is a code for no answer.
        const bool has_number = std::any_of(choices.begin(), choices.end(), [](const LabelledChoice& choice) {
            return number_from_text(choice.value).has_value();
        });
        if (choices.empty() || has_number) return;
        const std::string& word = choices.front().value;
        complain(place, column, "indicator-value-is-text",
                 "The choices of the question are words, not " + std::string(is_condition ? "yes or no." : "numbers."),
                 is_condition ? "Compare it: " + expression + " = '" + word + "'."
                              : "Compute a number: if(" + expression + " = '" + word + "', 1, 0).");
    }

    void check_components(const DefinitionPlace& place, const IndexDefinition& index)
    {
        std::vector<std::string> names;
        for (const IndicatorDefinition& indicator : definitions_.indicators)
            if (!indicator.index) names.push_back(indicator.name);
        for (const IndexComponent& component : index.components) {
            if (std::find(names.begin(), names.end(), component.indicator) != names.end()) continue;
            const auto nearest = nearest_word(component.indicator, names);
            complain(place, "components", "indicator-index-invalid",
                     "No indicator '" + component.indicator + "' stands in the sheet, or it is an index itself.",
                     nearest ? "Is '" + *nearest + "' meant?" : "Give it a row of its own.");
        }
    }

    void check_disaggregation(const DisaggregationDefinition& definition)
    {
        const DefinitionPlace place{"disaggregation", definition.sheet_row};
        check_labels(place, definition.labels);
        // The library's categories speak its own languages; a form of another language adds its own.
        if (!definition.library)
            for (const DisaggregationCategory& category : definition.categories) check_labels(place, category.labels);
        const DefinitionScope scope(IndicatorLibrary::shipped(), definition.library);
        check_expression(place, "value", scope, definition.value, nullptr);
        tell_missing_questions(place, scope);
    }

    /// Every question that `expression` reads is there, and a row of the unit has one answer to each. Without a unit,
    /// there is a unit for which that holds.
    void check_expression(const DefinitionPlace& place, const char* column, const DefinitionScope& scope,
                          const std::string& expression, const std::vector<ModelIndex>* unit)
    {
        const auto read = scope.columns_read(expression);
        if (!read) return; // said where the sheet is read
        std::vector<const RecordColumn*> found;
        for (const ColumnRead& one : *read) {
            if (const RecordColumn* known = find_column(one.column))
                found.push_back(known);
            else if (!one.library_question.empty())
                missing_questions_.push_back(one.library_question);
            else if (one.column != "record" && one.column != "row")
                complain_unknown(place, column, one.column);
        }
        std::vector<ModelIndex> deepest;
        for (const RecordColumn* known : found)
            if (known->repeats.size() > deepest.size()) deepest = known->repeats;
        for (const RecordColumn* known : found) {
            if (has_one_answer(known->repeats, unit ? *unit : deepest)) continue;
            const std::string repeat = form_.node(known->repeats.back()).name;
            complain(place, column, "definition-levels-mixed",
                     unit ? "'" + known->name + "' has an answer for each '" + repeat + "', not one for the unit."
                          : "'" + known->name + "' stands in another repeat than the rest of the expression.",
                     unit ? "Write " + repeat + " as the unit of analysis, or count in the form by a calculation."
                          : "Take questions of one repeat and of those around it.");
            return;
        }
    }

    void complain_unknown(const DefinitionPlace& place, const char* column, const std::string& name)
    {
        const auto nearest = nearest_word(name, names_);
        complain(place, column, "definition-reference-unknown", "The form has no question '" + name + "'.",
                 nearest ? "Is '" + *nearest + "' meant?" : "Write the name of a question: ${name}.");
    }

    void tell_missing_questions(const DefinitionPlace& place, const DefinitionScope& scope)
    {
        if (missing_questions_.empty()) return;
        std::sort(missing_questions_.begin(), missing_questions_.end());
        missing_questions_.erase(std::unique(missing_questions_.begin(), missing_questions_.end()),
                                 missing_questions_.end());
        const std::string& name = scope.instrument()->name;
        complain(place, "name", "library-question-missing",
                 "The form lacks what '" + name + "' asks: " + joined(missing_questions_, ", ") + ".",
                 "Name the form's own questions in the column 'mapping' (" + missing_questions_.front() +
                     "=${…}), or insert the questions: mahalla form insert-indicator FORM " + name + " -o OUT.");
        missing_questions_.clear();
    }

    void check_labels(const DefinitionPlace& place, const std::map<std::string, std::string>& labels)
    {
        // Words in no language stand for all; a form without languages has no others.
        if (labels.contains("") || form_.languages().empty()) {
            if (labels.empty())
                complain(place, "label", "definition-label-missing", "There is no label; the name is shown.",
                         "Write what people will read.", Severity::Warning);
            return;
        }
        std::vector<std::string> missing;
        for (const std::string& language : form_.languages())
            if (!labels.contains(language) && !labels.contains(language_code(language))) missing.push_back(language);
        if (!missing.empty())
            complain(place, "label", "definition-label-missing", "There is no label in " + joined(missing, ", ") + ".",
                     "Fill in label::" + missing.front() + ".", Severity::Warning);
    }

    void check_design()
    {
        std::vector<std::string> names = definitions_.design.psu;
        names.push_back(definitions_.design.weight);
        names.push_back(definitions_.design.strata);
        for (const std::string& fpc : definitions_.design.fpc)
            if (!number_from_text(fpc)) names.push_back(fpc);
        for (const CalibrationDefinition& step : definitions_.design.calibrations) {
            for (const CalibrationMargin& margin : step.margins) names.push_back(margin.variable);
            for (const auto& [total, ignored] : step.totals)
                if (total != "(Intercept)") names.push_back(total.substr(0, total.find('=')));
        }
        names.push_back(definitions_.units.household_size);
        for (const auto& [unit, name] : definitions_.units.weights) names.push_back(name);
        for (const auto& [unit, name] : definitions_.units.names) names.push_back(name);
        for (const std::string& name : names) {
            if (name.empty() || find_column(name)) continue;
            const auto nearest = nearest_word(name, names_);
            complain({"design", row_of_design(name)}, "value", "design-question-unknown",
                     "The form has no question '" + name + "'.",
                     nearest ? "Is '" + *nearest + "' meant?" : "Write the name of a question.");
        }
    }

    /// The row of the sheet whose value names the question; 0 where none does.
    int row_of_design(const std::string& name) const
    {
        const ExtraSheet* sheet = form_.find_extra_sheet("design");
        if (!sheet) return 0;
        const DefinitionSheet rows(*sheet);
        for (std::size_t row = 0; row < rows.row_count(); ++row)
            if (rows.cell(row, "value").find(name) != std::string_view::npos) return rows.row_number(row);
        return 0;
    }

    const FormDefinition& form_;
    const CheckedDefinitions& definitions_;
    Diagnostics& diagnostics_;
    std::vector<RecordColumn> columns_;
    std::vector<std::string> names_;
    std::vector<std::string> missing_questions_; // of the definition that is looked at
};

} // namespace

void check_definitions(const FormDefinition& form, const CheckedDefinitions& definitions, Diagnostics& diagnostics)
{
    DefinitionCheck(form, definitions, diagnostics).check();
}

} // namespace mahalla
