#include "store/erase_folder.h"
#include "store/project.h"

namespace mahalla {

Result<ResidueReport> Project::erase(const std::filesystem::path& folder, const Secret& passphrase,
                                     StoreEnvironment environment)
{
    constexpr const char* header_name = "project.header";
    // One that a power cut interrupted can be opened by nobody any more.
    MAHALLA_TRY(const bool is_begun, is_being_erased(environment.disk, folder / header_name, {}));
    if (!is_begun) {
        MAHALLA_TRY(const Project opened, open(folder, passphrase, environment));
        if (auto done = overwrite_header(environment.disk, folder / header_name); !done)
            return tl::unexpected(done.error());
    }
    return erase_folder(environment.disk, folder, header_name);
}

} // namespace mahalla
