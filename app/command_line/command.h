#pragma once
#include "base/clock.h"
#include "base/diagnostic.h"
#include "base/disk.h"
#include "base/random.h"
#include "base/result.h"

#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace mahalla {

/// What the shell sees. The meanings are part of the contract of `mahalla`.
enum class ExitCode { Done = 0, Problems = 1, Usage = 2, Refused = 3, Unavailable = 4, Corrupt = 5 };

/// The exit code that tells a script what it may do about a failure. `NotFound` and `Invalid` are problems of the
/// input.
ExitCode exit_code_of(ErrorKind kind);

/// Everything a subcommand may touch. Results go to `out`, messages to `err`; nothing prints an answer to `err`.
struct CommandContext {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    Disk& disk;
    Clock& clock;
    Random& random;
    /// Set by the subcommand that ran.
    ExitCode exit_code = ExitCode::Done;

    /// Prints the message of `error` and sets the exit code after its kind.
    void fail(const Error& error);
    /// Prints each diagnostic as a line for a person; sets `Problems` where one is an error.
    void report(const Diagnostics& diagnostics);
};

} // namespace mahalla
