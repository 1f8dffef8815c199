#include "transport/folder_transport.h"

#include "bundle/bundle_file.h"
#include "crypto/hash.h"

namespace mahalla {

namespace {
constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
}

Result<SendResult> FolderTransport::send(const WrittenBundle& bundle, const ProgressListener& progress)
{
    const auto target = stick_ / bundle_file_name(bundle.id);
    if (disk_.exists(target)) {
        const auto there = hash_of_file(disk_, target);
        if (there && *there == bundle.hash) return SendResult{std::nullopt, false};
    }
    MAHALLA_TRY(const Hash copied, copy(bundle.path, target, progress, bundle.hash));
    (void)copied;
    return SendResult{std::nullopt, true};
}

Result<FetchResult> FolderTransport::fetch(ByteView /*held*/, const std::filesystem::path& folder,
                                           const ProgressListener& progress)
{
    MAHALLA_TRY(const auto names, disk_.list(stick_));
    FetchResult result;
    for (const auto& name : names) {
        if (!bundle_id_of_file_name(name) || disk_.exists(folder / name)) continue;
        const auto copied = copy(stick_ / name, folder / name, progress, std::nullopt);
        if (copied) result.files.push_back(folder / name);
        // One that cannot be read keeps nobody from the others; it stays on the stick and can be tried again.
        else if (!disk_.exists(stick_ / name))
            return tl::unexpected(copied.error());
    }
    return result;
}

Result<Hash> FolderTransport::copy(const std::filesystem::path& from, const std::filesystem::path& to,
                                   const ProgressListener& progress, const std::optional<Hash>& expected)
{
    MAHALLA_TRY(const auto source, disk_.open(from));
    if (source->size() > bundle_limits::bundle_bytes_max)
        return failure(ErrorKind::Invalid, "This file is too long for a bundle.");
    MAHALLA_TRY(const auto target, disk_.create(to));
    Hasher hasher;
    TransportProgress state{0, source->size(), std::nullopt, {}};
    for (;;) {
        MAHALLA_TRY(const Bytes bytes, source->read(piece_bytes));
        if (bytes.empty()) break;
        hasher.add(bytes);
        if (auto written = target->write(bytes); !written) return tl::unexpected(written.error());
        state.bytes_done += bytes.size();
        if (progress && !progress(state)) return failure(ErrorKind::Unavailable, "Copying was stopped.");
    }
    const Hash hash = hasher.finish();
    if (expected && hash != *expected) return failure(ErrorKind::Corrupt, "The bundle changed since it was written.");
    if (auto synced = target->sync(); !synced) return tl::unexpected(synced.error());
    std::filesystem::path part = to;
    part += ".part";
    MAHALLA_TRY(const Hash on_medium, hash_of_file(disk_, part));
    if (on_medium != hash)
        return failure(ErrorKind::Unavailable,
                       "The medium did not keep what was written. Try another stick; nothing was lost.");
    if (auto finished = target->finish(); !finished) return tl::unexpected(finished.error());
    return hash;
}

} // namespace mahalla
