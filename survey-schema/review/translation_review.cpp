#include "review/translation_review.h"

#include "base/text.h"
#include "review/text_owners.h"

#include <algorithm>
#include <array>
#include <map>

namespace mahalla {

namespace {

/// What a text without a language is said to be in by pyxform and by us.
constexpr std::string_view no_language = "default";

/// Pictures and sounds are often the same in all languages: they are asked for only where several languages have them.
constexpr std::array media_columns = {std::string_view("image"), std::string_view("audio"), std::string_view("video")};

bool has_letters(std::string_view words)
{
    return std::ranges::any_of(words, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

/// "English (en)" and " english(EN)" become one.
std::string likeness_of(std::string_view language)
{
    std::string plain;
    for (const char c : lower_ascii(language))
        if (!is_white(c)) plain += c;
    const std::size_t code = plain.rfind('(');
    return code == std::string::npos || code == 0 ? plain : plain.substr(0, code);
}

class TranslationReview {
public:
    explicit TranslationReview(ReviewFindings& findings) : findings_(findings), form_(findings.form())
    {
        for (const std::string& language : form_.languages()) real_languages_ += language != no_language ? 1U : 0U;
    }

    void review()
    {
        if (form_.languages().empty()) return;
        visit_texts(form_, [&](const OwnedText& owned) { look_at(owned); });
        tell_missing();
        tell_without_language();
        tell_doubled();
    }

private:
    /// Texts of one column of one sheet.
    struct Column {
        bool of_choices = false;
        std::string_view name; ///< "label", "guidance_hint".

        auto operator<=>(const Column&) const = default;
    };
    struct Texts {
        std::size_t count = 0;
        std::set<int> rows;
        std::vector<std::string> names; ///< Of the first few that stand in no row.
    };

    void look_at(const OwnedText& owned)
    {
        const std::string_view id = owned.text != nullptr ? owned.text->translation_id : owned.translation_id;
        const Column column{owned.text == nullptr, column_of(owned.use)};
        if (id.empty()) {
            const bool worth_translating = owned.text == nullptr
                                               ? has_letters(owned.words)
                                               : std::ranges::any_of(owned.text->parts, [](const TextPart& part) {
                                                     return has_letters(part.words);
                                                 });
            if (worth_translating && real_languages_ > 1) note(without_language_[column], owned);
            return;
        }
        const TranslatedText* text = form_.find_translation(id);
        if (text == nullptr) return;
        look_at(*text, "", column, owned);
        if (owned.use == TextUse::Hint) look_at(*text, "guidance", {column.of_choices, "guidance_hint"}, owned);
        if (owned.use != TextUse::Label && owned.use != TextUse::ChoiceLabel) return;
        for (const std::string_view media : media_columns) look_at(*text, media, {column.of_choices, media}, owned);
    }

    void look_at(const TranslatedText& text, std::string_view form, const Column& column, const OwnedText& owned)
    {
        bool in_a_language = false, without = false;
        const auto has = [&](std::size_t language) {
            return language < text.values.size() &&
                   std::ranges::any_of(text.values[language], [&](const TextValue& value) {
                       return value.form == form && !value.parts.empty();
                   });
        };
        for (std::size_t language = 0; language < form_.languages().size(); ++language)
            if (has(language)) (form_.languages()[language] == no_language ? without : in_a_language) = true;
        const bool is_media = std::ranges::find(media_columns, form) != media_columns.end();
        if (!in_a_language) {
            if (without && real_languages_ > 1 && !is_media) note(without_language_[column], owned);
            return;
        }
        ++totals_[column];
        for (std::size_t language = 0; is_media && language < form_.languages().size(); ++language)
            if (has(language)) languages_with_media_[column].insert(language);
        for (std::size_t language = 0; language < form_.languages().size(); ++language)
            // The words without language stand in for those that are missing.
            if (!has(language) && form_.languages()[language] != no_language) note(missing_[{language, column}], owned);
    }

    void note(Texts& texts, const OwnedText& owned) const
    {
        constexpr std::size_t names_max = 5;
        ++texts.count;
        if (owned.row > 0)
            texts.rows.insert(owned.row);
        else if (texts.names.size() < names_max)
            texts.names.push_back(owned.node != no_index ? form_.node(owned.node).nodeset
                                                         : std::string(owned.list_name));
    }

    std::string where(const Texts& texts) const
    {
        if (!texts.rows.empty()) return rows_in_words(texts.rows);
        return joined(texts.names, ", ") + (texts.count > texts.names.size() ? "…" : "");
    }

    ReviewPlace place_of(const Column& column, const Texts& texts, std::string_view language) const
    {
        ReviewPlace place;
        if (!texts.rows.empty()) {
            place.sheet = column.of_choices ? "choices" : "survey";
            place.row = *texts.rows.begin();
        }
        place.column = column.name;
        if (!language.empty()) place.column += "::" + std::string(language);
        return place;
    }

    void tell_missing()
    {
        for (const auto& [key, texts] : missing_) {
            const auto& [language, column] = key;
            const auto media = languages_with_media_.find(column);
            if (media != languages_with_media_.end() && media->second.size() < 2) continue;
            const std::string& name = form_.languages()[language];
            const bool all = texts.count == totals_[column];
            const std::string number = texts.count == 1 ? "an entry" : std::to_string(texts.count) + " entries";
            const ReviewPlace place = place_of(column, texts, name);
            findings_.add(place, "translation-missing",
                          in_quotes(name) +
                              (all ? " has nothing in this column, where another language has " + number
                                   : " lacks " + number + " of this column") +
                              ": " + where(texts) + ".",
                          "Fill in " + place.column + "; until then another language is shown there.");
        }
    }

    void tell_without_language()
    {
        for (const auto& [column, texts] : without_language_) {
            const auto languages = form_.languages();
            const auto first =
                std::ranges::find_if(languages, [](const std::string& name) { return name != no_language; });
            findings_.add(place_of(column, texts, {}), "text-without-language",
                          "The form has " + std::to_string(real_languages_) + " languages, but " +
                              (texts.count == 1 ? std::string("a text of this column is")
                                                : std::to_string(texts.count) + " texts of this column are") +
                              " the same in all of them: " + where(texts) + ".",
                          "Write one column for each language: " + std::string(column.name) + "::" + *first + "…");
        }
    }

    void tell_doubled()
    {
        std::map<std::string, std::string_view> seen;
        for (const std::string& language : form_.languages()) {
            const auto [other, is_new] = seen.emplace(likeness_of(language), language);
            if (is_new) continue;
            findings_.add({}, "language-doubled",
                          in_quotes(other->second) + " and " + in_quotes(language) + " are taken for two languages.",
                          "Write the name alike in every column.");
        }
    }

    ReviewFindings& findings_;
    const FormDefinition& form_;
    std::size_t real_languages_ = 0;
    std::map<Column, std::size_t> totals_;
    std::map<Column, std::set<std::size_t>> languages_with_media_;
    std::map<std::pair<std::size_t, Column>, Texts> missing_;
    std::map<Column, Texts> without_language_;
};

} // namespace

void review_translations(ReviewFindings& findings) { TranslationReview(findings).review(); }

} // namespace mahalla
