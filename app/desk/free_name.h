#pragma once
#include "base/disk.h"

#include <filesystem>
#include <string>

namespace mahalla {

/// "sheet-1a2b3c.pdf" in the folder; "sheet-1a2b3c-2.pdf" where that is taken, and so on: nothing is overwritten.
std::filesystem::path free_name(Disk& disk, const std::filesystem::path& folder, const std::string& name,
                                const std::string& ending);

} // namespace mahalla
