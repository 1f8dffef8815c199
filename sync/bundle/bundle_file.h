#pragma once
#include "base/disk.h"
#include "base/id.h"

#include <optional>

namespace mahalla {

/// `<32 hexadecimal digits>.mahalla`: no person, place, form or time.
std::filesystem::path bundle_file_name(const BundleId& id);
/// The id in such a name; none for other files.
std::optional<BundleId> bundle_id_of_file_name(const std::filesystem::path& name);

/// BLAKE2b-256 of a file, read in pieces.
Result<Hash> hash_of_file(Disk& disk, const std::filesystem::path& path);

} // namespace mahalla
