#include "crypto/recovery_text.h"

#include "base/check.h"
#include "base/text.h"
#include "crypto/scan_text.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t words_a_line = 4;

/// "7", "7.", "٧" and "۷": the numbers that stand before the words.
bool is_word_number(std::string_view word)
{
    const std::u32string code_points = to_code_points(word);
    return std::ranges::all_of(code_points, [](char32_t c) {
        return (c >= U'0' && c <= U'9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) || c == U'.' ||
               c == U':' || c == U')';
    });
}

TypedRecoveryText read_in(const WordList& list, std::span<const std::string_view> typed)
{
    TypedRecoveryText text;
    text.words.list = &list;
    text.typed = typed.size();
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const auto number = list.number_of(typed[i]);
        if (!number && !text.unknown) {
            text.unknown = i;
            text.unknown_word = typed[i];
        }
        if (!number || text.words.count == RecoveryWords::words_max) continue;
        text.words.numbers[text.words.count++] = *number;
    }
    return text;
}

Error mistyped(std::size_t word)
{
    return {ErrorKind::Invalid,
            "Word " + std::to_string(word + 1) + " of the recovery sheet is mistyped: it stands in no list of words."};
}

} // namespace

Secret recovery_text_of(const Secret& secret, const WordList& list)
{
    const RecoveryWords recovery = RecoveryWords::of(secret, list);
    std::size_t size = 0;
    for (std::size_t i = 0; i < recovery.count; ++i)
        size += (i < 9 ? 1 : 2) + 1 + list.word(recovery.numbers[i]).size() + 2;
    Secret text(size);
    std::size_t at = 0;
    const auto put = [&](std::string_view part) {
        std::ranges::copy(as_bytes(part), text.writable().begin() + static_cast<std::ptrdiff_t>(at));
        at += part.size();
    };
    for (std::size_t i = 0; i < recovery.count; ++i) {
        put(std::to_string(i + 1));
        put(" ");
        put(list.word(recovery.numbers[i]));
        put(i % words_a_line == words_a_line - 1 || i + 1 == recovery.count ? "\n" : "  ");
    }
    return Secret::copy_of(text.view().first(at));
}

TypedRecoveryText read_recovery_text(std::string_view text)
{
    std::vector<std::string_view> typed = words(text);
    std::erase_if(typed, is_word_number);
    // Lists share words, and one that knows them all may still be the wrong one: then the checksum decides.
    std::optional<TypedRecoveryText> best;
    for (const WordList* list : WordList::all()) {
        TypedRecoveryText read = read_in(*list, typed);
        if (!read.unknown && read.typed == read.words.count && read.words.fits_together()) return read;
        if (!best || read.words.count > best->words.count) best = read;
    }
    return *best;
}

Result<Secret> secret_of_recovery_text(const Secret& text)
{
    if (is_scan_text(as_text(text.view()))) return secret_of_scan_text(as_text(text.view()));
    const TypedRecoveryText typed = read_recovery_text(as_text(text.view()));
    if (typed.unknown) return tl::unexpected(mistyped(*typed.unknown));
    if (typed.typed != typed.words.count || !typed.words.kind())
        return failure(ErrorKind::Invalid, "A vault's recovery sheet has " +
                                               std::to_string(recovery_words_of(RecoveryKind::VaultCode)) +
                                               " words, a project's escrow sheet " +
                                               std::to_string(recovery_words_of(RecoveryKind::EscrowKey)) +
                                               "; these are " + std::to_string(typed.typed) + ".");
    if (!typed.words.fits_together())
        return failure(ErrorKind::Invalid, "A word of the recovery sheet is mistyped: the words do not fit together.");
    return typed.words.secret();
}

Result<Secret> secret_of_recovery_text(const Secret& text, RecoveryKind wanted)
{
    MAHALLA_TRY(Secret secret, secret_of_recovery_text(text));
    if (secret.size() == secret_bytes_of(wanted)) return secret;
    return failure(ErrorKind::Invalid,
                   wanted == RecoveryKind::VaultCode
                       ? "This is a project's escrow sheet. Here the recovery sheet of a vault is wanted."
                       : "This is a vault's recovery sheet. Here the escrow sheet of a project is wanted.");
}

} // namespace mahalla
