#pragma once
#include "crypto/secret.h"
#include "crypto/word_list.h"

#include <array>

namespace mahalla {

/// What one guess of a passphrase costs (Argon2id). Stored in the clear beside what the passphrase protects.
struct PassphraseCost {
    std::uint32_t passes = 3;
    std::uint64_t memory_bytes = std::uint64_t{256} << 20;

    /// What is accepted from a file: at least one pass over 8 MiB, at most 16 passes over 2 GiB, so that a forged file
    /// can neither make guesses free nor stop the laptop.
    bool is_acceptable() const;
    auto operator<=>(const PassphraseCost&) const = default;
};

struct PassphraseParameters {
    PassphraseCost cost;
    std::array<std::uint8_t, 16> salt{};

    /// With a random salt.
    static PassphraseParameters create(PassphraseCost cost = {});
};

constexpr std::size_t passphrase_bytes_max = 1024;

/// The 32-byte key of a passphrase in UTF-8, byte for byte: whoever takes one from a person has brought it into the
/// form that does not depend on the keyboard (text/passphrase_form.h).
///
/// Fails with `Unavailable` where there is not enough free memory: this says nothing about the passphrase. Fails with
/// `Invalid` for an empty or overlong passphrase or a cost outside the limits.
Result<Secret> key_of_passphrase(const Secret& passphrase, const PassphraseParameters& parameters);

/// Six words of a list, evenly drawn, with a space between: 66 bits, or 72 of the words of no language.
Secret generate_passphrase(const WordList& list = WordList::of_no_language());

} // namespace mahalla
