#include "indicator/publication.h"

#include "base/text.h"
#include "indicator/definition_sheet.h"

#include <algorithm>
#include <array>
#include <set>

namespace mahalla {

namespace {

/// What `read_policy` gives a meaning, and what people write beside it of levels and rounds.
const std::vector<std::string>& known_settings()
{
    static const std::vector<std::string> known{"policy",
                                                "threshold",
                                                "threshold_persons",
                                                "threshold_households",
                                                "dominance_n",
                                                "dominance_k",
                                                "p_percent",
                                                "hide_zero_and_full",
                                                "hide_empty",
                                                "singletons",
                                                "psus_min",
                                                "protection_lower",
                                                "protection_upper",
                                                "levels",
                                                "rounds"};
    return known;
}

} // namespace

std::vector<PublicationSetting> read_publication_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics)
{
    std::vector<PublicationSetting> settings;
    if (!sheet) return settings;
    const DefinitionSheet rows(*sheet);
    rows.report_unknown_columns(std::array<std::string_view, 2>{"setting", "value"}, diagnostics);
    if (!rows.has_column("setting") || !rows.has_column("value")) {
        diagnostics.push_back({Severity::Error, sheet->name, 1, "", "publication-column-missing",
                               "The sheet lacks the column 'setting' or 'value'.", "Give it both, one setting a row."});
        return settings;
    }
    std::set<std::string> names;
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        const std::string name(rows.cell(row, "setting"));
        if (name.empty()) continue;
        if (!names.insert(name).second)
            diagnostics.push_back(rows.problem(Severity::Error, row, "setting", "publication-setting-duplicate",
                                               "'" + name + "' is set twice.", "Keep one of the two rows."));
        if (std::find(known_settings().begin(), known_settings().end(), name) == known_settings().end()) {
            const auto nearest = nearest_word(name, known_settings());
            diagnostics.push_back(rows.problem(Severity::Warning, row, "setting", "publication-setting-unknown",
                                               "The setting '" + name + "' is not known; it is passed over.",
                                               nearest ? "Is '" + *nearest + "' meant?"
                                                       : "Settings are " + joined(known_settings(), ", ") + "."));
        }
        settings.push_back({name, std::string(rows.cell(row, "value")), rows.row_number(row)});
    }
    return settings;
}

} // namespace mahalla
