// The header has no public reader of its own: this file is about its bytes, so it looks inside the library.
#include "store/store_header.h"

#include "store/project_story.h"

#include <fstream>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::filesystem::path vector_file =
    std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests" / "vectors" / "vault-header-1.hex";

/// The bytes first, first + 1, …
Bytes counted(std::size_t count, std::uint8_t first)
{
    Bytes bytes;
    for (std::size_t i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(first + i));
    return bytes;
}

const Bytes master = counted(32, 0x00), code = counted(16, 0x40);
constexpr std::string_view passphrase = "tumo ravi sado kiju bapo zuni";

BoxKeyPair recipient() { return *BoxKeyPair::from_seed(Secret::copy_of(ByteView(Bytes(32, 2)))); }

bool is_master(const Result<Secret>& opened) { return opened && equal_in_constant_time(opened->view(), master); }

Bytes header_bytes()
{
    std::ifstream file(vector_file);
    std::string digits, line;
    while (std::getline(file, line)) digits += line;
    const auto bytes = from_hex(digits);
    REQUIRE(bytes);
    return *bytes;
}

} // namespace

TEST_CASE("a vault's header of the first format opens with its passphrase, its code and a recipient's key")
{
    const Bytes bytes = header_bytes();
    const auto header = StoreHeader::parse(StoreKind::Vault, bytes);
    REQUIRE(header);
    CHECK(is_master(header->open(secret(passphrase))));
    CHECK(is_master(header->open_with_code(Secret::copy_of(ByteView(code)))));
    CHECK(is_master(header->open_as_recipient(recipient())));
    CHECK(header->bytes() == bytes);
    CHECK(StoreHeader::parse(StoreKind::Project, bytes).error().kind == ErrorKind::Corrupt);
}

TEST_CASE("no bit of a header can be changed without the wrap that it belongs to refusing")
{
    const Bytes bytes = header_bytes();
    constexpr std::size_t bound = 50, passphrase_end = 122, code_at = 123, code_end = 195, recipient_at = 196;
    const Secret typed = secret(passphrase);
    Bytes damaged = bytes;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        CAPTURE(at);
        // Trying a passphrase is slow on purpose: once a byte, and where a header asks for more than it did, not at
        // all.
        const bool costs_more = at >= 22 && at < 34;
        damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ 1U);
        const auto header = StoreHeader::parse(StoreKind::Vault, damaged);
        if (!header) {
            CHECK((header.error().kind == ErrorKind::Corrupt || header.error().kind == ErrorKind::Refused));
        } else {
            if (at < passphrase_end && !costs_more) CHECK(header->open(typed).error().kind == ErrorKind::Refused);
            if (at >= code_at && at < code_end)
                CHECK(header->open_with_code(Secret::copy_of(ByteView(code))).error().kind == ErrorKind::Refused);
            if (at >= recipient_at) CHECK(header->open_as_recipient(recipient()).error().kind == ErrorKind::Refused);
            // The other wraps hold on: one damaged slot does not lock everybody out.
            if (at >= bound && at < code_at - 1) CHECK(is_master(header->open_as_recipient(recipient())));
        }
        damaged[at] = bytes[at];
    }
}

/// Writes a new vector for a new version of the format; run by name, by hand: `test_store -tc="make the header*"
/// --no-skip`. The page docs/formats/vault.md prints it: bring both to agree.
TEST_CASE("make the header's vector" * doctest::skip())
{
    const Secret key = Secret::copy_of(ByteView(master));
    auto header = StoreHeader::create(StoreKind::Vault, key, secret(passphrase), fast);
    REQUIRE(header);
    header->set_code(key, Secret::copy_of(ByteView(code)));
    REQUIRE(header->set_recipients(key, {recipient().public_key()}));
    std::ofstream(vector_file) << to_hex(header->bytes()) << "\n";
}
