#pragma once
#include "base/date.h"

#include <cstddef>
#include <filesystem>
#include <optional>

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

/// What a vault remembers of its backups on media.
struct BackupsKept {
    std::size_t backups = 0;
    std::size_t media = 0;         ///< On how many they are, as far as they met.
    std::optional<Instant> newest; ///< When it was made, by this laptop's clock.
    std::size_t outdated = 0;      ///< They hold a record which was erased since.
};

} // namespace mahalla
