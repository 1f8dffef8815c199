#include "indicator/library_cells.h"

#include "base/text.h"
#include "indicator/column_expression.h"
#include "indicator/definition_scope.h"

#include <algorithm>

namespace mahalla {

namespace {

/// `name = text` pairs with semicolons between, those in quotes not counted.
std::optional<std::map<std::string, std::string>> read_pairs(std::string_view cell)
{
    std::map<std::string, std::string> pairs;
    std::size_t begin = 0;
    char quote = 0;
    for (std::size_t at = 0; at <= cell.size(); ++at) {
        const char c = at < cell.size() ? cell[at] : ';';
        if (quote != 0 && at < cell.size()) {
            if (c == quote) quote = 0;
            continue;
        }
        if (c == '\'' || c == '"') quote = c;
        if (c != ';') continue;
        const std::string_view part = trimmed(cell.substr(begin, at - begin));
        begin = at + 1;
        if (part.empty()) continue;
        const std::size_t equals = part.find('=');
        const std::string_view name = trimmed(part.substr(0, equals));
        const std::string_view text = equals == std::string_view::npos ? "" : trimmed(part.substr(equals + 1));
        if (name.empty() || text.empty() || !pairs.emplace(name, text).second) return std::nullopt;
    }
    return pairs;
}

} // namespace

std::optional<LibraryUse> read_library_cells(const DefinitionSheet& sheet, std::size_t row,
                                             const IndicatorLibrary& library,
                                             const std::optional<LibraryUse>& otherwise, Diagnostics& diagnostics)
{
    const auto complain = [&](const char* column, const char* code, std::string message, std::string help) {
        diagnostics.push_back(sheet.problem(Severity::Error, row, column, code, std::move(message), std::move(help)));
    };
    std::optional<LibraryUse> use = otherwise;
    if (const std::string name(sheet.cell(row, "library")); !name.empty()) {
        std::vector<std::string> names;
        for (const LibraryInstrument& instrument : library.instruments()) names.push_back(instrument.name);
        if (!library.find_instrument(name)) {
            const auto nearest = nearest_word(name, names);
            complain("library", "library-instrument-unknown", "The library has no instrument '" + name + "'.",
                     nearest ? "Is '" + *nearest + "' meant?" : "`mahalla indicator list` names them.");
            return std::nullopt;
        }
        use = LibraryUse{name, {}, {}};
    }
    const std::string_view mapping = sheet.cell(row, "mapping"), codes = sheet.cell(row, "codes");
    if (!use) {
        if (!mapping.empty() || !codes.empty())
            complain(mapping.empty() ? "codes" : "mapping", "library-mapping-invalid",
                     "There is nothing of the library to map.", "Name an instrument in the column 'library'.");
        return std::nullopt;
    }
    if (const auto pairs = read_pairs(mapping))
        use->mapping = *pairs;
    else
        complain("mapping", "library-mapping-invalid", "The mapping cannot be read.",
                 "Write name = expression, with semicolons between: fcs_staples=${q12}; fcs_when_missing=0.");
    if (const auto pairs = read_pairs(codes))
        use->codes = *pairs;
    else
        complain("codes", "library-codes-invalid", "The codes cannot be read.",
                 "Write code = code, with semicolons between: a_lot=3; no_answer=refused.");
    const std::vector<std::string> known = DefinitionScope(library, use).mappable_names();
    for (const auto& [name, expression] : use->mapping) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            const auto nearest = nearest_word(name, known);
            complain("mapping", "library-mapping-invalid",
                     "'" + use->instrument + "' has no question, formula or setting '" + name + "'.",
                     nearest ? "Is '" + *nearest + "' meant?"
                             : "`mahalla indicator show " + use->instrument + "` names them.");
        } else if (const auto names = column_names_in(expression); !names) {
            complain("mapping", "library-mapping-invalid", "'" + name + "': " + names.error().message,
                     "Questions are written ${name}.");
        }
    }
    return use;
}

} // namespace mahalla
