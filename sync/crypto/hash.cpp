#include "crypto/hash.h"

#include "crypto/sodium_library.h"

namespace mahalla {

namespace {

template <std::size_t Size> std::array<std::uint8_t, Size> blake2b(ByteView bytes, ByteView key = {})
{
    std::array<std::uint8_t, Size> result{};
    MAHALLA_CHECK(
        crypto_generichash(result.data(), result.size(), bytes.data(), bytes.size(), key.data(), key.size()) == 0);
    return result;
}

} // namespace

Hash hash_of(ByteView bytes) { return Hash{blake2b<32>(bytes)}; }

Hash keyed_hash_of(const Secret& key, ByteView bytes)
{
    MAHALLA_CHECK(key.size() >= crypto_generichash_KEYBYTES_MIN && key.size() <= crypto_generichash_KEYBYTES_MAX);
    return Hash{blake2b<32>(bytes, key.view())};
}

std::array<std::uint8_t, 16> detail::blake2b_128(ByteView bytes) { return blake2b<16>(bytes); }

struct Hasher::State {
    crypto_generichash_state state{};
};

Hasher::Hasher() : state_(std::make_unique<State>())
{
    MAHALLA_CHECK(crypto_generichash_init(&state_->state, nullptr, 0, sizeof(Hash::bytes)) == 0);
}

Hasher::~Hasher() = default;

void Hasher::add(ByteView bytes)
{
    MAHALLA_CHECK(crypto_generichash_update(&state_->state, bytes.data(), bytes.size()) == 0);
}

Hash Hasher::finish()
{
    Hash hash;
    MAHALLA_CHECK(crypto_generichash_final(&state_->state, hash.bytes.data(), hash.bytes.size()) == 0);
    return hash;
}

} // namespace mahalla
