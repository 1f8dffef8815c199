#include "crypto/crypto_samples.h"
#include "crypto/secret_box.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const Bytes answer = to_bytes("/data/consent yes /data/name CANARY");

SealedEvent::Sealed sealed(const SealedEventHeader& header, ByteView content = answer,
                           const FormStrings* strings = nullptr)
{
    return *SealedEvent::seal(header, content, {box_keys(2).public_key(), box_keys(3).public_key()}, signing_keys(1),
                              strings);
}

Bytes with_bytes_at(Bytes bytes, std::size_t place, ByteView other)
{
    std::ranges::copy(other, bytes.begin() + static_cast<std::ptrdiff_t>(place));
    return bytes;
}

} // namespace

TEST_CASE("each recipient opens an event, nobody else does")
{
    const SealedEvent::Sealed made = sealed(sample_header(signing_keys(1)));
    const auto read = SealedEvent::parse(made.event.bytes());
    REQUIRE(read);
    CHECK(read->verify(signing_keys(1).public_key()));
    CHECK(*read->open(box_keys(2)) == answer);
    CHECK(*read->open(box_keys(3)) == answer);
    CHECK(*read->open(made.content_key) == answer);
    CHECK(read->open(box_keys(4)).error().kind == ErrorKind::Refused);
    CHECK(read->open(new_box_key()).error().kind == ErrorKind::Refused);
}

TEST_CASE("what travels holds nothing of the content in the clear")
{
    const SealedEvent::Sealed made = sealed(sample_header(signing_keys(1)));
    CHECK(as_text(made.event.bytes()).find("CANARY") == std::string_view::npos);
    CHECK(as_text(made.event.bytes()).find("consent") == std::string_view::npos);
}

TEST_CASE("an event with any bit flipped, cut short or with a byte added is never accepted")
{
    const SigningPublicKey author = signing_keys(1).public_key();
    const Bytes bytes = sealed(sample_header(signing_keys(1))).event.bytes();
    std::size_t odd_kinds = 0;
    CHECK(accepted_damages(bytes, [&](ByteView damaged) {
              const auto event = SealedEvent::parse(damaged);
              if (!event) {
                  if (event.error().kind != ErrorKind::Corrupt) ++odd_kinds;
                  return false;
              }
              const auto verified = event->verify(author);
              if (!verified && verified.error().kind != ErrorKind::Refused) ++odd_kinds;
              return verified.has_value();
          }) == 0);
    CHECK(odd_kinds == 0);
}

TEST_CASE("even without its signature an event moved to another record, device or place does not open")
{
    // A relay or a thief with the disk may rewrite headers; who holds a key must still not be deceived.
    const Bytes bytes = sealed(sample_header(signing_keys(1))).event.bytes();
    struct Move {
        const char* what;
        std::size_t place;
        std::size_t size;
    };
    for (const Move move : {Move{"kind", 6, 2}, Move{"project", 8, 16}, Move{"record", 24, 16}, Move{"device", 40, 16},
                            Move{"sequence", 56, 8}, Move{"previous", 64, 32}, Move{"form", 96, 16}}) {
        CAPTURE(move.what);
        const auto moved = SealedEvent::parse(with_bytes_at(bytes, move.place, Bytes(move.size, 5)));
        REQUIRE(moved);
        CHECK(moved->verify(signing_keys(1).public_key()).error().kind == ErrorKind::Refused);
        CHECK(moved->open(box_keys(2)).error().kind == ErrorKind::Corrupt);
    }
}

TEST_CASE("a device cannot sign in another device's name")
{
    Bytes bytes =
        with_bytes_at(sealed(sample_header(signing_keys(1))).event.bytes(), 40, signing_keys(6).device().bytes());
    const std::size_t signed_bytes = bytes.size() - 64 - 1 - (256 + 16);
    const Signature signature = signing_keys(1).sign(SignaturePurpose::Event, ByteView(bytes).first(signed_bytes));
    bytes = with_bytes_at(bytes, bytes.size() - 64, signature.bytes);
    const auto event = SealedEvent::parse(bytes);
    REQUIRE(event);
    CHECK(event->verify(signing_keys(1).public_key()).error().kind == ErrorKind::Refused);
}

TEST_CASE("a recipient cannot pass on an answer as if another device had given it")
{
    // Who can open an event knows its content key and could sign the ciphertext under a header of their own.
    const SealedEvent::Sealed made = sealed(sample_header(signing_keys(1)));
    const SigningKeyPair thief = signing_keys(6);
    Bytes stolen = with_bytes_at(made.event.bytes(), 40, thief.device().bytes());
    const std::size_t signed_bytes = stolen.size() - 64 - 1 - (256 + 16);
    const Signature signature = thief.sign(SignaturePurpose::Event, ByteView(stolen).first(signed_bytes));
    stolen = with_bytes_at(stolen, stolen.size() - 64, signature.bytes);
    const auto event = SealedEvent::parse(stolen);
    REQUIRE(event);
    REQUIRE(event->verify(thief.public_key()));
    CHECK(event->open(made.content_key).error().kind == ErrorKind::Corrupt);
}

TEST_CASE("erasing the content leaves the chain verifiable and the content gone")
{
    const SealedEvent::Sealed made = sealed(sample_header(signing_keys(1)));
    const SealedEvent erased = made.event.erased();
    const auto read = SealedEvent::parse(erased.bytes());
    REQUIRE(read);
    CHECK(read->is_erased());
    CHECK(read->hash() == made.event.hash());
    CHECK(read->verify(signing_keys(1).public_key()));
    CHECK(read->open(made.content_key).error().kind == ErrorKind::NotFound);
    CHECK(erased.bytes().size() + 256 + 16 == made.event.bytes().size());
}

TEST_CASE("sizes go up in steps, so that the length of an answer is not told")
{
    const SealedEventHeader header = sample_header(signing_keys(1));
    CHECK(sealed(header, to_bytes("no")).event.bytes().size() ==
          sealed(header, to_bytes("yes, always")).event.bytes().size());
    for (const auto& [size, padded] : {std::pair<std::size_t, std::size_t>{0, 256},
                                       {247, 256},
                                       {248, 512},
                                       {4087, 4096},
                                       {4088, 5120},
                                       {65'527, 65'536},
                                       {65'528, 131'072}}) {
        const Secret noise = Secret::random(size);
        CHECK(sealed(header, noise.view()).event.bytes().size() == 275 + 2 * 96 + 16 + padded);
    }
}

TEST_CASE("the form's strings make events smaller and are asked for when missing")
{
    const FormStrings strings = FormStrings::create({"/data/consent", "/data/household/name", "/data/household/age"});
    std::string text;
    for (int i = 0; i < 12; ++i)
        text += "/data/household/name /data/household/age /data/consent x" + std::to_string(i * 7919);
    const SealedEventHeader header = sample_header(signing_keys(1));
    const SealedEvent::Sealed made = sealed(header, to_bytes(text), &strings);
    CHECK(made.event.form_strings_id() == strings.id());
    CHECK(as_text(*made.event.open(box_keys(2), &strings)) == text);
    CHECK(made.event.open(box_keys(2)).error().kind == ErrorKind::Unavailable);
    const FormStrings others = FormStrings::create({"/data/other"});
    CHECK(made.event.open(box_keys(2), &others).error().kind == ErrorKind::Unavailable);
}

TEST_CASE("what cannot be sealed is refused before anything is made")
{
    const SigningKeyPair author = signing_keys(1);
    const std::vector<BoxPublicKey> recipients = {box_keys(2).public_key()};
    SealedEventHeader header = sample_header(author);
    CHECK(SealedEvent::seal(header, answer, {}, author).error().kind == ErrorKind::Invalid);
    CHECK(SealedEvent::seal(header, answer, {recipients[0], recipients[0]}, author).error().kind == ErrorKind::Invalid);
    CHECK(SealedEvent::seal(header, answer, {BoxPublicKey{}}, author).error().kind == ErrorKind::Invalid);
    CHECK(SealedEvent::seal(header, Bytes(SealedEvent::content_bytes_max + 1), recipients, author).error().kind ==
          ErrorKind::Invalid);
    CHECK(SealedEvent::seal(header, answer, recipients, signing_keys(2)).error().kind == ErrorKind::Invalid);
    header.sequence = 0;
    CHECK(SealedEvent::seal(header, answer, recipients, author).error().kind == ErrorKind::Invalid);
}

TEST_CASE("the largest event with the most recipients fits into a frame of a bundle")
{
    std::vector<BoxPublicKey> recipients;
    for (std::uint8_t i = 0; i < 64; ++i)
        recipients.push_back(box_keys(static_cast<std::uint8_t>(i + 10)).public_key());
    const Secret noise = Secret::random(SealedEvent::content_bytes_max);
    const auto made = SealedEvent::seal(sample_header(signing_keys(1)), noise.view(), recipients, signing_keys(1));
    REQUIRE(made);
    CHECK(made->event.bytes().size() < (1U << 20U));
    CHECK(made->event.open(box_keys(73))->size() == SealedEvent::content_bytes_max);
}
