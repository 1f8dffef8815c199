#include "bundle/bundle_file.h"

#include "crypto/hash.h"

namespace mahalla {

namespace {
constexpr std::string_view suffix = ".mahalla";
constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
} // namespace

std::filesystem::path bundle_file_name(const BundleId& id) { return id.text() + std::string(suffix); }

std::optional<BundleId> bundle_id_of_file_name(const std::filesystem::path& name)
{
    const std::string text = name.string();
    if (!text.ends_with(suffix)) return std::nullopt;
    const auto id = BundleId::from_text(std::string_view(text).substr(0, text.size() - suffix.size()));
    if (!id) return std::nullopt;
    return *id;
}

Result<Hash> hash_of_file(Disk& disk, const std::filesystem::path& path)
{
    MAHALLA_TRY(const auto reader, disk.open(path));
    Hasher hasher;
    for (;;) {
        MAHALLA_TRY(const Bytes bytes, reader->read(piece_bytes));
        if (bytes.empty()) return hasher.finish();
        hasher.add(bytes);
    }
}

} // namespace mahalla
