#pragma once
#include <string>
#include <vector>

namespace mahalla {

enum class Severity { Error, Warning };

/// What a reader does with a fault that has a repair: refuse the whole, or repair it and say so (--lenient).
enum class Faults { Refuse, Mend };

/// Something a person who configures a questionnaire can put right: where it is, what is wrong, what to do.
///
/// The same for workbooks, XForms, specifications and scripts. Codes are stable and listed in docs/diagnostics.md.
struct Diagnostic {
    Severity severity = Severity::Error;
    std::string sheet;  ///< "survey"; empty where the file has no sheets.
    int row = 0;        ///< As the spreadsheet program numbers it (the header is row 1); 0 for none.
    std::string column; ///< The header as written; empty for none.
    std::string code;   ///< "choice-list-unknown": lower case, hyphens.
    std::string message;
    std::string help; ///< What to do about it.

    bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

bool has_errors(const Diagnostics& diagnostics);

/// One line for a person: `error: survey row 12, column relevant: … (code)`, then what to do.
std::string to_line(const Diagnostic& diagnostic);

} // namespace mahalla
