#include "server/server_keys.h"

namespace mahalla {

namespace {

constexpr std::string_view magic = "MhSk\x01";

Result<ServerKeys> keys_of(ByteView bytes)
{
    constexpr std::size_t seeds_bytes = SigningKeyPair::seed_bytes + BoxKeyPair::seed_bytes;
    if (bytes.size() != magic.size() + seeds_bytes || as_text(bytes.first(magic.size())) != magic)
        return failure(ErrorKind::Corrupt, "The server's key file is damaged: restore it from its backup.");
    const ByteView seeds = bytes.subspan(magic.size());
    MAHALLA_TRY(auto signing, SigningKeyPair::from_seed(Secret::copy_of(seeds.first(SigningKeyPair::seed_bytes))));
    MAHALLA_TRY(auto box, BoxKeyPair::from_seed(Secret::copy_of(seeds.last(BoxKeyPair::seed_bytes))));
    return ServerKeys{std::move(signing), std::move(box)};
}

} // namespace

Result<ServerKeys> open_server_keys(Disk& disk, const std::filesystem::path& folder)
{
    const std::filesystem::path path = folder / "server.keys";
    auto bytes = disk.read(path, 4096);
    if (bytes) {
        auto keys = keys_of(*bytes);
        wipe(*bytes);
        return keys;
    }
    if (bytes.error().kind != ErrorKind::NotFound) return tl::unexpected(bytes.error());

    if (auto made = disk.make_folder(folder); !made) return tl::unexpected(made.error());
    ServerKeys keys{SigningKeyPair::generate(), BoxKeyPair::generate()};
    Bytes file = to_bytes(magic);
    const auto add = [&](const Secret& seed) { file.insert(file.end(), seed.view().begin(), seed.view().end()); };
    file.reserve(magic.size() + SigningKeyPair::seed_bytes +
                 BoxKeyPair::seed_bytes); // No copy of a seed is left behind.
    add(keys.signing.seed());
    add(keys.box.seed());
    auto written = disk.write(path, file);
    wipe(file);
    if (!written) return tl::unexpected(written.error());
    MAHALLA_TRY(const auto request,
                EnrolmentRequest::create(keys.signing, keys.box.public_key(), Role::Server, "server"));
    if (auto kept = disk.write(folder / "server.request", request.bytes()); !kept) return tl::unexpected(kept.error());
    return keys;
}

Result<EnrolmentRequest> server_request(Disk& disk, const std::filesystem::path& folder)
{
    MAHALLA_TRY(const Bytes bytes, disk.read(folder / "server.request", EnrolmentRequest::bytes_max));
    return EnrolmentRequest::parse(bytes);
}

} // namespace mahalla
