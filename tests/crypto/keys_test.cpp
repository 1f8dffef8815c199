#include "crypto/crypto_samples.h"
#include "crypto/hash.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("signing keys are Ed25519")
{
    // RFC 8032 §7.1, test 1.
    const Bytes seed = *from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    const auto pair = SigningKeyPair::from_seed(Secret::copy_of(ByteView(seed)));
    REQUIRE(pair);
    CHECK(to_hex(pair->public_key().bytes) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    CHECK(equal_in_constant_time(pair->seed().view(), seed));
}

TEST_CASE("a signature holds for its key, its purpose and its message alone")
{
    const SigningKeyPair keys = signing_keys(1);
    const Bytes message = to_bytes("Event 17");
    const Signature signature = keys.sign(SignaturePurpose::Event, message);
    CHECK(keys.public_key().verifies(SignaturePurpose::Event, message, signature));
    CHECK_FALSE(keys.public_key().verifies(SignaturePurpose::Receipt, message, signature));
    CHECK_FALSE(keys.public_key().verifies(SignaturePurpose::Event, to_bytes("Event 18"), signature));
    CHECK_FALSE(signing_keys(2).public_key().verifies(SignaturePurpose::Event, message, signature));
}

TEST_CASE("what is sealed to a key opens with that key alone")
{
    const BoxKeyPair keys = box_keys(1);
    const Bytes sealed = *keys.public_key().seal(as_bytes("thirty-two bytes"));
    CHECK(sealed.size() == 16 + 48);
    const auto opened = keys.open(sealed);
    REQUIRE(opened);
    CHECK(as_text(opened->view()) == "thirty-two bytes");
    CHECK(box_keys(2).open(sealed).error().kind == ErrorKind::Refused);
    CHECK(keys.open(ByteView(sealed).first(40)).error().kind == ErrorKind::Refused);
    CHECK(accepted_damages(sealed, [&](ByteView bytes) { return keys.open(bytes).has_value(); }) == 0);
}

TEST_CASE("a public key to which nothing can be sealed is told, not used")
{
    CHECK_FALSE(BoxPublicKey{}.is_usable());
    CHECK(BoxPublicKey{}.seal(as_bytes("key")).error().kind == ErrorKind::Invalid);
    CHECK(box_keys(1).public_key().is_usable());
}

TEST_CASE("a device's id is the BLAKE2b-128 of its signing key")
{
    CHECK(signing_keys(1).device().text() == id_of<DeviceId>(signing_keys(1).public_key().bytes).text());
}

TEST_CASE("a fingerprint is six groups of five digits and changes with one bit")
{
    const std::string text = fingerprint_of(as_bytes("request"));
    CHECK(text.size() == 6 * 5 + 5);
    for (std::size_t i = 0; i < text.size(); ++i)
        CHECK((i % 6 == 5 ? text[i] == ' ' : text[i] >= '0' && text[i] <= '9'));
    CHECK(text != fingerprint_of(as_bytes("requesu")));
}
