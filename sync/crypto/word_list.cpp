#include "crypto/word_list.h"

#include "base/check.h"
#include "base/text.h"
#include "crypto/syllable_words.h"

#include <algorithm>
#include <bit>

namespace mahalla {

namespace embedded {
std::string_view words_ar();
std::string_view words_en();
std::string_view words_es();
std::string_view words_fr();
} // namespace embedded

namespace {

constexpr std::size_t letters_away_max = 2;

std::vector<std::string> lines_of(std::string_view text)
{
    const auto found = words(text);
    return {found.begin(), found.end()};
}

std::vector<std::string> syllable_list()
{
    std::vector<std::string> list;
    for (std::uint16_t number = 0; number < 4096; ++number) {
        const auto letters = syllable_word(number);
        list.emplace_back(letters.data(), letters.size());
    }
    return list;
}

} // namespace

WordList::WordList(std::string language, std::vector<std::string> words)
    : language_(std::move(language)), words_(std::move(words))
{
    MAHALLA_CHECK(std::has_single_bit(words_.size()));
    bits_ = static_cast<unsigned>(std::countr_zero(words_.size()));
    for (std::size_t i = 0; i < words_.size(); ++i)
        by_form_.push_back({WordForm(words_[i]), static_cast<std::uint16_t>(i)});
    std::ranges::sort(by_form_, {}, [](const Entry& entry) { return entry.form.letters(); });
}

const WordList& WordList::of_no_language()
{
    static const WordList list("", syllable_list());
    return list;
}

std::span<const WordList* const> WordList::all()
{
    static const WordList arabic("ar", lines_of(embedded::words_ar()));
    static const WordList english("en", lines_of(embedded::words_en()));
    static const WordList spanish("es", lines_of(embedded::words_es()));
    static const WordList french("fr", lines_of(embedded::words_fr()));
    static const std::array lists = {&english, &french, &spanish, &arabic, &of_no_language()};
    return lists;
}

const WordList& WordList::of_language(std::string_view code)
{
    const std::string_view language = code.substr(0, code.find_first_of("-_.@"));
    for (const WordList* list : all())
        if (list->language() == language) return *list;
    return of_no_language();
}

std::optional<std::uint16_t> WordList::number_of(std::string_view typed) const
{
    const WordForm form(typed);
    const auto found =
        std::ranges::lower_bound(by_form_, form.letters(), {}, [](const Entry& entry) { return entry.form.letters(); });
    if (found == by_form_.end() || found->form.letters() != form.letters()) return std::nullopt;
    return found->number;
}

std::optional<std::uint16_t> WordList::nearest_to(std::string_view typed) const
{
    const WordForm form(typed);
    std::size_t least = letters_away_max + 1;
    std::optional<std::uint16_t> nearest;
    for (const Entry& entry : by_form_) {
        const std::size_t away = edit_distance(form.letters(), entry.form.letters());
        if (away >= least) continue;
        least = away;
        nearest = entry.number;
    }
    return nearest;
}

} // namespace mahalla
