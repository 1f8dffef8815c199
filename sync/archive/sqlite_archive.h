#pragma once
#include "archive/archive.h"
#include "base/random.h"

#include <filesystem>
#include <memory>

namespace mahalla {

/// The archive in one SQLite file: one connection, one writer at a time.
///
/// Fails with `Unavailable` where another server holds the file or the disk does not answer, `Corrupt` where the file
/// is no archive. The tables are described in docs/formats/archive.md; their keys begin with the random record or
/// device id, so that the same schema can be spread over many machines.
/// `file_system` names an SQLite VFS (tests hand in one that fails).
Result<std::unique_ptr<Archive>> open_sqlite_archive(const std::filesystem::path& path, Random& random,
                                                     const char* file_system = nullptr);

} // namespace mahalla
