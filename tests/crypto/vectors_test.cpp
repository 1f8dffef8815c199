#include "crypto/attachment.h"
#include "crypto/crypto_samples.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Bytes written by the first version that had the format: they must read the same for ever.
Bytes vector_bytes(const std::string& name)
{
    std::ifstream file(std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests" / "vectors" / name);
    std::stringstream text;
    text << file.rdbuf();
    std::string digits;
    for (const char c : text.str())
        if (c != '\n') digits += c;
    const auto bytes = from_hex(digits);
    REQUIRE(bytes);
    REQUIRE_FALSE(bytes->empty());
    return *bytes;
}

/// The next charter, which erases two records and holds what no version so far knows.
CharterContent erasing_charter(const Charter& before)
{
    CharterContent content = before.content();
    content.version = 2;
    content.previous = before.hash();
    content.erased_records = {sample_id<RecordId>(8), sample_id<RecordId>(9)};
    content.unknown = to_bytes("what comes later");
    return content;
}

const FormStrings strings = FormStrings::create({"yes", "/data/consent", "/data/name"});

} // namespace

TEST_CASE("an event of the first format still verifies and opens")
{
    const auto event = SealedEvent::parse(vector_bytes("event-1.hex"));
    REQUIRE(event);
    CHECK(event->verify(signing_keys(1).public_key()));
    CHECK(event->header() == sample_header(signing_keys(1)));
    CHECK(event->form_strings_id() == strings.id());
    for (const std::uint8_t recipient : {std::uint8_t{2}, std::uint8_t{3}})
        CHECK(as_text(*event->open(box_keys(recipient), &strings)) == "/data/consent yes /data/name Vector");
    CHECK(event->hash().text() == "96ffeed210813adcc4677793cf696c527b9fb219a7226869e5617f6ad4e40be8");
}

TEST_CASE("a charter, a certificate and a receipt of the first format still verify")
{
    const auto charter = Charter::parse(vector_bytes("charter-1.hex"));
    REQUIRE(charter);
    CHECK(charter->verify_self_signed());
    CHECK(charter->content() == sample_charter());
    CHECK(charter->fingerprint() == "28089 09174 99969 76684 97409 09736");
    // Ed25519 has no chance in it: what is written today has the same bytes.
    CHECK(signed_charter(sample_charter()).bytes() == charter->bytes());

    const auto erasing = Charter::parse(vector_bytes("charter-2.hex"));
    REQUIRE(erasing);
    CHECK(erasing->verify_after(*charter));
    CHECK(erasing->content().erases(sample_id<RecordId>(8)));
    CHECK(erasing->content().erases(sample_id<RecordId>(9)));
    CHECK_FALSE(erasing->content().erases(sample_id<RecordId>(7)));
    CHECK(erasing->content().unknown == to_bytes("what comes later"));
    CHECK(signed_charter(erasing_charter(*charter)).bytes() == erasing->bytes());

    const auto certificate = Certificate::parse(vector_bytes("certificate-1.hex"));
    REQUIRE(certificate);
    CHECK(certificate->verify(sample_charter()));
    CHECK(certificate->content().scope == std::vector<std::string>{"XX0101"});
    CHECK(certificate->content().device == signing_keys(20).device());

    const auto receipt = Receipt::parse(vector_bytes("receipt-1.hex"));
    REQUIRE(receipt);
    CHECK(receipt->verify(sample_charter()));
    CHECK(receipt->events() == std::vector<Hash>{Hash{{1}}, Hash{{2}}});
}

TEST_CASE("a file of the first format is still found by its id, and still opens")
{
    const Bytes encoded = vector_bytes("attachment-1.hex");
    const auto descriptor = AttachmentDescriptor::decode(encoded);
    REQUIRE(descriptor);
    CHECK(descriptor->name == "note.txt");
    CHECK(descriptor->media_type == "application/octet-stream");
    CHECK(descriptor->content_bytes == 11);
    CHECK(equal_in_constant_time(descriptor->key.view(), Bytes(32, 5)));
    CHECK(descriptor->id().text() == "a86111ef06450f49317e4807e53f6c7f1d55d377221747079d97600542a7c2c9");
    // A descriptor has no chance in it: what is written today has the same bytes.
    CHECK(descriptor->encode() == encoded);
    const Bytes piece = vector_bytes("attachment-piece-1.hex");
    CHECK(piece.size() == 256 + 40);
    CHECK(as_text(*open_attachment_piece(*descriptor, 0, piece)) == "Hello there");
    CHECK(accepted_damages(piece, [&](ByteView damaged) {
              return open_attachment_piece(*descriptor, 0, damaged).has_value();
          }) == 0);
}

/// Run by name, by hand: `test_crypto -tc="make the erasing charter's*" --no-skip`. docs/formats/charter.md prints it.
TEST_CASE("make the erasing charter's vector" * doctest::skip())
{
    const auto before = Charter::parse(vector_bytes("charter-1.hex"));
    std::ofstream(std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests" / "vectors" / "charter-2.hex")
        << to_hex(signed_charter(erasing_charter(*before)).bytes()) << "\n";
}
