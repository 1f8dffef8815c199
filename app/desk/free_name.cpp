#include "desk/free_name.h"

namespace mahalla {

std::filesystem::path free_name(Disk& disk, const std::filesystem::path& folder, const std::string& name,
                                const std::string& ending)
{
    for (unsigned number = 1;; ++number) {
        const std::string count = number == 1 ? "" : "-" + std::to_string(number);
        std::filesystem::path file = folder / (name + count + ending);
        if (!disk.exists(file)) return file;
    }
}

} // namespace mahalla
