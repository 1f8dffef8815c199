#pragma once
#include "base/diagnostic.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace mahalla {

/// What was found in a table while it was read: one finding a column and kind, with the rows it concerns, so that a
/// million bad cells are one line. Holds no answers.
struct ImportFinding {
    Diagnostic diagnostic; ///< `row` is the first.
    std::vector<int> rows; ///< The first `rows_max` that were found, ascending.
    std::size_t count = 0;

    static constexpr std::size_t rows_max = 50;
};

class ImportFindings {
public:
    /// `row` 0: of the table as a whole, or of a column.
    void add(Severity severity, const std::string& table, int row, const std::string& column, const char* code);
    void add(Diagnostic diagnostic);
    /// In the order in which each was first found.
    const std::vector<ImportFinding>& all() const { return findings_; }

private:
    std::vector<ImportFinding> findings_;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places_;
};

/// What a code of the import means, and what to do; null for a code that it does not have.
struct ImportCode {
    const char* code;
    const char* message;
    const char* help;
};
const ImportCode* find_import_code(std::string_view code);

} // namespace mahalla
