#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace mahalla {

/// The longest passphrase that is brought into a form; a longer one is refused anyway.
constexpr std::size_t passphrase_form_typed_max = 1024;
/// Room enough for the form of the longest one.
constexpr std::size_t passphrase_form_bytes_max = 3 * passphrase_form_typed_max;

/// The form of a passphrase in which it is made into a key, so that the same words typed on another keyboard open the
/// same vault; written into `form`, of which the number of bytes used is given. docs/formats/vault.md states the rules:
///
/// accents, Arabic and Hebrew vowel marks, hamzas on their carriers, tatweel and invisible characters are left out;
/// alef wasla counts as alef, alef maqsura and Persian ya as ya, ta marbuta as ha, Persian kaf as kaf; digits of every
/// script are ASCII; white space within is one space, at the ends none; the rest is Unicode NFC. Capitals count.
///
/// No copy is left in memory: what is worked on lies on the stack and is overwritten. A text of more than
/// `passphrase_form_typed_max` bytes, or which is not UTF-8, stays as it is, as far as it fits.
std::size_t to_passphrase_form(std::string_view typed, std::span<std::uint8_t> form);

} // namespace mahalla
