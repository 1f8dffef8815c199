#include "base/text.h"
#include "crypto/recovery_text.h"
#include "crypto/scan_text.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

std::string message_of(std::string_view text)
{
    const auto read = secret_of_scan_text(text);
    return read ? "accepted" : read.error().message;
}

} // namespace

TEST_CASE("what a scanner reads from a sheet is its secret, also typed by a scanner that knows small letters only")
{
    for (const std::size_t size : {std::size_t{16}, std::size_t{32}}) {
        for (int run = 0; run < 50; ++run) {
            const Secret secret = Secret::random(size);
            const std::string text(as_text(scan_text_of(secret).view()));
            for (const std::string& typed : {text, lower_ascii(text), " " + text + "\r\n"}) {
                const auto read = secret_of_recovery_text(Secret::copy_of(typed));
                REQUIRE(read);
                CHECK(equal_in_constant_time(read->view(), secret.view()));
            }
        }
    }
}

TEST_CASE("the text of a QR code has capital letters and digits only, which pack into few modules")
{
    const std::string text(as_text(scan_text_of(Secret::random(32)).view()));
    CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string::npos);
    CHECK(text.size() == 9 + 58);
}

TEST_CASE("each letter of a code taken for any other, left out or doubled is found out")
{
    const std::string text(as_text(scan_text_of(Secret::random(16)).view()));
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const char letter : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789- ")) {
            std::string changed = text;
            changed[at] = letter;
            if (changed != text) CHECK_MESSAGE(message_of(changed) != "accepted", at, letter);
        }
        CHECK(message_of(text.substr(0, at)) != "accepted");
        CHECK(message_of(text.substr(0, at) + text[at] + text.substr(at)) != "accepted");
    }
}

TEST_CASE("a wrong scan is told for what it is")
{
    CHECK(message_of("https://example.org").find("none of Mahalla's") != std::string::npos);
    CHECK(message_of("").find("none of Mahalla's") != std::string::npos);
    CHECK(message_of("MAHALLA2VAAAA").find("newer version") != std::string::npos);
    CHECK(message_of(scan_text_of_request(Bytes(40))).find("is an enrolment request") != std::string::npos);
    CHECK(message_of("MAHALLA1VAAAA").find("not read as a whole") != std::string::npos);
    const Secret sheet = scan_text_of(Secret::random(32));
    const auto request = request_of_scan_text(as_text(sheet.view()));
    REQUIRE_FALSE(request);
    CHECK(request.error().message.find("project's escrow sheet") != std::string::npos);
}

TEST_CASE("an enrolment request survives being a QR code, whatever its length")
{
    for (std::size_t size = 0; size < 60; ++size) {
        Bytes request(size);
        for (std::size_t i = 0; i < size; ++i) request[i] = static_cast<std::uint8_t>(i * 91 + size);
        const auto read = request_of_scan_text(scan_text_of_request(request));
        REQUIRE(read);
        CHECK(*read == request);
    }
    CHECK_FALSE(request_of_scan_text("MAHALLA1R" + std::string(10000, 'A')));
}
