#pragma once
#include "base/disk.h"
#include "bundle/bundle_header.h"
#include "bundle/bundle_manifest.h"
#include "crypto/hash.h"

namespace mahalla {

struct BundleSpecification {
    ProjectId project;
    /// Random; also the file's name, which says nothing else.
    BundleId id;
    std::uint64_t charter_version = 0;
    /// Who can open it: one to 64, each once.
    std::vector<BoxPublicKey> recipients;
};

/// A bundle that lies on the medium, whole and checked.
struct WrittenBundle {
    std::filesystem::path path;
    BundleId id;
    std::uint64_t bytes = 0;
    /// BLAKE2b-256 of the file.
    Hash hash;
};

/// Writes one bundle, streaming: at most two frames are in memory.
///
/// Nothing is there under the bundle's name before `finish` succeeded; what was begun and not finished is removed. The
/// format is docs/formats/bundle.md. One thread.
class BundleWriter {
public:
    /// Begins `<id>.mahalla` in `folder`. Fails with `Invalid` where the recipients are none, too many, doubled or no
    /// keys, and with `Unavailable` where the medium does not answer.
    static Result<BundleWriter> create(Disk& disk, const std::filesystem::path& folder,
                                       const BundleSpecification& specification, const SigningKeyPair& sender,
                                       const BundleManifest& manifest);
    BundleWriter(BundleWriter&&) = default;
    BundleWriter& operator=(BundleWriter&&) = default;

    /// Adds one item. Fails with `Invalid` where it is longer than its kind may be or the bundle would be longer than
    /// `bundle_bytes_max`, and with `Unavailable` where the medium is full or does not answer.
    Result<void> add(BundlePart part, ByteView item);

    /// Writes the end, brings everything to the medium, reads it again, compares, and only then gives the file its
    /// name. Fails with `Invalid` where the items are others than the manifest promised, with `Unavailable` where the
    /// medium did not keep what was written. After success the stick may be removed.
    Result<WrittenBundle> finish();

    std::uint64_t bytes_written() const { return bytes_written_; }

private:
    BundleWriter(Disk& disk, std::filesystem::path path, BundleId id, StreamSealer sealer, PartCounts promised);
    Result<void> write(ByteView bytes);
    Result<void> write_frame(std::uint8_t kind, std::uint8_t form, ByteView content, StreamPiece piece);
    Result<void> flush();
    Result<void> add_in_pieces(BundlePart part, ByteView item);

    Disk* disk_;
    std::filesystem::path path_;
    BundleId id_;
    std::unique_ptr<DiskWriter> file_;
    StreamSealer sealer_;
    Hash header_hash_;
    PartCounts promised_;
    PartCounts counts_;
    BundlePart waiting_part_ = BundlePart::Event;
    Bytes waiting_;
    std::uint64_t frames_ = 0;
    std::uint64_t bytes_written_ = 0;
    std::unique_ptr<Hasher> hasher_;
};

} // namespace mahalla
