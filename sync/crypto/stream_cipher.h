#pragma once
#include "crypto/secret.h"

#include <array>

namespace mahalla {

/// A long text sealed piece by piece (libsodium's secretstream, XChaCha20-Poly1305): pieces cannot be altered, left
/// out, doubled or put in another order, and the last one is marked, so that an early end shows.
///
/// `context` is bound to each piece but not stored with it. One thread at a time.

constexpr std::size_t stream_key_bytes = 32;
/// How much longer a sealed piece is.
constexpr std::size_t stream_overhead_bytes = 17;
using StreamHeader = std::array<std::uint8_t, 24>;

enum class StreamPiece : std::uint8_t { More, Last };

class StreamSealer {
public:
    /// `key` has 32 bytes and seals one stream only.
    explicit StreamSealer(const Secret& key);

    /// Stands before the stream, in the clear.
    const StreamHeader& header() const { return header_; }
    Bytes seal(ByteView plain, ByteView context, StreamPiece piece);

private:
    StreamHeader header_{};
    Secret state_;
};

class StreamOpener {
public:
    struct Opened {
        Bytes plain;
        StreamPiece piece = StreamPiece::More;
    };

    StreamOpener(const Secret& key, const StreamHeader& header);

    /// The next piece. Fails with `Corrupt` where it is not the one that was sealed at this place, under this key and
    /// context; the opener then stays at its place.
    Result<Opened> open(ByteView sealed, ByteView context);

private:
    Secret state_;
};

} // namespace mahalla
