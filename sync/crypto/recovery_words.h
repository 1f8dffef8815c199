#pragma once
#include "crypto/secret.h"
#include "crypto/word_list.h"

#include <array>
#include <optional>

namespace mahalla {

/// What a recovery sheet holds: the two are never taken for each other.
enum class RecoveryKind : std::uint8_t { VaultCode = 1, EscrowKey = 2 };

constexpr std::size_t secret_bytes_of(RecoveryKind kind) { return kind == RecoveryKind::VaultCode ? 16 : 32; }
constexpr std::size_t recovery_words_of(RecoveryKind kind) { return kind == RecoveryKind::VaultCode ? 14 : 26; }

/// A secret of 16 or 32 bytes as the numbers of 14 or 26 words: its bits, then as many bits of a checksum as fill the
/// last word (26 to 56, by kind and list), so that one wrong word in 60 million passes. Wiped at the end.
/// docs/formats/recovery-sheet.md.
struct RecoveryWords {
    static constexpr std::size_t words_max = 26;

    const WordList* list = nullptr;
    std::array<std::uint16_t, words_max> numbers{};
    std::size_t count = 0;

    /// `secret` has 16 or 32 bytes.
    static RecoveryWords of(const Secret& secret, const WordList& list);
    RecoveryWords() = default;
    RecoveryWords(const RecoveryWords&) = default;
    RecoveryWords& operator=(const RecoveryWords&) = default;
    ~RecoveryWords();

    /// By the number of words; nothing where no sheet has so many.
    std::optional<RecoveryKind> kind() const;
    /// Whether the checksum is that of the secret.
    bool fits_together() const;
    /// The secret, checked or not; `kind` is known.
    Secret secret() const;
};

/// Two groups of five digits that stand on the sheet and that a program says when it has read one: the same digits, the
/// same sheet. They say nothing of use about the secret.
std::string recovery_checksum_of(const Secret& secret);

} // namespace mahalla
