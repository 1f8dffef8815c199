#include "crypto/recovery_hint.h"

#include "crypto/recovery_text.h"

#include <utility>

namespace mahalla {

namespace {

std::optional<RecoveryHint> swapped(RecoveryWords& words)
{
    for (std::size_t i = 0; i + 1 < words.count; ++i) {
        std::swap(words.numbers[i], words.numbers[i + 1]);
        const bool fits = words.fits_together();
        std::swap(words.numbers[i], words.numbers[i + 1]);
        if (fits) return RecoveryHint{i + 1, {}, true};
    }
    return std::nullopt;
}

/// Each word replaced by every other one: some ten thousand hashes, of which at most one in millions fits by chance.
std::optional<RecoveryHint> replaced(RecoveryWords& words)
{
    for (std::size_t i = 0; i < words.count; ++i) {
        const std::uint16_t typed = words.numbers[i];
        for (std::size_t number = 0; number < words.list->size(); ++number) {
            words.numbers[i] = static_cast<std::uint16_t>(number);
            if (words.fits_together()) return RecoveryHint{i + 1, words.list->word(words.numbers[i]), false};
        }
        words.numbers[i] = typed;
    }
    return std::nullopt;
}

} // namespace

std::optional<RecoveryHint> recovery_hint(const Secret& text)
{
    TypedRecoveryText typed = read_recovery_text(as_text(text.view()));
    if (typed.unknown) {
        const auto nearest = typed.words.list->nearest_to(typed.unknown_word);
        return RecoveryHint{*typed.unknown + 1, nearest ? typed.words.list->word(*nearest) : std::string_view(), false};
    }
    if (typed.typed != typed.words.count || !typed.words.kind() || typed.words.fits_together()) return std::nullopt;
    if (const auto found = swapped(typed.words)) return found;
    return replaced(typed.words);
}

} // namespace mahalla
