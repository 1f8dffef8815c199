#include "xlsform/text_cells.h"

#include "base/text.h"
#include "xlsform/expression_reader.h"

#include <algorithm>

namespace mahalla {

namespace {

std::string file_name_of(const std::string& media)
{
    const std::size_t slash = media.rfind('/');
    return media.starts_with("jr://") && slash != std::string::npos ? media.substr(slash + 1) : media;
}

bool is_media(std::string_view form)
{
    return form == "image" || form == "big-image" || form == "audio" || form == "video";
}

std::string plain_words(const TextValue& value)
{
    std::string words;
    for (const TextPart& part : value.parts) words += part.output ? part.output->text() : part.words;
    return words;
}

} // namespace

void TextCells::warn_lost(const Owner& owner, std::string what, std::string help)
{
    findings_.warning(owner.place, "lost-in-xlsform", std::move(what), std::move(help));
}

std::string TextCells::words(std::span<const TextPart> parts, const Owner& owner)
{
    std::string words;
    for (const TextPart& part : parts) {
        if (!part.output) {
            if (has_reference(part.words))
                warn_lost(owner, owner.name + " has words that a workbook takes for a reference: “${…}”.",
                          "They are written with a blank after the dollar sign.");
            words += replaced_all(part.words, "${", "$ {");
            continue;
        }
        const std::string name = references_.name_of(part.output->text(), owner.node);
        const std::string output =
            name.empty() ? references_.written(part.output->text(), owner.node) : "${" + name + "}";
        const std::vector<TextSpan> spans = find_instance_expressions(output);
        const bool reads_back = !only_reference(output).empty() ||
                                (spans.size() == 1 && spans[0].begin == 0 && spans[0].end == output.size());
        if (!reads_back)
            warn_lost(owner,
                      owner.name + " shows the value of an expression, which words in a workbook cannot: " + output,
                      "Compute it in a calculate question, and show that: ${name}.");
        words += output;
    }
    const bool has_quotes =
        words.find("\xE2\x80\x98") != std::string::npos || words.find("\xE2\x80\x99") != std::string::npos ||
        words.find("\xE2\x80\x9C") != std::string::npos || words.find("\xE2\x80\x9D") != std::string::npos;
    if (has_quotes && !warned_of_quotes_) {
        warned_of_quotes_ = true;
        warn_lost(owner,
                  "Typographic quotation marks become plain ones when a workbook is read, as in " + owner.name + ".",
                  "Nothing needs to be done.");
    }
    return words;
}

bool TextCells::is_only_filling(const TranslatedText& text, std::size_t language, const TextValue& value) const
{
    if (plain_words(value) != "-") return false;
    for (std::size_t other = 0; other < text.values.size(); ++other)
        for (const TextValue& candidate : text.values[other])
            if (other != language && candidate.form == value.form && plain_words(candidate) != "-") return true;
    return false;
}

std::string TextCells::column_for(const std::string& column, std::size_t language) const
{
    // The language that is called so by those who name none.
    const std::string& name = form_.languages()[language];
    const bool is_unnamed = language == 0 && form_.settings().default_language_marked && name == "default";
    return is_unnamed ? column : column + "::" + name;
}

bool TextCells::put(SheetTable& table, const std::string& column, const TranslatedText& text, const Owner& owner)
{
    bool has_words = false;
    // A text that is said in the unnamed language alone would become one without translations.
    const bool may_leave_out = !(form_.settings().default_language_marked && form_.languages().front() == "default") ||
                               std::any_of(text.values.begin() + 1, text.values.end(), [](const auto& values) {
                                   return std::any_of(values.begin(), values.end(),
                                                      [](const TextValue& value) { return plain_words(value) != "-"; });
                               });
    for (std::size_t language = 0; language < text.values.size(); ++language) {
        const std::vector<TextValue>& values = text.values[language];
        const bool has_plain =
            std::any_of(values.begin(), values.end(), [](const TextValue& v) { return v.form.empty(); });
        for (const TextValue& value : values) {
            if (may_leave_out && is_only_filling(text, language, value)) continue; // Reading puts the dash there again.
            if (is_media(value.form)) {
                table.put(column_for(value.form, language), file_name_of(words(value.parts, owner)));
                has_words = true;
            } else if (value.form == "guidance" && column == "hint") {
                table.put(column_for("guidance_hint", language), words(value.parts, owner));
            } else if (value.form.empty() || (value.form == "long" && !has_plain)) {
                table.put(column_for(column, language), words(value.parts, owner));
                has_words = true;
            } else {
                warn_lost(owner, owner.name + " has a text of the form “" + value.form + "”, which a workbook has not.",
                          "It is left out; the text itself is kept.");
            }
        }
    }
    return has_words;
}

void TextCells::put_in_all_languages(SheetTable& table, const std::string& column, const Text& text, const Owner& owner)
{
    if (form_.languages().empty() || text.expression || text.is_empty()) {
        put(table, column, text, owner);
        return;
    }
    const std::string written = words(text.parts, owner);
    for (std::size_t language = 0; language < form_.languages().size(); ++language)
        table.put(column_for(column, language), written);
}

bool TextCells::put(SheetTable& table, const std::string& column, const Text& text, const Owner& owner)
{
    if (text.is_empty()) return false;
    if (text.expression) {
        const std::vector<TextPart> shown = {{"", text.expression}};
        table.put(column, words(shown, owner));
        return true;
    }
    if (text.translation_id.empty()) {
        const std::string written = words(text.parts, owner);
        table.put(column, written);
        return !trimmed(written).empty();
    }
    const TranslatedText* translated = form_.find_translation(text.translation_id);
    return translated != nullptr && put(table, column, *translated, owner);
}

} // namespace mahalla
