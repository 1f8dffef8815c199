#include "crypto/crypto_samples.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string content_of(const std::filesystem::path& path)
{
    std::ifstream file(std::filesystem::path(MAHALLA_SOURCE_FOLDER) / path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool is_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); }

/// The hexadecimal digits of the page's example: what stands before two spaces in each line of its block.
Bytes example_of(const std::string& page)
{
    const std::size_t heading = page.find("## Example");
    const std::size_t begin = page.find("```\n", heading) + 4;
    std::string digits;
    for (std::size_t at = begin; page.compare(at, 3, "```") != 0; at = page.find('\n', at) + 1) {
        const std::string line = page.substr(at, page.find('\n', at) - at);
        for (const char c : line.substr(0, line.find("  ")))
            if (is_digit(c)) digits += c;
    }
    const auto bytes = from_hex(digits);
    REQUIRE(bytes);
    return *bytes;
}

} // namespace

TEST_CASE("the example on the page of certificates is the vector, byte for byte")
{
    std::string digits;
    for (const char c : content_of("tests/vectors/certificate-1.hex"))
        if (c != '\n') digits += c;
    const auto vector = from_hex(digits);
    REQUIRE(vector);
    CHECK(example_of(content_of("docs/formats/certificate.md")) == *vector);
}

TEST_CASE("a certificate has its fields where the page says, and no role that the page does not know")
{
    const auto certificate = Certificate::parse(example_of(content_of("docs/formats/certificate.md")));
    REQUIRE(certificate);
    const Bytes& bytes = certificate->bytes();
    const auto at = [&](std::size_t offset, std::size_t count) { return ByteView(bytes).subspan(offset, count); };
    CHECK(std::ranges::equal(at(5, 16), certificate->content().project.bytes()));
    CHECK(std::ranges::equal(at(21, 32), certificate->content().signing_key.bytes));
    CHECK(std::ranges::equal(at(53, 32), certificate->content().box_key.bytes));
    CHECK(bytes[85] == static_cast<std::uint8_t>(Role::FieldWorker));
    Bytes administrator = bytes;
    administrator[85] = static_cast<std::uint8_t>(Role::Administrator);
    CHECK(Certificate::parse(administrator).error().kind == ErrorKind::Corrupt);
    const auto request =
        EnrolmentRequest::create(signing_keys(20), box_keys(20).public_key(), Role::Administrator, "A");
    REQUIRE(request);
    CHECK(request->bytes()[69] == static_cast<std::uint8_t>(Role::Administrator));
    CHECK(EnrolmentRequest::parse(request->bytes()));
    CHECK(Certificate::issue(*request, sample_id<ProjectId>(7), Role::Administrator, {}, {}, signing_keys(1))
              .error()
              .kind == ErrorKind::Refused);
}
