#include "xform/text_reader.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

/// The ID of `jr:itext('ID')`; nothing for any other expression.
std::optional<std::string_view> translation_id_of(std::string_view reference)
{
    reference = trimmed(reference);
    if (!reference.starts_with("jr:itext(") || !reference.ends_with(')')) return std::nullopt;
    const std::string_view argument = trimmed(reference.substr(9, reference.size() - 10));
    if (argument.size() < 2 || (argument.front() != '\'' && argument.front() != '"')) return std::nullopt;
    const std::string_view inside = argument.substr(1, argument.size() - 2);
    if (argument.back() != argument.front() || inside.find(argument.front()) != std::string_view::npos)
        return std::nullopt;
    return inside;
}

void add_words(std::vector<TextPart>& parts, std::string_view words)
{
    if (words.empty()) return;
    if (!parts.empty() && !parts.back().output)
        parts.back().words += words;
    else
        parts.push_back({std::string(words), std::nullopt});
}

/// Leaves out white space at both ends where it only lays the file out: with a line end in it, or, as pyxform writes
/// it, around a text with outputs. Other white space is the author's (a tab makes a block of code).
void trim_layout(std::vector<TextPart>& parts)
{
    constexpr std::string_view white = " \t\n\r";
    const bool has_outputs =
        std::any_of(parts.begin(), parts.end(), [](const TextPart& part) { return part.output.has_value(); });
    const auto is_layout = [&](std::string_view space) {
        return has_outputs || space.find('\n') != std::string_view::npos;
    };
    if (!parts.empty() && !parts.front().output) {
        std::string& words = parts.front().words;
        const std::size_t begin = std::min(words.find_first_not_of(white), words.size());
        if (is_layout(std::string_view(words).substr(0, begin))) words.erase(0, begin);
        if (words.empty()) parts.erase(parts.begin());
    }
    if (!parts.empty() && !parts.back().output) {
        std::string& words = parts.back().words;
        const std::size_t end = words.find_last_not_of(white) + 1;
        if (is_layout(std::string_view(words).substr(end))) words.erase(end);
        if (words.empty()) parts.pop_back();
    }
}

/// Parts of an element's content. Elements that are no outputs (`<b>`) give their text, whatever stands around it.
void append_parts(XFormContext& context, NodeIndex element, std::vector<TextPart>& parts)
{
    const Document& document = context.document();
    for (NodeIndex child = document.first_child(element); child != no_node; child = document.next_sibling(child)) {
        if (document.kind(child) == NodeKind::Text) {
            add_words(parts, document.text(child));
        } else if (document.kind(child) == NodeKind::Element && context.is(child, "output")) {
            context.report_other_attributes(child, {"value", "ref"});
            std::string_view value = context.attribute(child, "value");
            if (value.empty()) value = context.attribute(child, "ref");
            if (std::optional<Expression> output = context.expression(value, child, "output in a text"))
                parts.push_back({{}, std::move(output)});
        } else if (document.kind(child) == NodeKind::Element) {
            context.report_element(child, "A text", "Its words are kept without it.");
            append_parts(context, child, parts);
        }
    }
}

struct ItextReader {
    XFormContext& context;
    std::unordered_map<std::string_view, std::size_t> position_by_id;

    void read_language(NodeIndex translation, std::size_t language)
    {
        for (NodeIndex text = context.first(translation); text != no_node; text = context.next(text)) {
            if (!context.is(text, "text")) {
                context.report_element(text, "A translation");
                continue;
            }
            const std::string_view id = context.attribute(text, "id");
            std::vector<TranslatedText>& translations = context.draft().translations;
            const auto [found, added] = position_by_id.emplace(id, translations.size());
            if (added) translations.push_back({std::string(id), {}});
            std::vector<std::vector<TextValue>>& values = translations[found->second].values;
            if (values.size() <= language) values.resize(language + 1);
            if (!values[language].empty())
                context.error(text, "translation-duplicate", "The text “" + std::string(id) + "” is there twice.",
                              "Keep one of them.");
            context.report_other_attributes(text, {"id"});
            for (NodeIndex value = context.first(text); value != no_node; value = context.next(value)) {
                if (!context.is(value, "value")) {
                    context.report_element(value, "A translated text");
                    continue;
                }
                context.report_other_attributes(value, {"form"});
                values[language].push_back({std::string(context.attribute(value, "form")), read_parts(context, value)});
            }
        }
    }
};

} // namespace

std::vector<TextPart> read_parts(XFormContext& context, NodeIndex element)
{
    std::vector<TextPart> parts;
    append_parts(context, element, parts);
    trim_layout(parts);
    return parts;
}

Text read_text(XFormContext& context, NodeIndex element)
{
    context.report_other_attributes(element, {"ref"});
    const std::string_view reference = context.attribute(element, "ref");
    if (const auto id = translation_id_of(reference)) return Text::translated(std::string(*id));
    Text text;
    if (!reference.empty())
        text.expression = context.expression(reference, element, "reference to a text");
    else
        text.parts = read_parts(context, element);
    return text;
}

Text read_message(std::string_view attribute)
{
    if (const auto id = translation_id_of(attribute)) return Text::translated(std::string(*id));
    return Text::of(std::string(attribute));
}

void read_itext(XFormContext& context, NodeIndex itext)
{
    std::vector<NodeIndex> elements;
    std::size_t marked = no_index;
    for (NodeIndex translation = context.first(itext); translation != no_node;
         translation = context.next(translation)) {
        if (!context.is(translation, "translation")) {
            context.report_element(translation, "The itext");
            continue;
        }
        context.report_other_attributes(translation, {"lang", "default"});
        const auto is_default = context.document().attribute(translation, "default");
        if (marked == no_index && is_default && *is_default != "false()") marked = elements.size();
        elements.push_back(translation);
    }
    if (marked != no_index) {
        context.draft().settings.default_language_marked = true;
        std::rotate(elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(marked),
                    elements.begin() + static_cast<std::ptrdiff_t>(marked) + 1);
    }
    ItextReader reader{context, {}};
    for (const NodeIndex translation : elements) {
        std::vector<std::string>& languages = context.draft().languages;
        std::string name(context.attribute(translation, "lang"));
        if (std::find(languages.begin(), languages.end(), name) != languages.end()) {
            context.error(translation, "itext-language-duplicate", "The language “" + name + "” is there twice.",
                          "Put all its texts into one translation.");
            continue;
        }
        languages.push_back(std::move(name));
        reader.read_language(translation, languages.size() - 1);
    }
}

} // namespace mahalla
