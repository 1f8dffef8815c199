#include "xlsform/form_texts.h"

#include "base/check.h"

#include <algorithm>

namespace mahalla {

namespace {

bool needs_translation(const LocalText& label, const std::vector<std::pair<std::string, LocalText>>& media)
{
    return label.is_translated() || !media.empty();
}

/// A file's place in the form: pictures of both sizes share a folder.
/// Without what is no kind of media, which has been reported; a choice's is passed on for other programs.
std::vector<std::pair<std::string, LocalText>> kinds_of_media(std::vector<std::pair<std::string, LocalText>> media)
{
    std::erase_if(media, [](const auto& medium) {
        const std::string& form = medium.first;
        return form != "image" && form != "big-image" && form != "audio" && form != "video";
    });
    return media;
}

std::string media_prefix(const std::string& form)
{
    return form == "image" || form == "big-image" ? "jr://images/" : "jr://" + form + "/";
}

} // namespace

FormLanguages::FormLanguages(const SurveyTree& tree, const ChoiceLists& lists, std::string default_language)
    : default_language_(std::move(default_language))
{
    for (const ElementIndex index : tree.in_document_order()) {
        const Element& element = tree[index];
        const bool has_media = !element.media.empty();
        use(element.label, has_media);
        for (const auto& [form, media] : element.media) use(media, true);
        use(element.hint, !element.guidance.is_empty());
        use(element.guidance, true);
        for (const LocalText* message : {&element.constraint_message, &element.required_message})
            use(*message, may_refer(message->plain));
        use(element.no_application_message, false);
    }
    for (const ChoiceList& list : lists.all()) {
        if (!list.needs_translations()) continue;
        for (const ListChoice& choice : list.choices) {
            use(choice.label, true);
            for (const auto& [form, media] : choice.media) use(media, true);
        }
    }
    default_is_used_ = positions_.contains(default_language_);
    std::stable_partition(names_.begin(), names_.end(),
                          [&](const std::string& name) { return name == default_language_; });
    for (std::size_t i = 0; i < names_.size(); ++i) positions_[names_[i]] = i;
}

void FormLanguages::use(std::string_view language)
{
    if (positions_.contains(language)) return;
    positions_.emplace(language, names_.size());
    names_.emplace_back(language);
}

void FormLanguages::use(const LocalText& text, bool always)
{
    for (const auto& [language, words] : text.translations) use(language);
    if (!text.plain.empty() && (always || text.is_translated())) use(default_language_);
}

std::size_t FormLanguages::position(std::string_view language) const
{
    const auto found = positions_.find(language);
    MAHALLA_CHECK(found != positions_.end());
    return found->second;
}

std::vector<TextPart> FormTexts::parts(const std::string& words, ElementIndex context, const Place& place)
{
    std::vector<TextPart> found;
    std::size_t written = 0;
    const auto add_words = [&](std::size_t end) {
        if (end > written) found.push_back({words.substr(written, end - written), std::nullopt});
    };
    const auto add_output = [&](std::size_t begin, std::size_t end) {
        const std::string_view source = std::string_view(words).substr(begin, end - begin);
        std::optional<Expression> output = expressions_.try_read(source, {context, false, false});
        if (!output) {
            const bool is_known = source.starts_with("${"); // An unknown reference is reported with its cell.
            if (!is_known)
                expressions_.findings().warning(
                    place, "text-taken-as-words",
                    "This text holds what looks like an expression and is none; it is shown as words.",
                    "Correct it, or leave it if it is meant so.");
            return;
        }
        add_words(begin);
        found.push_back({"", std::move(output)});
        written = end;
    };
    std::vector<TextSpan> spans = find_instance_expressions(words);
    for (const QuestionReference& reference : find_references(words)) {
        const bool inside = std::any_of(spans.begin(), spans.end(), [&](const TextSpan& span) {
            return reference.begin >= span.begin && reference.begin < span.end;
        });
        if (expressions_.resolver().may_resolve(reference, context) && !inside)
            spans.push_back({reference.begin, reference.end});
    }
    std::sort(spans.begin(), spans.end(), [](const TextSpan& a, const TextSpan& b) { return a.begin < b.begin; });
    for (const TextSpan& span : spans) add_output(span.begin, span.end);
    add_words(words.size());
    return found;
}

void FormTexts::collect(Values& values, const LocalText& text, const std::string& form, const std::string& prefix,
                        ElementIndex context, const Place& place)
{
    const auto add = [&](const std::string& language, const std::string& words) {
        TextValue value{form, parts(words, context, place)};
        if (!prefix.empty()) {
            if (!value.parts.empty() && !value.parts.front().output)
                value.parts.front().words.insert(0, prefix);
            else
                value.parts.insert(value.parts.begin(), {prefix, std::nullopt});
        }
        values.emplace_back(languages_.position(language), std::move(value));
    };
    // A column with the default language's name says more than the one without.
    const bool default_is_given = std::any_of(text.translations.begin(), text.translations.end(),
                                              [&](const auto& t) { return t.first == languages_.default_language(); });
    if (!text.plain.empty() && !default_is_given) add(languages_.default_language(), text.plain);
    for (const auto& [language, words] : text.translations) add(language, words);
}

void FormTexts::collect_media(Values& values, const std::vector<std::pair<std::string, LocalText>>& media,
                              const Place& place)
{
    const auto has_image =
        std::any_of(media.begin(), media.end(), [](const auto& medium) { return medium.first == "image"; });
    for (const auto& [form, text] : media) {
        // A picture that enlarges nothing has been reported.
        const std::string shown = form == "big-image" && !has_image ? "image" : form;
        collect(values, text, shown, media_prefix(shown), no_element, {place.sheet, place.row, text.column});
    }
}

Text FormTexts::translated(const std::string& id, Values values)
{
    if (values.empty()) return {};
    return draft_.add_text(id, std::move(values));
}

Text FormTexts::label(const Element& element, ElementIndex index, const std::string& path)
{
    const Place place{element.sheet, element.row, element.label.column};
    if (!needs_translation(element.label, element.media)) {
        Text text;
        text.parts = parts(element.label.plain, index, place);
        return text;
    }
    Values values;
    collect(values, element.label, "", "", index, place);
    collect_media(values, kinds_of_media(element.media), place);
    return translated(path + ":label", std::move(values));
}

Text FormTexts::hint(const Element& element, ElementIndex index, const std::string& path)
{
    const Place place{element.sheet, element.row, element.hint.column};
    if (!element.hint.is_translated() && element.guidance.is_empty()) {
        Text text;
        text.parts = parts(element.hint.plain, index, place);
        return text;
    }
    Values values;
    collect(values, element.hint, "", "", index, place);
    collect(values, element.guidance, "guidance", "", index, {element.sheet, element.row, element.guidance.column});
    return translated(path + ":hint", std::move(values));
}

Text FormTexts::message(const LocalText& text, const Element& element, ElementIndex index, const std::string& path,
                        const char* form)
{
    if (!text.is_translated() && !may_refer(text.plain)) return Text::of(text.plain);
    Values values;
    collect(values, text, "", "", index, {element.sheet, element.row, text.column});
    return translated(path + ":" + form, std::move(values));
}

Text FormTexts::choice_label(const ChoiceList& list, std::size_t position)
{
    if (list.needs_translations()) return Text::translated(list.text_id(position));
    return Text::of(list.choices[position].label.plain);
}

void FormTexts::add_translations(const ChoiceList& list)
{
    if (!list.needs_translations()) return;
    for (std::size_t i = 0; i < list.choices.size(); ++i) {
        const ListChoice& choice = list.choices[i];
        const Place place{"choices", choice.row, choice.label.column};
        Values values;
        collect(values, choice.label, "", "", no_element, place);
        collect_media(values, choice.media, place);
        translated(list.text_id(i), std::move(values));
    }
}

} // namespace mahalla
