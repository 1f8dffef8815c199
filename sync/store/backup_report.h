#pragma once
#include <cstddef>
#include <filesystem>

namespace mahalla {

/// What a backup on a medium holds. When this is handed over, the medium can be taken out.
struct BackupReport {
    std::filesystem::path path;
    std::size_t drafts = 0;
    std::size_t events = 0;
    /// Drafts of questionnaires that the project marked sensitive: a medium must not open them.
    std::size_t drafts_left_out = 0;
    /// Older backups of this vault on this medium that were overwritten and removed.
    std::size_t given_up = 0;
    /// Backups on other media that still hold a record which was erased since: bring those media, and back up to them.
    std::size_t outdated_elsewhere = 0;
};

} // namespace mahalla
