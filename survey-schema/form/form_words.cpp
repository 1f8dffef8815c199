#include "form/form_words.h"

#include "base/text.h"
#include "form/choice_list_path.h"
#include "form/language_tag.h"

#include <unordered_set>

namespace mahalla {

namespace {

/// "**Age** <b>of</b> the head" without its marks. A "<" that closes nowhere is a word's.
std::string without_markup(std::string_view text)
{
    std::string words;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '<' && i + 1 < text.size() && text[i + 1] != ' ') {
            const std::size_t end = text.find('>', i);
            const bool is_tag = end != std::string_view::npos && text.find('<', i + 1) >= end;
            if (is_tag) {
                words += ' ';
                i = end;
                continue;
            }
        }
        if (text[i] == '*' || (text[i] == '#' && (i == 0 || text[i - 1] == '\n' || text[i - 1] == '#'))) continue;
        words += text[i];
    }
    return collapsed(words);
}

std::string words_of(std::span<const TextPart> parts)
{
    std::string words;
    for (const TextPart& part : parts) words += part.output ? "…" : part.words;
    return without_markup(words);
}

/// The item's label: a text of its own, or the id of a translated one.
std::string item_label(const FormDefinition& form, const Document& document, NodeIndex item, std::size_t language)
{
    if (const auto id = item_text(document, item, "itextId")) {
        const TranslatedText* text = form.find_translation(*id);
        return text ? words_of(form.parts_of(*text, language)) : std::string();
    }
    return without_markup(item_text(document, item, "label").value_or(""));
}

} // namespace

std::string plain_words(const FormDefinition& form, const Text& text, std::size_t language)
{
    return words_of(form.parts_of(text, language));
}

std::string question_label(const FormDefinition& form, ModelIndex question, std::size_t language)
{
    for (const ControlIndex control : form.controls_of(question))
        if (std::string words = plain_words(form, form.control(control).label, language); !words.empty()) return words;
    for (const ControlIndex control : form.controls_of(question))
        if (std::string words = plain_words(form, form.control(control).hint, language); !words.empty()) return words;
    return std::string(form.node(question).local_name());
}

const Control* select_of(const FormDefinition& form, ModelIndex question)
{
    for (const ControlIndex control : form.controls_of(question))
        if (form.control(control).is_select()) return &form.control(control);
    return nullptr;
}

std::vector<LabelledChoice> labelled_choices(const FormDefinition& form, const Control& select, std::size_t language)
{
    std::vector<LabelledChoice> choices;
    std::unordered_set<std::string> values;
    const auto add = [&](std::string value, std::string label) {
        if (value.empty() || !values.insert(value).second) return;
        if (label.empty()) label = value;
        choices.push_back({std::move(value), std::move(label)});
    };
    if (select.attribute("query") != nullptr || select.appearance.find("search(") != std::string::npos) return choices;
    if (!select.itemset) {
        for (const Choice& choice : select.choices) add(choice.value, plain_words(form, choice.label, language));
        return choices;
    }
    const std::optional<ListPath> path = list_path_of(select.itemset->nodeset);
    const std::string_view value = single_name_of(select.itemset->value);
    if (!path || value.empty()) return choices;
    const SecondaryInstance* instance = form.find_instance(path->instance);
    if (instance == nullptr || !instance->content) return choices;
    const std::vector<NodeIndex> items = items_of(*instance, path->item);
    if (items.size() > labelled_choices_max) return choices;
    for (const NodeIndex item : items)
        if (auto text = item_text(*instance->content, item, value))
            add(*std::move(text), item_label(form, *instance->content, item, language));
    return choices;
}

Result<std::size_t> language_position(const FormDefinition& form, std::string_view wanted)
{
    if (wanted.empty()) return std::size_t{0};
    std::vector<std::string> languages;
    for (const std::string& language : form.languages()) {
        const std::string_view name = trimmed(std::string_view(language).substr(0, language.rfind('(')));
        for (const std::string_view known : {std::string_view(language), name})
            if (equal_ignoring_ascii_case(known, wanted)) return languages.size();
        if (const std::string tag = language_tag(language); !tag.empty() && tag == language_tag(wanted))
            return languages.size();
        languages.push_back(language);
    }
    return failure(ErrorKind::Invalid, languages.empty() ? "The questionnaire has no languages: leave --language out."
                                                         : "The questionnaire has no language " + std::string(wanted) +
                                                               "; it has: " + joined(languages, ", ") + ".");
}

} // namespace mahalla
