#pragma once
#include "base/disk.h"
#include "store/incoming.h"
#include "store/keyring.h"

#include <optional>

namespace mahalla {

/// How far a device has numbered its events, in a small sealed file beside the database (`vault.chain`).
///
/// It is what tells a database that was brought back from a snapshot, or that somebody put back, which numbers are
/// given away already: a number used twice would be a fork. It is written after each commit of own events, so it never
/// tells of an event that is not stored; after a crash it may tell of one less, which nobody else has seen yet. Inside
/// this library only.
struct ChainHeight {
    DeviceId device;
    ChainHead head;
    bool operator==(const ChainHeight&) const = default;
};

/// None where there is no such file or it does not open under these keys.
std::optional<ChainHeight> read_chain_height(Disk& disk, const std::filesystem::path& vault_folder,
                                             const Keyring& keys);
Result<void> write_chain_height(Disk& disk, const std::filesystem::path& vault_folder, const Keyring& keys,
                                const ChainHeight& height);

} // namespace mahalla
