#include "crypto/attachment.h"

#include "base/text.h"
#include "crypto/event_content.h"
#include "crypto/hash.h"
#include "crypto/secret_box.h"

#include <algorithm>

namespace mahalla {

namespace {

using attachment_limits::piece_content_bytes;

constexpr std::uint8_t descriptor_version = 1;
constexpr std::string_view id_purpose = "mahalla attachment 1";
constexpr std::string_view piece_purpose = "mahalla attachment piece 1";
static_assert(AttachmentDescriptor::key_bytes == box_key_bytes);
static_assert(AttachmentDescriptor::content_bytes_max / piece_content_bytes == AttachmentDescriptor::pieces_max);

tl::unexpected<Error> damaged()
{
    return failure(ErrorKind::Corrupt, "A piece of a file is damaged or is another one.");
}

std::uint64_t padded_bytes_of(std::uint64_t content_bytes)
{
    return padded_size(static_cast<std::size_t>(std::max<std::uint64_t>(content_bytes, 1)));
}

/// How long the padded content of one piece is.
std::size_t piece_bytes_of(std::uint64_t content_bytes, std::size_t number)
{
    const std::uint64_t begin = std::uint64_t{number} * piece_content_bytes;
    return static_cast<std::size_t>(
        std::min<std::uint64_t>(piece_content_bytes, padded_bytes_of(content_bytes) - begin));
}

/// What a piece is bound to.
Bytes place_of(std::uint64_t content_bytes, std::size_t number, std::size_t count)
{
    ByteWriter writer;
    writer.raw(as_bytes(piece_purpose));
    writer.u64(content_bytes);
    writer.u32(static_cast<std::uint32_t>(number));
    writer.u32(static_cast<std::uint32_t>(count));
    writer.u8(number + 1 == count ? 1 : 0);
    return writer.take();
}

bool is_media_type(std::string_view text)
{
    return !text.empty() && text.size() <= AttachmentDescriptor::media_type_bytes_max &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

bool is_within_limits(const AttachmentDescriptor& descriptor)
{
    return is_attachment_name(descriptor.name) && is_media_type(descriptor.media_type) &&
           descriptor.content_bytes <= AttachmentDescriptor::content_bytes_max &&
           descriptor.key.size() == AttachmentDescriptor::key_bytes &&
           descriptor.pieces.size() == attachment_pieces_of(descriptor.content_bytes);
}

/// Fills `part` from the reader. Fails with `Invalid` where the file ends before.
Result<void> read_exactly(DiskReader& content, std::span<std::uint8_t> part)
{
    while (!part.empty()) {
        MAHALLA_TRY(Bytes read, content.read(part.size()));
        if (read.empty() || read.size() > part.size())
            return failure(ErrorKind::Invalid, "The file became shorter while it was read. Attach it again.");
        std::ranges::copy(read, part.begin());
        part = part.subspan(read.size());
        wipe(read);
    }
    return {};
}

} // namespace

bool is_attachment_name(std::string_view name)
{
    const auto is_allowed = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte != 0x7f && c != '/' && c != '\\';
    };
    return !name.empty() && name.size() <= AttachmentDescriptor::name_bytes_max && name != "." && name != ".." &&
           is_valid_utf8(name) && std::ranges::all_of(name, is_allowed);
}

std::size_t attachment_pieces_of(std::uint64_t content_bytes)
{
    return static_cast<std::size_t>((padded_bytes_of(content_bytes) + piece_content_bytes - 1) / piece_content_bytes);
}

Hash AttachmentDescriptor::id() const
{
    ByteWriter writer;
    writer.raw(as_bytes(id_purpose));
    writer.u32(static_cast<std::uint32_t>(pieces.size()));
    for (const Hash& piece : pieces) writer.raw(piece.bytes);
    return hash_of(writer.bytes());
}

Result<Bytes> AttachmentDescriptor::encode() const
{
    if (!is_within_limits(*this))
        return failure(ErrorKind::Invalid, "A file's name, size or pieces are beyond limits.");
    ByteWriter writer;
    writer.u8(descriptor_version);
    writer.raw(key.view());
    writer.u64(content_bytes);
    writer.sized(as_bytes(name));
    writer.sized(as_bytes(media_type));
    writer.u32(static_cast<std::uint32_t>(pieces.size()));
    for (const Hash& piece : pieces) writer.raw(piece.bytes);
    return writer.take();
}

Result<AttachmentDescriptor> AttachmentDescriptor::decode(ByteView bytes)
{
    const auto corrupt = [] {
        return failure(ErrorKind::Corrupt, "What an event says of its file is not well formed.");
    };
    ByteReader reader(bytes);
    const std::uint8_t version = reader.u8();
    if (!reader.ok()) return corrupt();
    if (version > descriptor_version)
        return failure(ErrorKind::Refused, "A newer version of the program attached this file; update this one.");
    const ByteView key = reader.raw(key_bytes);
    AttachmentDescriptor descriptor;
    descriptor.content_bytes = reader.u64();
    descriptor.name = reader.sized_text(name_bytes_max);
    descriptor.media_type = reader.sized_text(media_type_bytes_max);
    const std::size_t count = reader.u32();
    if (!reader.ok() || version != descriptor_version || count > pieces_max) return corrupt();
    for (std::size_t i = 0; i < count; ++i) {
        const auto hash = Hash::from_bytes(reader.raw(Hash{}.bytes.size()));
        if (!hash) return corrupt();
        descriptor.pieces.push_back(*hash);
    }
    if (!reader.finished()) return corrupt();
    descriptor.key = Secret::copy_of(key);
    if (!is_within_limits(descriptor)) return corrupt();
    return descriptor;
}

Result<AttachmentDescriptor> seal_attachment(DiskReader& content, std::uint64_t content_bytes, std::string name,
                                             std::string media_type, const SealedPieceSink& sink)
{
    if (!is_attachment_name(name))
        return failure(ErrorKind::Invalid, "A file's name has 1 to 255 bytes, no slashes and no control characters.");
    if (!is_media_type(media_type)) return failure(ErrorKind::Invalid, "The media type of a file is none.");
    if (content_bytes > AttachmentDescriptor::content_bytes_max)
        return failure(ErrorKind::Invalid, "The file is longer than the 1 GiB that can be attached.");
    AttachmentDescriptor descriptor;
    descriptor.name = std::move(name);
    descriptor.media_type = std::move(media_type);
    descriptor.content_bytes = content_bytes;
    descriptor.key = new_box_key();
    const std::size_t count = attachment_pieces_of(content_bytes);
    for (std::size_t number = 0; number < count; ++number) {
        Bytes plain(piece_bytes_of(content_bytes, number));
        const std::uint64_t begin = std::uint64_t{number} * piece_content_bytes;
        const std::uint64_t left = content_bytes > begin ? content_bytes - begin : 0;
        const auto part = std::span(plain).first(static_cast<std::size_t>(std::min<std::uint64_t>(plain.size(), left)));
        auto read = read_exactly(content, part);
        const Bytes sealed = read ? seal_box(descriptor.key, plain, place_of(content_bytes, number, count)) : Bytes();
        wipe(plain);
        if (!read) return tl::unexpected(read.error());
        descriptor.pieces.push_back(hash_of(sealed));
        if (auto taken = sink(descriptor.pieces.back(), sealed); !taken) return tl::unexpected(taken.error());
    }
    MAHALLA_TRY(const Bytes beyond, content.read(1));
    if (!beyond.empty())
        return failure(ErrorKind::Invalid, "The file became longer while it was read. Attach it again.");
    return descriptor;
}

Result<Bytes> open_attachment_piece(const AttachmentDescriptor& descriptor, std::size_t number, ByteView sealed)
{
    const std::size_t count = descriptor.pieces.size();
    if (number >= count || hash_of(sealed) != descriptor.pieces[number]) return damaged();
    auto plain = open_box(descriptor.key, sealed, place_of(descriptor.content_bytes, number, count));
    if (!plain || plain->size() != piece_bytes_of(descriptor.content_bytes, number)) return damaged();
    const std::uint64_t begin = std::uint64_t{number} * piece_content_bytes;
    const std::uint64_t left = descriptor.content_bytes > begin ? descriptor.content_bytes - begin : 0;
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(plain->size(), left));
    // Padding that says something would be a place to hide something in.
    const bool is_padded_with_zeros = std::all_of(plain->begin() + static_cast<std::ptrdiff_t>(size), plain->end(),
                                                  [](auto byte) { return byte == 0; });
    if (!is_padded_with_zeros) {
        wipe(*plain);
        return damaged();
    }
    plain->resize(size);
    return *std::move(plain);
}

} // namespace mahalla
