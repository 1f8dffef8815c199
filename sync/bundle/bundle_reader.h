#pragma once
#include "base/disk.h"
#include "bundle/bundle_header.h"
#include "bundle/bundle_manifest.h"

#include <optional>

namespace mahalla {

/// Takes what a bundle holds, item by item. A failure ends the reading.
class BundleSink {
public:
    virtual ~BundleSink() = default;
    virtual Result<void> manifest(const BundleManifest& /*manifest*/) { return {}; }
    /// `bytes` are authenticated as the sender's and no longer than `item_bytes_max`; nothing else is known of them.
    virtual Result<void> item(BundlePart part, ByteView bytes) = 0;
};

enum class BundleEnd {
    Complete,
    Truncated, ///< The file ends early; what was read is authentic, what is missing the manifest tells.
};

struct BundleContents {
    BundleEnd end = BundleEnd::Truncated;
    std::optional<BundleManifest> manifest;
    PartCounts counts;
    /// Items of kinds that a newer version of the program adds; passed over.
    std::uint64_t unknown_items = 0;
};

/// Reads one bundle, streaming: at most two frames and one item are in memory, whatever the file says.
///
/// Nothing is decrypted before the sender's signature over the header held, and nothing is handed out before its frame
/// proved authentic, unaltered and in its place. Whether the sender is known is for the caller to judge by `header()`;
/// events carry their own authors' signatures. The format is docs/formats/bundle.md. Safe on hostile bytes. One thread.
class BundleReader {
public:
    /// Reads and checks the header. Fails with `Corrupt` where the file is no bundle or its signature does not hold,
    /// and with `Invalid` where a newer version wrote it.
    static Result<BundleReader> open(std::unique_ptr<DiskReader> file);

    const BundleHeader& header() const { return header_; }

    /// Opens the stream's key. Fails with `Refused` where the bundle is not for this recipient.
    Result<void> unlock(const BoxKeyPair& recipient);

    /// Hands everything to `sink`, in the order of the file; to be called once, after `unlock`. Fails with `Corrupt`
    /// where anything was altered, left out, doubled, moved or appended, and with what `sink` fails with. A sink that
    /// must not take half a damaged bundle reads it twice: once to verify, once to apply.
    Result<BundleContents> read(BundleSink& sink);

private:
    BundleReader(std::unique_ptr<DiskReader> file, BundleHeader header, Hash header_hash);
    Result<std::optional<Bytes>> next_sealed_frame();
    Result<void> take_frame(ByteView plain, BundleSink& sink);
    Result<void> take_items(BundlePart part, ByteView content, BundleSink& sink);
    Result<void> take_piece(BundlePart part, std::uint8_t form, ByteView content, BundleSink& sink);
    Result<void> hand_over(BundlePart part, ByteView item, BundleSink& sink);
    Result<void> take_trailer(ByteView content);

    std::unique_ptr<DiskReader> file_;
    BundleHeader header_;
    Hash header_hash_;
    std::optional<StreamOpener> opener_;
    BundleContents contents_;
    std::uint64_t frames_ = 0;
    /// The item that is being put together of pieces.
    std::optional<BundlePart> piece_part_;
    Bytes piece_;
};

} // namespace mahalla
