#include "bundle/bundle_reader.h"

#include "base/check.h"
#include "bundle/bundle_frame.h"
#include "crypto/hash.h"

#include <algorithm>

namespace mahalla {

namespace {

tl::unexpected<Error> damaged()
{
    return failure(ErrorKind::Corrupt, "The bundle is damaged; nothing of it was taken. Ask for it again.");
}

tl::unexpected<Error> no_bundle()
{
    return failure(ErrorKind::Corrupt, "This file is no bundle, or its beginning is damaged.");
}

/// Exactly `count` bytes, or fewer at the end of the file.
Result<Bytes> read_up_to(DiskReader& file, std::size_t count)
{
    Bytes bytes;
    while (bytes.size() < count) {
        MAHALLA_TRY(const Bytes part, file.read(count - bytes.size()));
        if (part.empty()) break;
        bytes.insert(bytes.end(), part.begin(), part.end());
    }
    return bytes;
}

} // namespace

BundleReader::BundleReader(std::unique_ptr<DiskReader> file, BundleHeader header, Hash header_hash)
    : file_(std::move(file)), header_(std::move(header)), header_hash_(header_hash)
{}

Result<BundleReader> BundleReader::open(std::unique_ptr<DiskReader> file)
{
    MAHALLA_TRY(Bytes bytes, read_up_to(*file, BundleHeader::prefix_bytes));
    MAHALLA_TRY(const std::size_t length, BundleHeader::encoded_bytes(bytes));
    MAHALLA_TRY(const Bytes rest, read_up_to(*file, length - bytes.size()));
    bytes.insert(bytes.end(), rest.begin(), rest.end());
    MAHALLA_TRY(auto header, BundleHeader::decode(bytes));
    MAHALLA_TRY(const Bytes signature_bytes, read_up_to(*file, Signature{}.bytes.size()));
    const auto signature = Signature::from_bytes(signature_bytes);
    if (!signature || !header.sender.verifies(SignaturePurpose::Bundle, bytes, *signature)) return no_bundle();
    return BundleReader(std::move(file), std::move(header), hash_of(bytes));
}

Result<void> BundleReader::unlock(const BoxKeyPair& recipient)
{
    const KeyId id = recipient.public_key().id();
    const auto slot = std::find_if(header_.recipients.begin(), header_.recipients.end(),
                                   [&](const BundleHeader::Slot& candidate) { return candidate.recipient == id; });
    if (slot == header_.recipients.end()) return failure(ErrorKind::Refused, "This bundle is for somebody else.");
    MAHALLA_TRY(const Secret key, recipient.open(slot->sealed_key));
    if (key.size() != stream_key_bytes || bundle_key_commitment(key) != header_.key_commitment)
        return failure(ErrorKind::Refused, "The key of this bundle is not the one its sender committed to.");
    opener_.emplace(key, header_.stream);
    return {};
}

Result<BundleContents> BundleReader::read(BundleSink& sink)
{
    MAHALLA_CHECK(opener_);
    for (;;) {
        MAHALLA_TRY(const auto sealed, next_sealed_frame());
        if (!sealed) return contents_;
        const auto opened = opener_->open(*sealed, header_hash_.bytes);
        if (!opened || opened->plain.size() < bundle_frame::prefix_bytes) return damaged();
        const bool is_trailer = opened->plain.front() == bundle_frame::trailer_kind;
        if (is_trailer != (opened->piece == StreamPiece::Last)) return damaged();
        if (auto taken = take_frame(opened->plain, sink); !taken) return tl::unexpected(taken.error());
        if (!is_trailer) continue;
        MAHALLA_TRY(const Bytes after, file_->read(1));
        if (!after.empty()) return damaged();
        contents_.end = BundleEnd::Complete;
        return contents_;
    }
}

/// None at the end of the file, wherever it comes.
Result<std::optional<Bytes>> BundleReader::next_sealed_frame()
{
    MAHALLA_TRY(const Bytes length_bytes, read_up_to(*file_, 4));
    ByteReader reader(length_bytes);
    const std::size_t length = reader.u32();
    if (!reader.ok()) return std::optional<Bytes>();
    // Checked before a byte of it is read: no length from outside decides how much memory is taken.
    if (length < stream_overhead_bytes || length > bundle_limits::frame_plain_bytes_max + stream_overhead_bytes)
        return damaged();
    MAHALLA_TRY(Bytes sealed, read_up_to(*file_, length));
    if (sealed.size() < length) return std::optional<Bytes>();
    return std::optional<Bytes>(std::move(sealed));
}

Result<void> BundleReader::take_frame(ByteView plain, BundleSink& sink)
{
    const std::uint8_t kind = plain[0];
    const std::uint8_t form = plain[1];
    const ByteView content = plain.subspan(bundle_frame::prefix_bytes);
    if (form > bundle_frame::last_piece) return damaged();
    // The manifest comes first, and once.
    if ((kind == bundle_frame::manifest_kind) != (frames_ == 0)) return damaged();
    const auto part = static_cast<BundlePart>(kind);
    if (piece_part_ && (part != *piece_part_ || form == bundle_frame::whole_items)) return damaged();

    if (kind == bundle_frame::trailer_kind) return take_trailer(content);
    ++frames_;
    if (kind == bundle_frame::manifest_kind) {
        MAHALLA_TRY(contents_.manifest, BundleManifest::decode(content));
        return sink.manifest(*contents_.manifest);
    }
    if (form == bundle_frame::whole_items) return take_items(part, content, sink);
    return take_piece(part, form, content, sink);
}

Result<void> BundleReader::take_items(BundlePart part, ByteView content, BundleSink& sink)
{
    ByteReader reader(content);
    while (reader.ok() && reader.left() > 0) {
        const ByteView item = reader.sized(item_bytes_max(part));
        if (!reader.ok()) return damaged();
        if (auto taken = hand_over(part, item, sink); !taken) return taken;
    }
    if (!reader.finished()) return damaged();
    return {};
}

Result<void> BundleReader::take_piece(BundlePart part, std::uint8_t form, ByteView content, BundleSink& sink)
{
    if (content.empty() || piece_.size() + content.size() > item_bytes_max(part)) return damaged();
    piece_part_ = part;
    piece_.insert(piece_.end(), content.begin(), content.end());
    if (form == bundle_frame::piece) return {};
    piece_part_.reset();
    const Bytes item = std::exchange(piece_, {});
    return hand_over(part, item, sink);
}

Result<void> BundleReader::hand_over(BundlePart part, ByteView item, BundleSink& sink)
{
    ++contents_.counts[part];
    if (is_known(part)) return sink.item(part, item);
    ++contents_.unknown_items;
    return {};
}

Result<void> BundleReader::take_trailer(ByteView content)
{
    MAHALLA_TRY(const auto trailer, BundleTrailer::decode(content));
    const bool agrees = trailer.frames == frames_ && trailer.counts == contents_.counts && contents_.manifest &&
                        contents_.manifest->counts == contents_.counts;
    if (!agrees) return damaged();
    return {};
}

} // namespace mahalla
