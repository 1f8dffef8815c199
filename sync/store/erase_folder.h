#pragma once
#include "database/residue_scan.h"

namespace mahalla {

/// Writes zeros over every byte of every file below `folder`, in place, `first` before all others; reads everything
/// back; then removes the files and the folder. `found` counts bytes that are not zero, so it is 0 where this succeeds.
///
/// A crash in the middle leaves a folder whose `first` is zeros: `is_being_erased` tells, and calling this again ends
/// it. Fails with `Corrupt` where a file does not read as written, and removes nothing then. Inside this library only.
Result<ResidueReport> erase_folder(Disk& disk, const std::filesystem::path& folder, const std::filesystem::path& first);

/// True where the file is there and every byte of it is zero.
bool is_being_erased(Disk& disk, const std::filesystem::path& first);

/// Only the overwriting of one file: for the header, while the database is still held.
Result<void> overwrite_with_zeros(Disk& disk, const std::filesystem::path& file);

} // namespace mahalla
