#include "xform/xform_output.h"

#include <algorithm>

namespace mahalla {

namespace {

bool continues_a_path(char before)
{
    const bool name =
        (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z') || (before >= '0' && before <= '9');
    return name || static_cast<unsigned char>(before) >= 0x80 || before == '_' || before == '-' || before == '.' ||
           before == '*' || before == ')' || before == ']' || before == '/' || before == ':';
}

/// Replaces `old_root` where an absolute path starts with it, outside of quotes.
std::string with_root(std::string_view text, std::string_view old_root, std::string_view new_root)
{
    std::string result;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '/' && (i == 0 || !continues_a_path(text[i - 1])) && text.substr(i).starts_with(old_root)) {
            const std::size_t end = i + old_root.size();
            const bool whole = end == text.size() || text[end] == '/' || !continues_a_path(text[end]) ||
                               text[end] == ')' || text[end] == ']' || text[end] == '*';
            if (whole) {
                result += new_root;
                i = end - 1;
                continue;
            }
        }
        result += c;
    }
    return result;
}

} // namespace

std::string XFormOutput::nodeset(std::string_view path) const
{
    if (old_root == new_root) return std::string(path);
    return new_root + std::string(path.substr(old_root.size()));
}

std::string XFormOutput::rooted(const std::string& text) const
{
    return old_root == new_root ? text : with_root(text, old_root, new_root);
}

void XFormOutput::expression_attribute(std::string_view name, const std::optional<Expression>& expression)
{
    if (expression) xml.attribute(name, text_of(*expression));
}

void XFormOutput::attributes(const std::vector<WrittenAttribute>& written)
{
    for (const WrittenAttribute& attribute : written) xml.attribute(attribute.name, rooted(attribute.value));
}

void XFormOutput::parts(const std::vector<TextPart>& parts)
{
    // pyxform puts a space around a text with outputs; readers take it away again.
    const bool has_outputs =
        std::any_of(parts.begin(), parts.end(), [](const TextPart& part) { return part.output.has_value(); });
    xml.text(has_outputs ? " " : "");
    for (const TextPart& part : parts) {
        xml.text(part.words);
        if (!part.output) continue;
        xml.begin("output");
        xml.attribute("value", text_of(*part.output));
        xml.end();
    }
    if (has_outputs) xml.text(" ");
}

void XFormOutput::text_element(std::string_view name, const Text& text)
{
    xml.begin(name);
    if (!text.translation_id.empty())
        xml.attribute("ref", "jr:itext('" + text.translation_id + "')");
    else if (text.expression)
        xml.attribute("ref", text_of(*text.expression));
    else
        parts(text.parts);
    xml.end();
}

void XFormOutput::message_attribute(std::string_view name, const Text& text)
{
    if (text.is_empty()) return;
    std::string words;
    if (!text.translation_id.empty())
        words = "jr:itext('" + text.translation_id + "')";
    else
        for (const TextPart& part : text.parts) words += part.words;
    xml.attribute(name, words);
}

void XFormOutput::action(const Action& action)
{
    switch (action.kind) {
    case ActionKind::SetValue:
        xml.begin("setvalue");
        break;
    case ActionKind::SetGeopoint:
        xml.begin("odk:setgeopoint");
        break;
    case ActionKind::RecordAudio:
        xml.begin("odk:recordaudio");
        break;
    }
    std::string events;
    for (const FormEvent event : action.events) {
        if (!events.empty()) events += ' ';
        events += name_of(event);
    }
    xml.attribute("event", events);
    xml.attribute("ref", action.target ? text_of(*action.target) : nodeset(action.ref));
    expression_attribute("value", action.value);
    attributes(action.attributes);
    xml.text(action.text);
    xml.end();
}

} // namespace mahalla
