#pragma once
#include "crypto/secret.h"

namespace mahalla {

/// Symmetric sealing under a key of ours (XChaCha20-Poly1305, random nonce, `nonce 24 | ciphertext | tag 16`).
///
/// `context` is bound to the result but not stored in it: the place where the box belongs (a table, a record, a
/// header), so that a box moved elsewhere does not open.

constexpr std::size_t box_key_bytes = 32;
constexpr std::size_t box_overhead_bytes = 24 + 16;

/// A fresh random key.
Secret new_box_key();

/// `key` has 32 bytes.
Bytes seal_box(const Secret& key, ByteView plain, ByteView context);

/// Fails with `Corrupt` where the box was made under another key or context, or was altered; nothing tells which.
Result<Bytes> open_box(const Secret& key, ByteView box, ByteView context);
/// The same into memory that is there already, for a box of exactly that much; false where `open_box` would fail.
bool open_box_into(std::span<std::uint8_t> plain, const Secret& key, ByteView box, ByteView context);
/// The same for what must not leave locked memory.
Result<Secret> open_secret_box(const Secret& key, ByteView box, ByteView context);

/// The key number `number` for the purpose `context` (eight characters) out of a master key of 32 bytes (crypto_kdf).
Secret derived_key(const Secret& master, std::uint64_t number, const char (&context)[9]);

} // namespace mahalla
