#include "bundle/bundle_writer.h"

#include "base/check.h"

#include "bundle/bundle_file.h"
#include "bundle/bundle_frame.h"
#include "crypto/hash.h"

#include <set>

namespace mahalla {

namespace {

/// Items wait for each other up to here, so that a bundle of small events has few frames and a lost one costs little.
constexpr std::size_t waiting_bytes_max = std::size_t{256} << 10U;

Result<std::vector<BundleHeader::Slot>> slots_for(const std::vector<BoxPublicKey>& recipients, const Secret& key)
{
    if (recipients.empty() || recipients.size() > bundle_limits::recipients_max)
        return failure(ErrorKind::Invalid, "A bundle needs one to 64 recipients.");
    std::vector<BundleHeader::Slot> slots;
    std::set<KeyId> seen;
    for (const BoxPublicKey& recipient : recipients) {
        if (!seen.insert(recipient.id()).second)
            return failure(ErrorKind::Invalid, "A recipient of the bundle is given twice.");
        MAHALLA_TRY(const Bytes sealed, recipient.seal(key.view()));
        BundleHeader::Slot slot{recipient.id(), {}};
        MAHALLA_CHECK(sealed.size() == slot.sealed_key.size());
        std::copy(sealed.begin(), sealed.end(), slot.sealed_key.begin());
        slots.push_back(slot);
    }
    return slots;
}

} // namespace

BundleWriter::BundleWriter(Disk& disk, std::filesystem::path path, BundleId id, StreamSealer sealer,
                           PartCounts promised)
    : disk_(&disk), path_(std::move(path)), id_(id), sealer_(std::move(sealer)), promised_(std::move(promised)),
      hasher_(std::make_unique<Hasher>())
{}

Result<BundleWriter> BundleWriter::create(Disk& disk, const std::filesystem::path& folder,
                                          const BundleSpecification& specification, const SigningKeyPair& sender,
                                          const BundleManifest& manifest)
{
    const Bytes manifest_bytes = manifest.encode();
    if (manifest_bytes.size() > bundle_frame::content_bytes_max)
        return failure(ErrorKind::Invalid, "A bundle of events of so many devices must be split.");
    const Secret key = Secret::random(stream_key_bytes);
    BundleHeader header;
    header.project = specification.project;
    header.bundle = specification.id;
    header.sender = sender.public_key();
    header.charter_version = specification.charter_version;
    MAHALLA_TRY(header.recipients, slots_for(specification.recipients, key));
    header.key_commitment = bundle_key_commitment(key);
    StreamSealer sealer(key);
    header.stream = sealer.header();

    BundleWriter writer(disk, folder / bundle_file_name(specification.id), specification.id, std::move(sealer),
                        manifest.counts);
    MAHALLA_TRY(writer.file_, disk.create(writer.path_));
    const Bytes header_bytes = header.encode();
    writer.header_hash_ = hash_of(header_bytes);
    if (auto written = writer.write(header_bytes); !written) return tl::unexpected(written.error());
    if (auto written = writer.write(sender.sign(SignaturePurpose::Bundle, header_bytes).bytes); !written)
        return tl::unexpected(written.error());
    if (auto written = writer.write_frame(bundle_frame::manifest_kind, bundle_frame::whole_items, manifest_bytes,
                                          StreamPiece::More);
        !written)
        return tl::unexpected(written.error());
    return writer;
}

Result<void> BundleWriter::add(BundlePart part, ByteView item)
{
    if (!is_known(part) || item.size() > item_bytes_max(part))
        return failure(ErrorKind::Invalid, "An item is too long for a bundle.");
    if (bytes_written_ + waiting_.size() + item.size() + bundle_limits::frame_plain_bytes_max >
        bundle_limits::bundle_bytes_max)
        return failure(ErrorKind::Invalid, "The bundle is full; write another one.");
    ++counts_[part];
    const std::size_t needed = item.size() + 10;
    if (part != waiting_part_ || waiting_.size() + needed > waiting_bytes_max)
        if (auto flushed = flush(); !flushed) return flushed;
    waiting_part_ = part;
    if (needed > bundle_frame::content_bytes_max) return add_in_pieces(part, item);
    ByteWriter bytes;
    bytes.sized(item);
    waiting_.insert(waiting_.end(), bytes.bytes().begin(), bytes.bytes().end());
    return {};
}

Result<void> BundleWriter::add_in_pieces(BundlePart part, ByteView item)
{
    while (!item.empty()) {
        const ByteView content = item.first(std::min(item.size(), bundle_frame::content_bytes_max));
        item = item.subspan(content.size());
        const auto form = item.empty() ? bundle_frame::last_piece : bundle_frame::piece;
        if (auto written = write_frame(static_cast<std::uint8_t>(part), form, content, StreamPiece::More); !written)
            return written;
    }
    return {};
}

Result<void> BundleWriter::flush()
{
    if (waiting_.empty()) return {};
    const Bytes content = std::exchange(waiting_, {});
    return write_frame(static_cast<std::uint8_t>(waiting_part_), bundle_frame::whole_items, content, StreamPiece::More);
}

Result<void> BundleWriter::write_frame(std::uint8_t kind, std::uint8_t form, ByteView content, StreamPiece piece)
{
    ByteWriter plain;
    plain.u8(kind);
    plain.u8(form);
    plain.raw(content);
    const Bytes sealed = sealer_.seal(plain.bytes(), header_hash_.bytes, piece);
    ByteWriter frame;
    frame.u32(static_cast<std::uint32_t>(sealed.size()));
    frame.raw(sealed);
    ++frames_;
    return write(frame.bytes());
}

Result<void> BundleWriter::write(ByteView bytes)
{
    hasher_->add(bytes);
    bytes_written_ += bytes.size();
    return file_->write(bytes);
}

Result<WrittenBundle> BundleWriter::finish()
{
    if (auto flushed = flush(); !flushed) return tl::unexpected(flushed.error());
    if (counts_ != promised_)
        return failure(ErrorKind::Invalid, "The bundle does not hold what its list of contents says.");
    const BundleTrailer trailer{frames_, counts_};
    if (auto written =
            write_frame(bundle_frame::trailer_kind, bundle_frame::whole_items, trailer.encode(), StreamPiece::Last);
        !written)
        return tl::unexpected(written.error());
    WrittenBundle result{path_, id_, bytes_written_, hasher_->finish()};
    if (auto synced = file_->sync(); !synced) return tl::unexpected(synced.error());
    std::filesystem::path part = path_;
    part += ".part";
    MAHALLA_TRY(const Hash on_medium, hash_of_file(*disk_, part));
    if (on_medium != result.hash)
        return failure(ErrorKind::Unavailable,
                       "The medium did not keep what was written. Try another stick; nothing was lost.");
    if (auto finished = file_->finish(); !finished) return tl::unexpected(finished.error());
    return result;
}

} // namespace mahalla
