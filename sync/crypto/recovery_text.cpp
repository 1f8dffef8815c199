#include "crypto/recovery_text.h"

#include "base/check.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "crypto/syllable_words.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t words_a_line = 4;

/// A twelve-bit word number is one and a half bytes: two words are three bytes.
constexpr std::size_t words_of(std::size_t bytes) { return bytes * 2 / 3; }

std::size_t checksum_bytes(std::size_t secret_bytes) { return secret_bytes == 16 ? 2 : 4; }

/// The secret with its checksum: the first bytes of a hash that serves nothing else.
Secret with_checksum(const Secret& secret)
{
    Secret labelled(secret.size() + 8);
    const ByteView label = as_bytes("recovery");
    std::ranges::copy(label, labelled.writable().begin());
    std::ranges::copy(secret.view(), labelled.writable().begin() + 8);
    const Hash hash = hash_of(labelled.view());
    Secret whole(secret.size() + checksum_bytes(secret.size()));
    std::ranges::copy(secret.view(), whole.writable().begin());
    std::copy_n(hash.bytes.begin(), checksum_bytes(secret.size()), whole.writable().subspan(secret.size()).begin());
    return whole;
}

bool is_line_number(std::string_view word)
{
    return !word.empty() && word.find_first_not_of("0123456789.:)") == std::string_view::npos;
}

} // namespace

Secret recovery_text_of(const Secret& secret)
{
    MAHALLA_CHECK(secret.size() == 16 || secret.size() == 32);
    const Secret whole = with_checksum(secret);
    const ByteView bytes = whole.view();
    const std::size_t count = words_of(bytes.size());
    // "1 " before each line, and a space or line feed after each word.
    Secret text(count * 5 + count / words_a_line * 2);
    std::size_t at = 0;
    const auto put = [&](char c) { text.writable()[at++] = static_cast<std::uint8_t>(c); };
    for (std::size_t word = 0; word < count; ++word) {
        if (word % words_a_line == 0) {
            put(static_cast<char>('1' + word / words_a_line));
            put(' ');
        }
        const std::size_t byte = word / 2 * 3;
        const unsigned number = word % 2 == 0 ? static_cast<unsigned>(bytes[byte] << 4U | bytes[byte + 1] >> 4U)
                                              : static_cast<unsigned>((bytes[byte + 1] & 15U) << 8U | bytes[byte + 2]);
        for (const char letter : syllable_word(static_cast<std::uint16_t>(number))) put(letter);
        put(word % words_a_line == words_a_line - 1 ? '\n' : ' ');
    }
    MAHALLA_CHECK(at == text.size());
    return text;
}

Result<Secret> secret_of_recovery_text(const Secret& text)
{
    Secret whole(36);
    std::size_t count = 0;
    for (const std::string_view word : words(as_text(text.view()))) {
        if (is_line_number(word)) continue;
        const auto number = syllable_word_number(word);
        if (!number)
            return failure(ErrorKind::Invalid,
                           "Word " + std::to_string(count + 1) +
                               " of the recovery sheet is mistyped: each has four letters, as on the sheet.");
        if (count == 24) return failure(ErrorKind::Invalid, "These are more words than a recovery sheet has.");
        const std::size_t byte = count / 2 * 3;
        const auto target = whole.writable();
        if (count % 2 == 0) {
            target[byte] = static_cast<std::uint8_t>(*number >> 4U);
            target[byte + 1] = static_cast<std::uint8_t>((*number & 15U) << 4U);
        } else {
            target[byte + 1] = static_cast<std::uint8_t>(target[byte + 1] | *number >> 8U);
            target[byte + 2] = static_cast<std::uint8_t>(*number & 255U);
        }
        ++count;
    }
    if (count != 12 && count != 24)
        return failure(ErrorKind::Invalid,
                       "A recovery sheet has 12 or 24 words; these are " + std::to_string(count) + ".");
    Secret secret = Secret::copy_of(whole.view().first(count == 12 ? 16 : 32));
    const Secret expected = with_checksum(secret);
    if (!equal_in_constant_time(expected.view(), whole.view().first(expected.size())))
        return failure(ErrorKind::Invalid, "A word of the recovery sheet is mistyped: the words do not fit together.");
    return secret;
}

} // namespace mahalla
