#pragma once
#include "base/disk.h"

namespace mahalla {

/// Takes away what was made in a folder that had been empty, after making the rest failed: so that the same folder can
/// be chosen again. What cannot be removed stays; without a header it is no vault and no project. Inside this library
/// only.
inline void empty_folder(const std::filesystem::path& folder, Disk& disk)
{
    const auto names = disk.list(folder);
    if (!names) return;
    // The header's name sorts before the database's: what is left half removed never looks like a vault.
    for (const std::filesystem::path& name : *names) static_cast<void>(disk.remove(folder / name));
}

} // namespace mahalla
