#include "store/chain_height.h"

namespace mahalla {

namespace {

constexpr const char* file_name = "vault.chain";
constexpr std::size_t file_bytes_max = 1024;
const ByteView context = as_bytes("chain");

} // namespace

std::optional<ChainHeight> read_chain_height(Disk& disk, const std::filesystem::path& vault_folder, const Keyring& keys)
{
    auto box = disk.read(vault_folder / file_name, file_bytes_max);
    // Without it a vault that is brought back becomes another device, which has to be enrolled again: not for a disk
    // that hesitates once.
    if (!box && box.error().kind == ErrorKind::Unavailable) box = disk.read(vault_folder / file_name, file_bytes_max);
    if (!box) return std::nullopt;
    const auto plain = open_box(keys.chain, *box, context);
    if (!plain) return std::nullopt;
    ByteReader reader(*plain);
    ChainHeight height;
    const auto device = DeviceId::from_bytes(reader.raw(DeviceId::bytes_count));
    height.head.sequence = reader.u64();
    const auto hash = Hash::from_bytes(reader.raw(height.head.hash.bytes.size()));
    if (!device || !hash || !reader.finished()) return std::nullopt;
    height.device = *device;
    height.head.hash = *hash;
    return height;
}

Result<void> write_chain_height(Disk& disk, const std::filesystem::path& vault_folder, const Keyring& keys,
                                const ChainHeight& height)
{
    ByteWriter writer;
    writer.raw(height.device.bytes());
    writer.u64(height.head.sequence);
    writer.raw(height.head.hash.bytes);
    return disk.write(vault_folder / file_name, seal_box(keys.chain, writer.bytes(), context));
}

} // namespace mahalla
