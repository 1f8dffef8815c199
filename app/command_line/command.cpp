#include "command_line/command.h"

#include <ostream>

namespace mahalla {

ExitCode exit_code_of(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Invalid:
        return ExitCode::Problems;
    case ErrorKind::Corrupt:
        return ExitCode::Corrupt;
    case ErrorKind::Refused:
        return ExitCode::Refused;
    case ErrorKind::Unavailable:
        return ExitCode::Unavailable;
    }
    return ExitCode::Problems;
}

void CommandContext::fail(const Error& error)
{
    err << "mahalla: " << error.message << '\n';
    exit_code = exit_code_of(error.kind);
}

void CommandContext::report(const Diagnostics& diagnostics)
{
    for (const Diagnostic& diagnostic : diagnostics) err << to_line(diagnostic) << '\n';
    if (has_errors(diagnostics)) exit_code = ExitCode::Problems;
}

} // namespace mahalla
