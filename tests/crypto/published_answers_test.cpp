#include "crypto/crypto_samples.h"
#include "crypto/hash.h"
#include "crypto/secret_box.h"

#include <doctest/doctest.h>
#include <sodium.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

Bytes hex(std::string_view digits)
{
    const auto bytes = from_hex(digits);
    REQUIRE(bytes);
    return *bytes;
}

Secret key_of(std::string_view digits) { return Secret::copy_of(ByteView(hex(digits))); }

/// Curve25519's points of small order as X25519 sees them, and the same numbers written beyond the prime: whoever seals
/// to one of them seals to everybody.
const std::vector<std::string> low_order_box_keys = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
};

/// The eight points of small order of Ed25519 and two of them written beyond the prime: under such a key one signature
/// may hold for every message.
const std::vector<std::string> small_order_signing_keys = {
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
};

/// The order of Ed25519's group, the lowest byte first (RFC 8032 §5.1).
constexpr std::string_view group_order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

} // namespace

TEST_CASE("public keys and signatures are those of RFC 8032")
{
    REQUIRE(sodium_init() >= 0);
    struct Published {
        const char* seed;
        const char* public_key;
        const char* message;
        const char* signature;
    };
    // §7.1, TEST 1 to 3.
    for (const Published& test :
         {Published{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                    "d25bf5f0595bbe24655141438e7a100b"},
          Published{"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                    "387b2eaeb4302aeeb00d291612bb0c00"},
          Published{"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                    "4a7c15e9716ed28dc027beceea1ec40a"}}) {
        CHECK(to_hex(SigningKeyPair::from_seed(key_of(test.seed))->public_key().bytes) == test.public_key);
        const Bytes message = hex(test.message), signature = hex(test.signature);
        CHECK(crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                          hex(test.public_key).data()) == 0);
        // What the program signs begins with its name and the purpose: the bare signature must not hold there.
        CHECK_FALSE(SigningPublicKey::from_bytes(hex(test.public_key))
                        ->verifies(SignaturePurpose::Event, message, *Signature::from_bytes(signature)));
    }
}

TEST_CASE("the exchange of keys is that of RFC 7748")
{
    REQUIRE(sodium_init() >= 0);
    struct Published {
        const char* scalar;
        const char* point;
        const char* product;
    };
    // §5.2, the first two, and §6.1 from both sides.
    for (const Published& test : {Published{"a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
                                            "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
                                            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"},
                                  Published{"4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
                                            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
                                            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"},
                                  Published{"77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
                                            "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
                                            "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"},
                                  Published{"5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
                                            "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
                                            "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"}}) {
        Bytes product(32);
        REQUIRE(crypto_scalarmult(product.data(), hex(test.scalar).data(), hex(test.point).data()) == 0);
        CHECK(to_hex(product) == test.product);
    }
}

TEST_CASE("a box is XChaCha20-Poly1305 as draft-irtf-cfrg-xchacha has it")
{
    // Appendix A.3.1: nonce, ciphertext, tag; the associated data is a box's context.
    const Bytes box =
        hex("404142434445464748494a4b4c4d4e4f5051525354555657"
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
            "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
            "21f9664c97637da9768812f615c68b13b52e"
            "c0875924c1c7987947deafd8780acf49");
    const Secret key = key_of("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    const Bytes context = hex("50515253c0c1c2c3c4c5c6c7");
    const auto plain = open_box(key, box, context);
    REQUIRE(plain);
    CHECK(as_text(*plain) ==
          "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
          "sunscreen would be it.");
    // Every bit of it counts, those of the tag as much as the others.
    Bytes damaged = box;
    for (std::size_t bit = 0; bit < box.size() * 8; ++bit) {
        damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ 1U << bit % 8);
        const auto opened = open_box(key, damaged, context);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().kind == ErrorKind::Corrupt);
        damaged[bit / 8] = box[bit / 8];
    }
}

TEST_CASE("hashes are BLAKE2b")
{
    CHECK(hash_of({}).text() == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    CHECK(hash_of(as_bytes("abc")).text() == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_CASE("nothing is sealed to a key of small order, and nothing opens that was sealed with one")
{
    for (const std::string& key : low_order_box_keys) {
        CAPTURE(key);
        const BoxPublicKey point = *BoxPublicKey::from_bytes(hex(key));
        CHECK_FALSE(point.is_usable());
        CHECK(point.seal(Bytes(32, 1)).error().kind == ErrorKind::Invalid);
        // The sender's one-time key stands first: with this one the shared secret would be known to everybody.
        Bytes sealed = *box_keys(2).public_key().seal(Bytes(32, 1));
        std::ranges::copy(hex(key), sealed.begin());
        CHECK(box_keys(2).open(sealed).error().kind == ErrorKind::Refused);
    }
}

TEST_CASE("no signature holds under a key of small order")
{
    for (const std::string& key : small_order_signing_keys) {
        for (const std::string& point : small_order_signing_keys) {
            CAPTURE(key);
            CAPTURE(point);
            Bytes signature = hex(point);
            signature.resize(64); // S = 0: with R = the key's multiple, the equation of RFC 8032 §5.1.7 can be met
            for (const char* const message : {"", "yes", "no", "another"})
                CHECK_FALSE(SigningPublicKey::from_bytes(hex(key))->verifies(SignaturePurpose::Event, as_bytes(message),
                                                                             *Signature::from_bytes(signature)));
        }
    }
}

TEST_CASE("a signature has one form: adding the group's order to it gives none")
{
    const Bytes order = hex(group_order);
    for (std::uint8_t signer = 1; signer <= 16; ++signer) {
        const SigningKeyPair keys = signing_keys(signer);
        Signature signature = keys.sign(SignaturePurpose::Event, as_bytes("yes"));
        REQUIRE(keys.public_key().verifies(SignaturePurpose::Event, as_bytes("yes"), signature));
        // RFC 8032 §5.1.7 asks for 0 ≤ S < L; S + L solves the same equation. As often as it fits into 32 bytes.
        for (int times = 1; times <= 15; ++times) {
            unsigned carry = 0;
            for (std::size_t i = 0; i < 32; ++i) {
                carry += unsigned{signature.bytes[32 + i]} + order[i];
                signature.bytes[32 + i] = static_cast<std::uint8_t>(carry);
                carry >>= 8U;
            }
            if (carry != 0) break;
            CHECK_FALSE(keys.public_key().verifies(SignaturePurpose::Event, as_bytes("yes"), signature));
        }
    }
}

TEST_CASE("a signature whose point is of small order does not hold under an honest key")
{
    const SigningKeyPair keys = signing_keys(1);
    Signature signature = keys.sign(SignaturePurpose::Event, as_bytes("yes"));
    for (const std::string& point : small_order_signing_keys) {
        CAPTURE(point);
        std::ranges::copy(hex(point), signature.bytes.begin());
        CHECK_FALSE(keys.public_key().verifies(SignaturePurpose::Event, as_bytes("yes"), signature));
    }
}
