#include "xlsform/question_reference.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::string_view last_saved_mark = "last-saved#";

bool is_name_start(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || (c & 0x80) != 0; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_character(char c) { return is_name_start(c) || is_digit(c) || c == '-' || c == '.'; }

/// How many bytes of `text` are a name without prefix.
std::size_t name_bytes(std::string_view text)
{
    if (text.empty() || !is_name_start(text[0])) return 0;
    std::size_t size = 1;
    while (size < text.size() && is_name_character(text[size])) ++size;
    return size;
}

std::size_t digits_bytes(std::string_view text)
{
    std::size_t size = 0;
    while (size < text.size() && is_digit(text[size])) ++size;
    return size;
}

/// "08:30:00", with a zone where one follows: "Z", "+02:00".
std::size_t time_bytes(std::string_view text)
{
    const auto has_shape = [&](std::size_t at, std::string_view shape) {
        if (text.size() < at + shape.size()) return false;
        for (std::size_t i = 0; i < shape.size(); ++i)
            if (shape[i] == '0' ? !is_digit(text[at + i]) : text[at + i] != shape[i]) return false;
        return true;
    };
    if (!has_shape(0, "00:00:00")) return 0;
    if (has_shape(8, "+00:00") || has_shape(8, "-00:00")) return 14;
    return has_shape(8, "Z") ? 9 : 8;
}

/// "2026-11-21" with all that may follow it in a date and time.
std::size_t date_bytes(std::string_view text)
{
    constexpr std::string_view shape = "0000-00-00";
    if (text.size() < shape.size()) return 0;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == '-' ? text[i] != '-' : !is_digit(text[i])) return 0;
    std::size_t size = shape.size();
    while (size < text.size() &&
           (is_digit(text[size]) || std::string_view("T:.+-Z").find(text[size]) != std::string_view::npos))
        ++size;
    return size;
}

std::size_t number_bytes(std::string_view text)
{
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    std::size_t size = sign + digits_bytes(text.substr(sign));
    if (size < text.size() && text[size] == '.') {
        const std::size_t fraction = digits_bytes(text.substr(size + 1));
        if (size > sign || fraction > 0) size += 1 + fraction;
    }
    return size > sign ? size : 0;
}

} // namespace

std::vector<QuestionReference> find_references(std::string_view text)
{
    std::vector<QuestionReference> references;
    for (std::size_t begin = text.find("${"); begin != std::string_view::npos; begin = text.find("${", begin)) {
        const std::size_t close = text.find('}', begin);
        if (close == std::string_view::npos) {
            references.push_back({begin, text.size(), "", "", false});
            break;
        }
        if (close == begin + 2) {
            begin = close;
            continue;
        }
        QuestionReference reference{begin, close + 1, "", "", false};
        std::string_view inside = text.substr(begin + 2, close - begin - 2);
        if (inside.starts_with(last_saved_mark)) {
            reference.last_saved = true;
            inside.remove_prefix(last_saved_mark.size());
        }
        reference.written = std::string(trimmed(inside));
        if (!inside.empty() && name_bytes(inside) == inside.size()) reference.name = std::string(inside);
        references.push_back(std::move(reference));
        begin = close;
    }
    return references;
}

bool has_reference(std::string_view text)
{
    const std::vector<QuestionReference> references = find_references(text);
    return std::any_of(references.begin(), references.end(),
                       [](const QuestionReference& r) { return r.is_well_formed(); });
}

bool may_refer(std::string_view text)
{
    const std::vector<QuestionReference> references = find_references(text);
    return std::any_of(references.begin(), references.end(),
                       [](const QuestionReference& r) { return !r.written.empty(); });
}

std::string only_reference(std::string_view text)
{
    const std::vector<QuestionReference> references = find_references(text);
    const bool is_only = references.size() == 1 && references[0].begin == 0 && references[0].end == text.size();
    return is_only ? references[0].name : std::string();
}

bool is_dynamic_default(std::string_view text, std::string_view question_type)
{
    // The order of the tests is that of pyxform's lexer, which decides the same question.
    const bool may_hold_hyphens = question_type == "date" || question_type == "dateTime" ||
                                  question_type == "geopoint" || question_type == "geotrace" ||
                                  question_type == "geoshape";
    while (!text.empty()) {
        std::size_t size = std::max({date_bytes(text), time_bytes(text), number_bytes(text)});
        const char c = text[0];
        if (size > 0) {
            // A date, a time or a number is a constant.
        } else if (c == '*' || c == '+' || c == '|' || text.starts_with(" mod ") || text.starts_with(" div ")) {
            return true;
        } else if (c == '-') {
            return !may_hold_hyphens;
        } else if (c == '\'' || c == '"') {
            const std::size_t close = text.find(c, 1);
            size = close == std::string_view::npos ? 1 : close + 1;
        } else if (c == '$' && !find_references(text).empty() && find_references(text)[0].begin == 0) {
            if (find_references(text)[0].is_well_formed()) return true;
            size = 2;
        } else if (const std::size_t name = name_bytes(text); name > 0) {
            size = name;
            if (size < text.size() && text[size] == ':') {
                const std::size_t local = name_bytes(text.substr(size + 1));
                if (local > 0) size += 1 + local;
            }
            if (size < text.size() && text[size] == '(') return true;
        } else {
            size = 1;
        }
        text.remove_prefix(size);
    }
    return false;
}

} // namespace mahalla
