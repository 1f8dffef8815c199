#pragma once
#include "database/residue_scan.h"

namespace mahalla {

/// Writes zeros over every byte of every file below `folder`, in place, `header` before all others; reads everything
/// back; then removes the files and the folder. `found` counts bytes that are not zero, so it is 0 where this succeeds.
///
/// A crash in the middle leaves a folder whose header begins with zero: `is_being_erased` tells, and calling this again
/// ends it. Nothing but the header stands in the folder when it goes, so that at worst an empty folder is left, in
/// which something new can begin. Fails with `Corrupt` where a file does not read as written, and removes nothing then.
/// Inside this library only.
Result<ResidueReport> erase_folder(Disk& disk, const std::filesystem::path& folder,
                                   const std::filesystem::path& header);

/// Whether the erasure of a folder was begun: its header is there and its first byte is zero, and so is that of the
/// header's copy, unless there is none (an empty path where there never is). Who erases overwrites the copy first;
/// where the disk has lost the header alone, a whole copy tells that nobody wanted it. Fails with `Unavailable` where
/// the disk does not tell.
Result<bool> is_being_erased(Disk& disk, const std::filesystem::path& header, const std::filesystem::path& copy);

/// Only the overwriting of a header, or of its copy, while the database is still held. The first byte goes alone and is
/// synced before the rest: a byte is there or not, whereas of a longer write any part may be there after a crash. So
/// what is left either opens still, or says that it is being erased.
Result<void> overwrite_header(Disk& disk, const std::filesystem::path& header);

/// Only the overwriting of one file.
Result<void> overwrite_with_zeros(Disk& disk, const std::filesystem::path& file);

} // namespace mahalla
