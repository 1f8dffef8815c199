#pragma once
#include "base/diagnostic.h"
#include "form/form_settings.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mahalla {

/// A sheet of definitions read by the names of its columns, which are not case-sensitive.
class DefinitionSheet {
public:
    explicit DefinitionSheet(const ExtraSheet& sheet);

    std::size_t row_count() const { return sheet_.rows.size(); }
    bool has_column(std::string_view name) const { return columns_.contains(std::string(name)); }
    /// Trimmed; empty where the column or the cell is not there.
    std::string_view cell(std::size_t row, std::string_view column) const;
    /// The row as a spreadsheet program numbers it.
    int row_number(std::size_t row) const;
    bool is_blank(std::size_t row) const;
    /// `label` and `label::LANGUAGE`, by language.
    std::map<std::string, std::string> labels(std::size_t row) const;
    /// yes, true, true(), 1 or no, false, false(), 0, in any case; nothing for an empty cell, and for any other word,
    /// which is reported (definition-yes-no-unknown).
    std::optional<bool> yes_or_no(std::size_t row, std::string_view column, Diagnostics& diagnostics) const;

    /// Warns of each column that is none of `known` and no label (definition-column-unknown). Columns whose names begin
    /// with an underscore are the author's own, as sheets are.
    void report_unknown_columns(std::span<const std::string_view> known, Diagnostics& diagnostics) const;

    /// `column` is shown as the sheet writes it.
    Diagnostic problem(Severity severity, std::size_t row, std::string column, std::string code, std::string message,
                       std::string help) const;

private:
    const ExtraSheet& sheet_;
    std::map<std::string, std::size_t> columns_;
};

/// "ar" of "Arabic (ar)", and of "Arabic"; the name itself in lower case where it states no code and is none that
/// form/language_tag.h knows.
std::string language_code(const std::string& language);

/// The words in `language` or in that of its code, else those in no language, else the first there are, else
/// `otherwise`.
std::string label_in(const std::map<std::string, std::string>& labels, const std::string& language,
                     const std::string& otherwise);

} // namespace mahalla
