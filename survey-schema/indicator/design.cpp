#include "indicator/design.h"

#include "base/text.h"
#include "indicator/definition_sheet.h"

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

DesignDefinition read_design_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics)
{
    DesignDefinition design;
    if (!sheet) return design;
    const DefinitionSheet rows(*sheet);
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
    const auto names_in = [](std::string_view text) {
        std::vector<std::string> names;
        for (const std::string_view word : words(text)) {
            // `${question}` names a column as in expressions.
            const bool is_braced = word.starts_with("${") && word.ends_with("}");
            names.emplace_back(is_braced ? word.substr(2, word.size() - 3) : word);
        }
        return names;
    };
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        if (rows.is_blank(row)) continue;
        const std::string setting = lower_ascii(rows.cell(row, "setting"));
        const std::string_view value = rows.cell(row, "value");
        const std::vector<std::string> names = names_in(value);
        const auto complain = [&](const char* code, std::string message, std::string help) {
            diagnostics.push_back(
                rows.problem(Severity::Error, row, "value", code, std::move(message), std::move(help)));
        };
        if ((setting == "weight" || setting == "strata") && names.size() != 1) {
            complain("design-value-invalid", "'" + setting + "' names one question.", "Write the question's name.");
        } else if (setting == "weight") {
            design.weight = names[0];
        } else if (setting == "strata") {
            design.strata = names[0];
        } else if (setting == "psu") {
            design.psu = names;
        } else if (setting == "fpc") {
            design.fpc = names;
        } else if (setting == "nest") {
            design.nest = rows.is_yes(row, "value");
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
            const auto nearest =
                nearest_word(setting, {"weight", "strata", "psu", "fpc", "nest", "lonely_psu", "replicates"});
            complain("design-setting-unknown", "The setting '" + setting + "' is unknown.",
                     nearest ? "Is '" + *nearest + "' meant?"
                             : "Settings are weight, strata, psu, fpc, nest, lonely_psu.");
        }
    }
    return design;
}

} // namespace mahalla
