#pragma once
#include "base/clock.h"
#include "base/diagnostic.h"
#include "base/disk.h"
#include "base/random.h"
#include "base/result.h"
#include "base/workers.h"

#include <filesystem>
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
    /// Set by the subcommand that ran. Of several failures the most serious one counts: the highest number.
    ExitCode exit_code = ExitCode::Done;
    /// Who opens many records at once; none: one thread.
    Workers* workers = nullptr;

    /// Prints the message of `error` and raises the exit code to that of its kind.
    void fail(const Error& error);
    /// Prints each diagnostic as a line for a person; raises the exit code to `Problems` where one is an error.
    void report(const Diagnostics& diagnostics);

    /// A file that was named on the command line: as `Disk::read`, `Disk::open` and `Disk::write`, with the file's name
    /// in front of the message, for a command often takes several.
    Result<Bytes> read(const std::filesystem::path& path, std::uint64_t bytes_max);
    Result<std::unique_ptr<DiskReader>> open(const std::filesystem::path& path);
    Result<void> write(const std::filesystem::path& path, ByteView bytes);

private:
    void raise(ExitCode code);
};

/// The same failure, said of `path`.
Error about(const std::filesystem::path& path, Error error);

} // namespace mahalla
