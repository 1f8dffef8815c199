#include "base/diagnostic.h"

#include <algorithm>

namespace mahalla {

bool has_errors(const Diagnostics& diagnostics)
{
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::Error; });
}

std::string to_line(const Diagnostic& diagnostic)
{
    std::string line = diagnostic.severity == Severity::Error ? "error: " : "warning: ";
    std::string place = diagnostic.sheet;
    if (diagnostic.row > 0) place += (place.empty() ? "row " : " row ") + std::to_string(diagnostic.row);
    if (!diagnostic.column.empty()) place += (place.empty() ? "column " : ", column ") + diagnostic.column;
    if (!place.empty()) line += place + ": ";
    line += diagnostic.message;
    if (!diagnostic.code.empty()) line += " (" + diagnostic.code + ")";
    if (!diagnostic.help.empty()) line += "\n    " + diagnostic.help;
    return line;
}

} // namespace mahalla
