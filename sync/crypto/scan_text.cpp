#include "crypto/scan_text.h"

#include "base/check.h"
#include "base/text.h"
#include "crypto/certificate.h"
#include "crypto/hash.h"
#include "crypto/recovery_words.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::string_view mark = "MAHALLA";
constexpr char version = '1';
constexpr char escrow_key = 'E', vault_code = 'V', enrolment_request = 'R', travel_challenge = 'C';
constexpr std::size_t challenge_bytes_max = 4096;
constexpr std::size_t head = mark.size() + 2;
constexpr std::size_t checksum_bytes = 4;
constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

constexpr std::size_t letters_of(std::size_t bytes) { return (bytes * 8 + 4) / 5; }

/// Calls `put` with each letter.
template <typename Put> void encode(ByteView bytes, Put put)
{
    for (std::size_t letter = 0; letter < letters_of(bytes.size()); ++letter) {
        unsigned number = 0;
        for (std::size_t bit = letter * 5; bit < letter * 5 + 5; ++bit)
            number = number << 1U |
                     (bit / 8 < bytes.size() ? static_cast<unsigned>(bytes[bit / 8]) >> (7 - bit % 8) & 1U : 0U);
        put(base32[number]);
    }
}

/// Calls `put` with each byte; false where a character is none of the alphabet or the end is not as `encode` leaves it.
template <typename Put> bool decode(std::string_view letters, Put put)
{
    unsigned held = 0, bits = 0;
    for (const char letter : letters) {
        const std::size_t number = base32.find(upper(letter));
        if (number == std::string_view::npos) return false;
        held = held << 5U | static_cast<unsigned>(number);
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            put(static_cast<std::uint8_t>(held >> bits));
            held &= (1U << bits) - 1U;
        }
    }
    return bits < 5 && held == 0;
}

/// The first bytes of a hash that serves nothing else.
std::array<std::uint8_t, checksum_bytes> checksum_of(ByteView secret)
{
    Secret labelled(5 + secret.size());
    std::ranges::copy(as_bytes("sheet"), labelled.writable().begin());
    std::ranges::copy(secret, labelled.writable().subspan(5).begin());
    const Hash hash = hash_of(labelled.view());
    std::array<std::uint8_t, checksum_bytes> checksum{};
    std::copy_n(hash.bytes.begin(), checksum.size(), checksum.begin());
    return checksum;
}

tl::unexpected<Error> damaged()
{
    return failure(ErrorKind::Invalid, "The QR code was not read as a whole. Scan it again, or type the words.");
}

/// What stands after the letter of the kind. Fails where it is another kind than `wanted` (letters).
Result<std::string_view> content_of(std::string_view text, std::string_view wanted, const char* wanted_name)
{
    text = trimmed(text);
    if (!is_scan_text(text) || text.size() < head)
        return failure(ErrorKind::Invalid,
                       std::string("This QR code is none of Mahalla's. ") + wanted_name + " is wanted.");
    if (text[mark.size()] != version)
        return failure(ErrorKind::Invalid,
                       "This QR code was made by a newer version of the program. Install it first.");
    const char kind = upper(text[mark.size() + 1]);
    if (wanted.find(kind) != std::string_view::npos) return text.substr(head);
    const char* const found = kind == escrow_key          ? "a project's escrow sheet"
                              : kind == vault_code        ? "a vault's recovery sheet"
                              : kind == enrolment_request ? "an enrolment request"
                              : kind == travel_challenge  ? "a travelling vault's challenge"
                                                          : "of a kind that this version does not know";
    return failure(ErrorKind::Invalid, std::string("This QR code is ") + found + ". " + wanted_name + " is wanted.");
}

std::string public_text_of(char kind, ByteView bytes)
{
    std::string text(mark);
    text += version;
    text += kind;
    encode(bytes, [&](char c) { text += c; });
    return text;
}

Result<Bytes> public_bytes_of(std::string_view letters, std::size_t bytes_max)
{
    if (letters.size() > letters_of(bytes_max)) return damaged();
    Bytes bytes;
    if (!decode(letters, [&](std::uint8_t byte) { bytes.push_back(byte); })) return damaged();
    return bytes;
}

} // namespace

bool is_scan_text(std::string_view text)
{
    text = trimmed(text);
    return text.size() > mark.size() && equal_ignoring_ascii_case(text.substr(0, mark.size()), mark) &&
           text[mark.size()] >= '0' && text[mark.size()] <= '9';
}

Secret scan_text_of(const Secret& secret)
{
    MAHALLA_CHECK(secret.size() == 16 || secret.size() == 32);
    Secret content(secret.size() + checksum_bytes);
    std::ranges::copy(secret.view(), content.writable().begin());
    std::ranges::copy(checksum_of(secret.view()), content.writable().subspan(secret.size()).begin());
    Secret text(head + letters_of(content.size()));
    std::size_t at = 0;
    const auto put = [&](char c) { text.writable()[at++] = static_cast<std::uint8_t>(c); };
    for (const char c : mark) put(c);
    put(version);
    put(secret.size() == 16 ? vault_code : escrow_key);
    encode(content.view(), put);
    return text;
}

Result<Secret> secret_of_scan_text(std::string_view text)
{
    constexpr char kinds[] = {escrow_key, vault_code};
    MAHALLA_TRY(const std::string_view letters, content_of(text, {kinds, 2}, "A recovery sheet's code"));
    const char kind = upper(trimmed(text)[mark.size() + 1]);
    const std::size_t size = secret_bytes_of(kind == vault_code ? RecoveryKind::VaultCode : RecoveryKind::EscrowKey);
    if (letters.size() != letters_of(size + checksum_bytes)) return damaged();
    Secret content(size + checksum_bytes);
    std::size_t at = 0;
    const bool decoded = decode(letters, [&](std::uint8_t byte) { content.writable()[at++] = byte; });
    if (!decoded || at != content.size()) return damaged();
    const auto checksum = checksum_of(content.view().first(size));
    if (!std::ranges::equal(checksum, content.view().subspan(size))) return damaged();
    return Secret::copy_of(content.view().first(size));
}

std::string scan_text_of_request(ByteView request) { return public_text_of(enrolment_request, request); }

Result<Bytes> request_of_scan_text(std::string_view text)
{
    MAHALLA_TRY(const std::string_view letters, content_of(text, {&enrolment_request, 1}, "An enrolment request"));
    return public_bytes_of(letters, EnrolmentRequest::bytes_max);
}

std::string scan_text_of_challenge(ByteView challenge) { return public_text_of(travel_challenge, challenge); }

Result<Bytes> challenge_of_scan_text(std::string_view text)
{
    MAHALLA_TRY(const std::string_view letters,
                content_of(text, {&travel_challenge, 1}, "A travelling vault's challenge"));
    return public_bytes_of(letters, challenge_bytes_max);
}

} // namespace mahalla
