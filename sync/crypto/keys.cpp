#include "crypto/keys.h"

#include "crypto/hash.h"
#include "crypto/sodium_library.h"

#include <algorithm>

namespace mahalla {

namespace {

template <std::size_t Size> Result<std::array<std::uint8_t, Size>> array_of(ByteView view, const char* what)
{
    if (view.size() != Size) return failure(ErrorKind::Invalid, what);
    std::array<std::uint8_t, Size> bytes{};
    std::ranges::copy(view, bytes.begin());
    return bytes;
}

/// What is really signed: "mahalla" and the purpose stand before the message.
Bytes signed_message(SignaturePurpose purpose, ByteView message)
{
    ByteWriter writer;
    writer.raw(as_bytes("mahalla\n"));
    writer.u8(static_cast<std::uint8_t>(purpose));
    writer.raw(message);
    return writer.take();
}

} // namespace

Result<Signature> Signature::from_bytes(ByteView view)
{
    MAHALLA_TRY(const auto bytes, array_of<64>(view, "A signature has 64 bytes."));
    return Signature{bytes};
}

Result<SigningPublicKey> SigningPublicKey::from_bytes(ByteView view)
{
    MAHALLA_TRY(const auto bytes, array_of<32>(view, "A public key has 32 bytes."));
    return SigningPublicKey{bytes};
}

KeyId SigningPublicKey::id() const { return id_of<KeyId>(bytes); }

DeviceId SigningPublicKey::device() const { return id_of<DeviceId>(bytes); }

bool SigningPublicKey::verifies(SignaturePurpose purpose, ByteView message, const Signature& signature) const
{
    require_sodium();
    const Bytes whole = signed_message(purpose, message);
    return crypto_sign_verify_detached(signature.bytes.data(), whole.data(), whole.size(), bytes.data()) == 0;
}

Result<BoxPublicKey> BoxPublicKey::from_bytes(ByteView view)
{
    MAHALLA_TRY(const auto bytes, array_of<32>(view, "A public key has 32 bytes."));
    return BoxPublicKey{bytes};
}

KeyId BoxPublicKey::id() const { return id_of<KeyId>(bytes); }

Result<Bytes> BoxPublicKey::seal(ByteView secret) const
{
    require_sodium();
    Bytes sealed(secret.size() + crypto_box_SEALBYTES);
    if (crypto_box_seal(sealed.data(), secret.data(), secret.size(), bytes.data()) != 0)
        return failure(ErrorKind::Invalid, "A recipient's public key is no usable key. Ask for it again.");
    return sealed;
}

SigningKeyPair SigningKeyPair::generate() { return *from_seed(Secret::random(seed_bytes)); }

Result<SigningKeyPair> SigningKeyPair::from_seed(const Secret& seed)
{
    static_assert(seed_bytes == crypto_sign_SEEDBYTES);
    if (seed.size() != seed_bytes) return failure(ErrorKind::Invalid, "The seed of a signing key has 32 bytes.");
    require_sodium();
    SigningPublicKey public_key;
    Secret secret_key(crypto_sign_SECRETKEYBYTES);
    MAHALLA_CHECK(crypto_sign_seed_keypair(public_key.bytes.data(), secret_key.writable().data(), seed.view().data()) ==
                  0);
    return SigningKeyPair(public_key, std::move(secret_key));
}

Signature SigningKeyPair::sign(SignaturePurpose purpose, ByteView message) const
{
    Signature signature;
    const Bytes whole = signed_message(purpose, message);
    MAHALLA_CHECK(crypto_sign_detached(signature.bytes.data(), nullptr, whole.data(), whole.size(),
                                       secret_key_.view().data()) == 0);
    return signature;
}

Secret SigningKeyPair::seed() const
{
    Secret seed(seed_bytes);
    MAHALLA_CHECK(crypto_sign_ed25519_sk_to_seed(seed.writable().data(), secret_key_.view().data()) == 0);
    return seed;
}

BoxKeyPair BoxKeyPair::generate() { return *from_seed(Secret::random(seed_bytes)); }

Result<BoxKeyPair> BoxKeyPair::from_seed(const Secret& seed)
{
    static_assert(seed_bytes == crypto_box_SEEDBYTES);
    if (seed.size() != seed_bytes) return failure(ErrorKind::Invalid, "The seed of a box key has 32 bytes.");
    require_sodium();
    BoxPublicKey public_key;
    Secret secret_key(crypto_box_SECRETKEYBYTES);
    MAHALLA_CHECK(crypto_box_seed_keypair(public_key.bytes.data(), secret_key.writable().data(), seed.view().data()) ==
                  0);
    return BoxKeyPair(public_key, std::move(secret_key), seed.duplicate());
}

Result<Secret> BoxKeyPair::open(ByteView sealed) const
{
    if (sealed.size() < crypto_box_SEALBYTES) return failure(ErrorKind::Refused, "This is not sealed to this key.");
    Secret secret(sealed.size() - crypto_box_SEALBYTES);
    // An empty secret has no page; sealing nothing is legal, so give the call somewhere to point.
    std::uint8_t nothing = 0;
    std::uint8_t* const target = secret.empty() ? &nothing : secret.writable().data();
    if (crypto_box_seal_open(target, sealed.data(), sealed.size(), public_key_.bytes.data(),
                             secret_key_.view().data()) != 0)
        return failure(ErrorKind::Refused, "This is not sealed to this key.");
    return secret;
}

std::string fingerprint_of(ByteView bytes)
{
    // Each group is 40 bits of the hash modulo 100,000: the bias is below one in ten million.
    const Hash hash = hash_of(bytes);
    std::string text;
    for (std::size_t group = 0; group < 6; ++group) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < 5; ++i) value = value << 8U | hash.bytes[group * 5 + i];
        value %= 100'000;
        if (group > 0) text += ' ';
        for (std::uint64_t unit = 10'000; unit > 0; unit /= 10) text += static_cast<char>('0' + value / unit % 10);
    }
    return text;
}

} // namespace mahalla
