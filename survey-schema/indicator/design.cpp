#include "indicator/design.h"

#include "base/number.h"
#include "base/text.h"
#include "indicator/definition_sheet.h"
#include "indicator/design_calibration.h"
#include "indicator/unit_design.h"

#include <array>

namespace mahalla {

std::optional<LonelyPsu> lonely_psu_of(std::string_view word)
{
    if (word == "fail") return LonelyPsu::Fail;
    if (word == "remove") return LonelyPsu::Remove;
    if (word == "certainty") return LonelyPsu::Certainty;
    if (word == "adjust") return LonelyPsu::Adjust;
    if (word == "average") return LonelyPsu::Average;
    return std::nullopt;
}

std::vector<std::string> columns_of_design(const DesignDefinition& design)
{
    std::vector<std::string> names = design.psu;
    if (!design.strata.empty()) names.push_back(design.strata);
    for (const std::string& fpc : design.fpc)
        if (!number_from_text(fpc)) names.push_back(fpc);
    for (const CalibrationDefinition& step : design.calibrations) {
        for (const CalibrationMargin& margin : step.margins) names.push_back(margin.variable);
        for (const auto& [total, ignored] : step.totals)
            if (total != "(Intercept)") names.push_back(total.substr(0, total.find('=')));
    }
    return names;
}

std::vector<std::string> question_names_in(std::string_view text)
{
    std::vector<std::string> names;
    for (const std::string_view word : words(text)) {
        // `${question}` names a column as in expressions.
        const bool is_braced = word.starts_with("${") && word.ends_with("}");
        names.emplace_back(is_braced ? word.substr(2, word.size() - 3) : word);
    }
    return names;
}

DesignDefinition read_design_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics)
{
    DesignDefinition design;
    if (!sheet) return design;
    const DefinitionSheet rows(*sheet);
    rows.report_unknown_columns(std::array<std::string_view, 2>{"setting", "value"}, diagnostics);
    if (!rows.has_column("setting") || !rows.has_column("value")) {
        diagnostics.push_back({Severity::Error,
                               sheet->name,
                               1,
                               {},
                               "design-column-missing",
                               "The sheet lacks the column 'setting' or 'value'.",
                               "Give it both, one setting a row."});
        return design;
    }
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        if (rows.is_blank(row)) continue;
        const std::string setting = lower_ascii(rows.cell(row, "setting"));
        if (is_unit_setting(setting)) continue;
        const std::string_view value = rows.cell(row, "value");
        const std::vector<std::string> names = question_names_in(value);
        const auto complain = [&](const char* code, std::string message, std::string help) {
            diagnostics.push_back(
                rows.problem(Severity::Error, row, "value", code, std::move(message), std::move(help)));
        };
        std::string problem;
        if (read_calibration_setting(setting, value, design, problem)) {
            if (!problem.empty())
                complain("design-value-invalid", "'" + setting + "' cannot be read.", std::move(problem));
        } else if ((setting == "weight" || setting == "strata") && names.size() != 1) {
            complain("design-value-invalid", "'" + setting + "' names one question.", "Write the question's name.");
        } else if (setting == "weight") {
            design.weight = names[0];
        } else if (setting == "strata") {
            design.strata = names[0];
        } else if (setting == "psu") {
            design.psu = names;
        } else if (setting == "fpc") {
            design.fpc = names;
            for (const std::string& name : names)
                if (const auto number = number_from_text(name); number && !(*number > 0))
                    complain("design-value-invalid", "A population or a fraction of it is above 0.",
                             "Write a question, how many units there are, or the fraction that was sampled: 0.1.");
        } else if (setting == "nest") {
            design.nest = rows.yes_or_no(row, "value", diagnostics).value_or(false);
        } else if (setting == "lonely_psu") {
            const auto lonely = lonely_psu_of(lower_ascii(value));
            if (!lonely)
                complain("design-value-invalid", "'lonely_psu' is unknown.",
                         "Write fail, remove, certainty, adjust or average.");
            design.lonely_psu = lonely.value_or(LonelyPsu::Fail);
        } else if (setting == "replicates" && (value == "jk1" || value == "jkn")) {
            design.replication = value == "jk1" ? Replication::Jk1 : Replication::Jkn;
        } else if (setting == "replicates") {
            complain("design-value-invalid", "'replicates' is unknown.", "Write jk1 or jkn.");
        } else {
            const std::vector<std::string> known{
                "weight",     "strata",        "psu",       "fpc",       "nest",          "lonely_psu",
                "replicates", "poststratify",  "rake",      "calibrate", "trim",          "household_size",
                "group",      "neighbourhood", "dont_know", "refused",   "not_applicable"};
            const auto nearest = nearest_word(setting, known);
            complain("design-setting-unknown", "The setting '" + setting + "' is unknown.",
                     nearest ? "Is '" + *nearest + "' meant?" : "Settings are " + joined(known, ", ") + ".");
        }
    }
    return design;
}

} // namespace mahalla
