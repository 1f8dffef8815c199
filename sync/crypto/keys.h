#pragma once
#include "base/id.h"
#include "crypto/secret.h"

#include <array>
#include <optional>

namespace mahalla {

/// BLAKE2b-128 of a public key: names it in headers.
using KeyId = Id<struct KeyKind>;

/// What a signature is for; it is part of what is signed, so that a signature made for one thing never serves another.
enum class SignaturePurpose : std::uint8_t {
    Event = 1,
    Charter = 2,
    Certificate = 3,
    EnrolmentRequest = 4,
    Bundle = 5,
    Receipt = 6,
    Release = 7,
    ServerLogin = 8,
    ServerGreeting = 9,
    EnrolmentReply = 10,
    Sums = 11,
};

struct Signature {
    std::array<std::uint8_t, 64> bytes{};
    static Result<Signature> from_bytes(ByteView view);
    auto operator<=>(const Signature&) const = default;
};

/// An Ed25519 public key: who signed.
struct SigningPublicKey {
    std::array<std::uint8_t, 32> bytes{};

    static Result<SigningPublicKey> from_bytes(ByteView view);
    KeyId id() const;
    /// The device whose events this key signs.
    DeviceId device() const;
    /// True where `signature` was made by this key for this purpose over exactly these bytes.
    bool verifies(SignaturePurpose purpose, ByteView message, const Signature& signature) const;
    auto operator<=>(const SigningPublicKey&) const = default;
};

/// An X25519 public key: who can open.
struct BoxPublicKey {
    std::array<std::uint8_t, 32> bytes{};

    static Result<BoxPublicKey> from_bytes(ByteView view);
    KeyId id() const;
    /// Bytes that only the holder of the key pair can open, 48 longer than `secret`. Who sealed them stays unknown.
    /// Fails with `Invalid` where the public key is not a point one can seal to.
    Result<Bytes> seal(ByteView secret) const;
    /// False for the few points to which nothing can be sealed; whoever accepts a key from outside asks.
    bool is_usable() const { return seal({}).has_value(); }
    auto operator<=>(const BoxPublicKey&) const = default;
};

/// An Ed25519 key pair.
class SigningKeyPair {
public:
    static constexpr std::size_t seed_bytes = 32;

    static SigningKeyPair generate();
    /// The same seed gives the same pair. Fails with `Invalid` unless the seed has 32 bytes.
    static Result<SigningKeyPair> from_seed(const Secret& seed);

    const SigningPublicKey& public_key() const { return public_key_; }
    DeviceId device() const { return public_key_.device(); }
    Signature sign(SignaturePurpose purpose, ByteView message) const;
    /// For wrapping; who has it is this signer.
    Secret seed() const;

private:
    SigningKeyPair(SigningPublicKey public_key, Secret secret_key)
        : public_key_(public_key), secret_key_(std::move(secret_key))
    {}
    SigningPublicKey public_key_;
    Secret secret_key_;
};

/// An X25519 key pair. Never made from a signing key.
class BoxKeyPair {
public:
    static constexpr std::size_t seed_bytes = 32;

    static BoxKeyPair generate();
    static Result<BoxKeyPair> from_seed(const Secret& seed);

    const BoxPublicKey& public_key() const { return public_key_; }
    /// What was sealed to the public key. Fails with `Refused` where it was sealed to another or was altered.
    Result<Secret> open(ByteView sealed) const;
    Secret seed() const { return seed_.duplicate(); }

private:
    BoxKeyPair(BoxPublicKey public_key, Secret secret_key, Secret seed)
        : public_key_(public_key), secret_key_(std::move(secret_key)), seed_(std::move(seed))
    {}
    BoxPublicKey public_key_;
    Secret secret_key_;
    Secret seed_;
};

/// Bytes that two people read to each other: six groups of five digits, "40512 88213 …", out of the hash of `bytes`
/// (99 bits).
std::string fingerprint_of(ByteView bytes);

} // namespace mahalla
