#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

struct Decoded {
    char32_t code_point = U'�';
    std::size_t length = 1;
    bool valid = false;
};

/// One code point at `position`. Refuses overlong forms, surrogates and values above U+10FFFF (RFC 3629 §3).
Decoded decode(std::string_view text, std::size_t position)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(position);
    if (first < 0x80) return {first, 1, true};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || position + length > text.size()) return {};
    char32_t code_point = first & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(position + i) & 0xC0) != 0x80) return {};
        code_point = code_point << 6 | (byte(position + i) & 0x3Fu);
    }
    const bool overlong = (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (overlong || surrogate || code_point > 0x10FFFF) return {};
    return {code_point, length, true};
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

} // namespace

bool is_valid_utf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        if (static_cast<unsigned char>(text[i]) < 0x80) { // most of what is read; decoding it would cost more
            ++i;
            continue;
        }
        const Decoded decoded = decode(text, i);
        if (!decoded.valid) return false;
        i += decoded.length;
    }
    return true;
}

std::string with_valid_utf8(std::string_view text, std::size_t* replaced)
{
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Decoded decoded = decode(text, i);
        if (decoded.valid) {
            clean.append(text.substr(i, decoded.length));
        } else {
            append_utf8(clean, U'�');
            if (replaced != nullptr) ++*replaced;
        }
        i += decoded.length;
    }
    return clean;
}

bool is_xml_text(std::string_view text)
{
    // Looked for as bytes: nearly every text passes.
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 && !is_white(c)) return false;
    return text.find("\xEF\xBF\xBE") == std::string_view::npos && text.find("\xEF\xBF\xBF") == std::string_view::npos;
}

std::string escaped_markup(std::string_view text)
{
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        if (c == '&')
            escaped += "&amp;";
        else if (c == '<')
            escaped += "&lt;";
        else if (c == '>')
            escaped += "&gt;";
        else if (c == '"')
            escaped += "&quot;";
        else if (c == '\'')
            escaped += "&#39;";
        else
            escaped += c;
    }
    return escaped;
}

std::string with_xml_text(std::string_view text, std::size_t* replaced)
{
    std::string clean;
    clean.reserve(text.size());
    for (const char32_t c : to_code_points(text)) {
        const bool is_control = c < 0x20 && c != U'\t' && c != U'\n' && c != U'\r';
        const bool is_forbidden = is_control || c == 0xFFFE || c == 0xFFFF;
        append_utf8(clean, is_forbidden ? U'\uFFFD' : c);
        if (is_forbidden && replaced != nullptr) ++*replaced;
    }
    return clean;
}

std::u32string to_code_points(std::string_view text)
{
    std::u32string code_points;
    code_points.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Decoded decoded = decode(text, i);
        code_points += decoded.code_point;
        i += decoded.length;
    }
    return code_points;
}

void append_utf8(std::string& text, char32_t code_point)
{
    const auto put = [&](char32_t value) { text += static_cast<char>(static_cast<unsigned char>(value)); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | code_point >> 6);
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | code_point >> 12);
        put(0x80 | (code_point >> 6 & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | code_point >> 18);
        put(0x80 | (code_point >> 12 & 0x3F));
        put(0x80 | (code_point >> 6 & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

std::string to_utf8(std::u32string_view code_points)
{
    std::string text;
    for (const char32_t code_point : code_points) append_utf8(text, code_point);
    return text;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && is_white(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_white(text.back())) text.remove_suffix(1);
    return text;
}

std::string collapsed(std::string_view text)
{
    std::string out;
    for (const std::string_view word : words(text)) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

std::string lower_ascii(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

bool equal_ignoring_ascii_case(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string_view> words(std::string_view text)
{
    std::vector<std::string_view> found;
    for (std::size_t i = 0; i < text.size();) {
        while (i < text.size() && is_white(text[i])) ++i;
        const std::size_t start = i;
        while (i < text.size() && !is_white(text[i])) ++i;
        if (i > start) found.push_back(text.substr(start, i - start));
    }
    return found;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator)
{
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i != 0) out += separator;
        out += parts[i];
    }
    return out;
}

std::string replaced_all(std::string_view text, std::string_view from, std::string_view to)
{
    std::string out;
    for (;;) {
        const std::size_t at = from.empty() ? std::string_view::npos : text.find(from);
        out += text.substr(0, at);
        if (at == std::string_view::npos) return out;
        out += to;
        text.remove_prefix(at + from.size());
    }
}

std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& candidates)
{
    const std::string wanted = lower_ascii(word);
    std::optional<std::string> nearest;
    std::size_t nearest_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t difference =
            candidate.size() > wanted.size() ? candidate.size() - wanted.size() : wanted.size() - candidate.size();
        if (difference >= nearest_distance) continue;
        const std::size_t distance = edit_distance(wanted, lower_ascii(candidate));
        if (distance < nearest_distance) {
            nearest = candidate;
            nearest_distance = distance;
        }
    }
    return nearest;
}

} // namespace mahalla
