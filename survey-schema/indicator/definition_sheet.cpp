#include "indicator/definition_sheet.h"

#include "base/text.h"
#include "form/language_tag.h"

#include <algorithm>

namespace mahalla {

DefinitionSheet::DefinitionSheet(const ExtraSheet& sheet) : sheet_(sheet)
{
    for (std::size_t i = 0; i < sheet.header.size(); ++i) columns_.emplace(lower_ascii(trimmed(sheet.header[i])), i);
}

std::string_view DefinitionSheet::cell(std::size_t row, std::string_view column) const
{
    const auto found = columns_.find(std::string(column));
    if (found == columns_.end() || found->second >= sheet_.rows[row].size()) return {};
    return trimmed(sheet_.rows[row][found->second]);
}

int DefinitionSheet::row_number(std::size_t row) const
{
    return row < sheet_.row_numbers.size() ? sheet_.row_numbers[row] : static_cast<int>(row) + 2;
}

bool DefinitionSheet::is_blank(std::size_t row) const
{
    return std::all_of(sheet_.rows[row].begin(), sheet_.rows[row].end(),
                       [](const std::string& cell) { return trimmed(cell).empty(); });
}

std::map<std::string, std::string> DefinitionSheet::labels(std::size_t row) const
{
    std::map<std::string, std::string> labels;
    for (std::size_t i = 0; i < sheet_.header.size() && i < sheet_.rows[row].size(); ++i) {
        const std::string_view header = trimmed(sheet_.header[i]), words = trimmed(sheet_.rows[row][i]);
        if (words.empty()) continue;
        if (lower_ascii(header) == "label") labels.emplace("", words);
        if (lower_ascii(header.substr(0, 7)) == "label::") labels.emplace(trimmed(header.substr(7)), words);
    }
    return labels;
}

std::optional<bool> DefinitionSheet::yes_or_no(std::size_t row, std::string_view column, Diagnostics& diagnostics) const
{
    const std::string word = lower_ascii(cell(row, column));
    if (word.empty()) return std::nullopt;
    if (word == "yes" || word == "true" || word == "true()" || word == "1") return true;
    if (word == "no" || word == "false" || word == "false()" || word == "0") return false;
    diagnostics.push_back(problem(Severity::Error, row, std::string(column), "definition-yes-no-unknown",
                                  "'" + word + "' is neither yes nor no.", "Write yes or no."));
    return std::nullopt;
}

void DefinitionSheet::report_unknown_columns(std::span<const std::string_view> known, Diagnostics& diagnostics) const
{
    std::vector<std::string> names(known.begin(), known.end());
    names.emplace_back("label");
    for (const std::string& header : sheet_.header) {
        const std::string name = lower_ascii(trimmed(header));
        const bool is_label = name == "label" || name.starts_with("label::");
        if (name.empty() || name.starts_with('_') || is_label ||
            std::find(known.begin(), known.end(), name) != known.end())
            continue;
        const auto nearest = nearest_word(name, names);
        diagnostics.push_back({Severity::Warning, sheet_.name, 1, header, "definition-column-unknown",
                               "This column is not known; it is passed over.",
                               nearest ? "Is '" + *nearest + "' meant?"
                                       : "Begin its name with an underscore, and nothing is said about it."});
    }
}

Diagnostic DefinitionSheet::problem(Severity severity, std::size_t row, std::string column, std::string code,
                                    std::string message, std::string help) const
{
    if (const auto found = columns_.find(column); found != columns_.end())
        column = trimmed(sheet_.header[found->second]);
    return {severity,        sheet_.name,        row_number(row), std::move(column),
            std::move(code), std::move(message), std::move(help)};
}

std::string language_code(const std::string& language)
{
    const std::size_t open = language.rfind('(');
    if (open == std::string::npos || !language.ends_with(')')) {
        const std::string tag = language_tag(language);
        return tag.empty() ? lower_ascii(trimmed(language)) : tag;
    }
    return lower_ascii(trimmed(std::string_view(language).substr(open + 1, language.size() - open - 2)));
}

std::string label_in(const std::map<std::string, std::string>& labels, const std::string& language,
                     const std::string& otherwise)
{
    if (const auto found = labels.find(language); found != labels.end()) return found->second;
    // The library's labels are by code ("ar"), a form's languages by name and code ("Arabic (ar)").
    if (const auto found = labels.find(language_code(language)); found != labels.end()) return found->second;
    if (const auto found = labels.find(""); found != labels.end()) return found->second;
    return labels.empty() ? otherwise : labels.begin()->second;
}

} // namespace mahalla
