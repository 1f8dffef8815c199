#pragma once
#include "bundle/bundle_part.h"
#include "crypto/keys.h"
#include "crypto/stream_cipher.h"

#include <vector>

namespace mahalla {

/// What everybody who carries a bundle sees of it: random ids, keys, sizes; no person, place, form or time.
struct BundleHeader {
    struct Slot {
        KeyId recipient;
        /// The stream's key, sealed to the recipient.
        std::array<std::uint8_t, 80> sealed_key{};
        bool operator==(const Slot&) const = default;
    };

    ProjectId project;
    BundleId bundle;
    SigningPublicKey sender;
    std::uint64_t charter_version = 0;
    /// One to 64, each recipient once.
    std::vector<Slot> recipients;
    /// Binds the stream to its key: without it one file could open to two texts under two keys.
    Hash key_commitment;
    StreamHeader stream{};

    bool operator==(const BundleHeader&) const = default;

    static constexpr std::uint16_t version = 1;
    /// Magic, version, length, fields: what is signed. Then the signature.
    static constexpr std::size_t encoded_bytes_max = 16'384;

    Bytes encode() const;
    /// Fails with `Corrupt` where the bytes are no header, `Invalid` where a newer version wrote them.
    static Result<BundleHeader> decode(ByteView bytes);
    /// The first bytes of a file, magic to length: enough to know how long the header is.
    static constexpr std::size_t prefix_bytes = 14;
    static Result<std::size_t> encoded_bytes(ByteView prefix);
};

/// What the stream's key is committed to by.
Hash bundle_key_commitment(const Secret& key);

/// Whether a file that begins so claims to be a bundle.
bool begins_bundle(ByteView beginning);

} // namespace mahalla
