#include "store/backup_file.h"

#include "crypto/hash.h"
#include "crypto/stream_cipher.h"

namespace mahalla {

namespace {

constexpr std::string_view magic = "MHVB";
constexpr std::uint8_t format_version = 1;
constexpr std::size_t wrapped_key_bytes = stream_key_bytes + box_overhead_bytes;
constexpr std::size_t prefix_bytes = 4 + 1 + 4;
/// Each piece: its length, then so many bytes of the database, then zeros; the last says how many.
constexpr std::size_t plain_bytes = 4 + BackupFile::piece_bytes;
constexpr std::size_t sealed_bytes = plain_bytes + stream_overhead_bytes;

tl::unexpected<Error> no_backup()
{
    return failure(ErrorKind::Corrupt, "This file is no backup of a vault, or it is damaged.");
}

tl::unexpected<Error> is_stopped() { return failure(ErrorKind::Refused, "The backup was stopped. Begin it again."); }

/// The clear part and what follows from it.
struct Opened {
    std::unique_ptr<DiskReader> file;
    Bytes header;
    Bytes wrapped_key;
    StreamHeader stream{};
    Hash clear_hash;
};

Result<Opened> open_file(Disk& disk, const std::filesystem::path& path)
{
    Opened opened;
    MAHALLA_TRY(opened.file, disk.open(path));
    MAHALLA_TRY(Bytes clear, opened.file->read(prefix_bytes));
    ByteReader prefix(clear);
    if (as_text(prefix.raw(magic.size())) != magic || !prefix.ok()) return no_backup();
    if (prefix.u8() != format_version)
        return failure(ErrorKind::Refused, "This backup was written by a newer version of this program. Install that.");
    const std::size_t header_bytes = prefix.u32();
    if (!prefix.ok() || header_bytes == 0 || header_bytes > StoreHeader::bytes_max) return no_backup();
    MAHALLA_TRY(opened.header, opened.file->read(header_bytes));
    MAHALLA_TRY(opened.wrapped_key, opened.file->read(wrapped_key_bytes));
    MAHALLA_TRY(const Bytes stream, opened.file->read(opened.stream.size()));
    if (stream.size() != opened.stream.size()) return no_backup();
    std::copy(stream.begin(), stream.end(), opened.stream.begin());
    clear.insert(clear.end(), opened.header.begin(), opened.header.end());
    opened.clear_hash = hash_of(clear);
    return opened;
}

Result<Hash> hash_of_file(Disk& disk, const std::filesystem::path& path)
{
    MAHALLA_TRY(const auto reader, disk.open(path));
    Hasher hasher;
    for (;;) {
        MAHALLA_TRY(const Bytes part, reader->read(BackupFile::piece_bytes));
        if (part.empty()) return hasher.finish();
        hasher.add(part);
    }
}

/// Gives the file its name only where the medium holds what was written.
Result<void> check_what_lies_there(Disk& disk, const std::filesystem::path& path, const Hash& written)
{
    std::filesystem::path part = path;
    part += ".part";
    MAHALLA_TRY(const Hash on_medium, hash_of_file(disk, part));
    if (on_medium == written) return {};
    return failure(ErrorKind::Unavailable, "The medium did not keep what was written. Try another; nothing was lost.");
}

} // namespace

Result<void> BackupFile::write(Disk& disk, const std::filesystem::path& path, const StoreHeader& header,
                               std::optional<Keyring> keys, const std::filesystem::path& database,
                               const std::atomic<bool>& stopped)
{
    MAHALLA_TRY(const auto reader, disk.open(database));
    MAHALLA_TRY(const auto writer, disk.create(path));
    Hasher written;
    const auto put = [&](ByteView bytes) {
        written.add(bytes);
        return writer->write(bytes);
    };
    ByteWriter clear;
    clear.raw(as_bytes(magic));
    clear.u8(format_version);
    clear.u32(static_cast<std::uint32_t>(header.bytes().size()));
    clear.raw(header.bytes());
    const Hash context = hash_of(clear.bytes());
    std::optional<StreamSealer> sealer;
    {
        const Secret key = Secret::random(stream_key_bytes);
        sealer.emplace(key);
        clear.raw(seal_box(keys->backups, key.view(), context.bytes));
    }
    keys.reset();
    clear.raw(sealer->header());
    if (auto done = put(clear.bytes()); !done) return done;

    const std::uint64_t size = reader->size();
    std::uint64_t read = 0;
    do {
        if (stopped.load()) return is_stopped();
        MAHALLA_TRY(const Bytes part, reader->read(piece_bytes));
        read += part.size();
        const bool is_last = read >= size || part.empty();
        ByteWriter plain;
        plain.u32(static_cast<std::uint32_t>(part.size()));
        plain.raw(part);
        Bytes padded_plain = plain.take();
        padded_plain.resize(plain_bytes);
        if (auto done = put(sealer->seal(padded_plain, context.bytes, is_last ? StreamPiece::Last : StreamPiece::More));
            !done)
            return done;
        if (is_last) break;
    } while (true);
    sealer.reset(); // a slow disk takes its time now
    if (auto synced = writer->sync(); !synced) return synced;
    if (auto checked = check_what_lies_there(disk, path, written.finish()); !checked) return checked;
    return writer->finish();
}

Result<void> BackupFile::carry(Disk& disk, const std::filesystem::path& from, const std::filesystem::path& to,
                               const std::atomic<bool>& stopped, bool& may_lie_there)
{
    MAHALLA_TRY(const auto reader, disk.open(from));
    MAHALLA_TRY(const auto writer, disk.create(to));
    Hasher written;
    for (;;) {
        if (stopped.load()) return is_stopped();
        MAHALLA_TRY(const Bytes part, reader->read(piece_bytes));
        if (part.empty()) break;
        written.add(part);
        if (auto put = writer->write(part); !put) return put;
    }
    if (auto synced = writer->sync(); !synced) return synced;
    if (auto checked = check_what_lies_there(disk, to, written.finish()); !checked) return checked;
    if (stopped.load()) return is_stopped();
    may_lie_there = true;
    return writer->finish();
}

Result<BackupFile::Seen> BackupFile::look(Disk& disk, const std::filesystem::path& path)
{
    MAHALLA_TRY(const Opened opened, open_file(disk, path));
    MAHALLA_TRY(const StoreHeader header, StoreHeader::parse(StoreKind::Vault, opened.header));
    return Seen{header.store_id(), opened.header};
}

bool BackupFile::ends_in_front(Disk& disk, const std::filesystem::path& path)
{
    const auto file = disk.open(path);
    if (!file) return false;
    const auto clear = (*file)->read(prefix_bytes);
    if (!clear) return false;
    if (clear->size() < prefix_bytes) return as_text(*clear).substr(0, magic.size()) == magic.substr(0, clear->size());
    ByteReader prefix(*clear);
    if (as_text(prefix.raw(magic.size())) != magic || prefix.u8() != format_version) return false;
    const std::uint64_t header_bytes = prefix.u32();
    return (*file)->size() < prefix_bytes + header_bytes + wrapped_key_bytes + StreamHeader().size();
}

Result<void> BackupFile::read(Disk& disk, const std::filesystem::path& path, const Keyring& keys,
                              const std::filesystem::path& database)
{
    MAHALLA_TRY(const Opened opened, open_file(disk, path));
    MAHALLA_TRY(const Secret key, open_secret_box(keys.backups, opened.wrapped_key, opened.clear_hash.bytes));
    if (key.size() != stream_key_bytes) return no_backup();
    StreamOpener opener(key, opened.stream);
    MAHALLA_TRY(const auto writer, disk.create(database));
    for (;;) {
        MAHALLA_TRY(const Bytes sealed, opened.file->read(sealed_bytes));
        MAHALLA_TRY(const StreamOpener::Opened piece, opener.open(sealed, opened.clear_hash.bytes));
        ByteReader plain(piece.plain);
        const std::size_t count = plain.u32();
        const ByteView part = plain.raw(count);
        if (!plain.ok()) return no_backup();
        if (auto written = writer->write(part); !written) return written;
        if (piece.piece == StreamPiece::Last) break;
    }
    MAHALLA_TRY(const Bytes rest, opened.file->read(1));
    if (!rest.empty()) return no_backup();
    return writer->finish();
}

} // namespace mahalla
