#pragma once
#include "base/id.h"
#include "crypto/secret.h"

#include <memory>

namespace mahalla {

/// BLAKE2b-256 of `bytes` (RFC 7693).
Hash hash_of(ByteView bytes);

/// BLAKE2b-256 of `bytes` under a key of 16 to 64 bytes: only who has the key can make it or test a guess.
Hash keyed_hash_of(const Secret& key, ByteView bytes);

/// The BLAKE2b-128 of `bytes` as an id: of keys, and of devices by their signing key.
template <typename IdType> IdType id_of(ByteView bytes);

/// BLAKE2b-256 of what comes in pieces.
class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;

    void add(ByteView bytes);
    /// The hash of all that was added; the hasher is then used up.
    Hash finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

namespace detail {
std::array<std::uint8_t, 16> blake2b_128(ByteView bytes);
}

template <typename IdType> IdType id_of(ByteView bytes) { return *IdType::from_bytes(detail::blake2b_128(bytes)); }

} // namespace mahalla
