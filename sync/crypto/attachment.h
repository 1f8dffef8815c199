#pragma once
#include "base/disk.h"
#include "base/id.h"
#include "crypto/secret.h"

#include <functional>
#include <string>
#include <vector>

namespace mahalla {

/// What a file attached to a record is, and all that is needed to find its pieces and to open them.
///
/// It holds the file's key and name: it lies nowhere but inside a sealed `Attachment` event and, while the record is a
/// draft, wrapped in the vault. The event's signature covers it, so the author vouches for every piece.
struct AttachmentDescriptor {
    static constexpr std::size_t key_bytes = 32;
    static constexpr std::size_t name_bytes_max = 255;
    static constexpr std::size_t media_type_bytes_max = 127;
    /// A film of half an hour; larger files are for other roads.
    static constexpr std::uint64_t content_bytes_max = std::uint64_t{1} << 30U;
    static constexpr std::size_t pieces_max = 1024;
    /// Larger than any descriptor.
    static constexpr std::size_t encoded_bytes_max = std::size_t{48} << 10U;

    /// As answers name it: one to 255 bytes of UTF-8 without slashes and control characters, neither "." nor "..".
    std::string name;
    /// "image/jpeg": printable ASCII, made from the file's bytes, never from its name.
    std::string media_type;
    /// The true size. What travels is padded.
    std::uint64_t content_bytes = 0;
    /// Fresh for each file, and used for nothing else.
    Secret key;
    /// BLAKE2b-256 of each sealed piece, in order: by these a piece is asked for, recognised and verified alone.
    std::vector<Hash> pieces;

    /// Names the file: the hash of its ciphertext, which is the hash of the list of its pieces' hashes.
    Hash id() const;

    /// The canonical bytes (docs/formats/attachment.md). They hold the key: the caller wipes them. Fails with `Invalid`
    /// where a limit above is broken.
    Result<Bytes> encode() const;
    /// Fails with `Corrupt` for every byte string that `encode` does not write, `Refused` where a newer version of
    /// the program wrote it. Safe on hostile bytes.
    static Result<AttachmentDescriptor> decode(ByteView bytes);
};

/// Whether a file may be called so; see `AttachmentDescriptor::name`.
bool is_attachment_name(std::string_view name);

/// A file sealed in pieces of 1 MiB, each XChaCha20-Poly1305 under the file's own key (secret_box.h: random nonce of 24
/// bytes), with the file's true size, the piece's number, the number of all pieces and whether it is the last as
/// associated data.
///
/// Pieces on their own, rather than one secretstream: a stream opens from its beginning only, while pieces come by
/// several sticks in any order, must be verified when they come, and one photograph of many must be readable when the
/// others are not here. What the stream's chaining would give is given by what surrounds the pieces: size, number,
/// count and end are bound to each (the construction known as STREAM, without its assumption that the reader begins at
/// the start), the fresh key keeps pieces of other files out, and the signed list of hashes fixes every byte. Poly1305
/// does not commit to its key; the list of hashes stands beside the key under one signature, so one file has one text.
///
/// The content is padded with zeros to the steps of events (256 bytes up to 4 KiB, 1 KiB up to 64 KiB, then 64 KiB), so
/// that the exact size of a photograph, by which it could be recognised, does not show. An empty file has one piece.
namespace attachment_limits {
constexpr std::size_t piece_content_bytes = std::size_t{1} << 20U;
constexpr std::size_t sealed_piece_bytes_max = piece_content_bytes + 24 + 16;
} // namespace attachment_limits

/// How many pieces a file of this size has; at least 1.
std::size_t attachment_pieces_of(std::uint64_t content_bytes);

/// Takes the sealed pieces in order. A failure ends the sealing.
using SealedPieceSink = std::function<Result<void>(const Hash& hash, ByteView sealed)>;

/// Seals `content_bytes` bytes of `content` under a fresh key; one piece is in memory at a time, plain and sealed, and
/// the plain one is wiped. Fails with `Invalid` where the file is longer than `content_bytes_max`, its name or media
/// type is none, or `content` gives more or fewer bytes; otherwise as `content` and `sink` fail.
Result<AttachmentDescriptor> seal_attachment(DiskReader& content, std::uint64_t content_bytes, std::string name,
                                             std::string media_type, const SealedPieceSink& sink);

/// The content of piece `number` (from 0), without padding; empty where the piece is padding alone. Fails with
/// `Corrupt` where `sealed` is not that piece. The pieces in order give the file.
Result<Bytes> open_attachment_piece(const AttachmentDescriptor& descriptor, std::size_t number, ByteView sealed);

} // namespace mahalla
