#include "command_line/command.h"

#include <algorithm>
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
    raise(exit_code_of(error.kind));
}

void CommandContext::report(const Diagnostics& diagnostics)
{
    for (const Diagnostic& diagnostic : diagnostics) err << to_line(diagnostic) << '\n';
    if (has_errors(diagnostics)) raise(ExitCode::Problems);
}

void CommandContext::raise(ExitCode code) { exit_code = std::max(exit_code, code); }

Error about(const std::filesystem::path& path, Error error)
{
    error.message = path.string() + ": " + error.message;
    return error;
}

Result<Bytes> CommandContext::read(const std::filesystem::path& path, std::uint64_t bytes_max)
{
    auto bytes = disk.read(path, bytes_max);
    if (!bytes) return tl::unexpected(about(path, bytes.error()));
    return bytes;
}

Result<std::unique_ptr<DiskReader>> CommandContext::open(const std::filesystem::path& path)
{
    auto reader = disk.open(path);
    if (!reader) return tl::unexpected(about(path, reader.error()));
    return reader;
}

Result<void> CommandContext::write(const std::filesystem::path& path, ByteView bytes)
{
    auto written = disk.write(path, bytes);
    if (!written) return tl::unexpected(about(path, written.error()));
    return written;
}

} // namespace mahalla
