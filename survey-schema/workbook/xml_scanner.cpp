#include "workbook/xml_scanner.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace mahalla {

namespace {

std::string_view without_prefix(std::string_view name)
{
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The character a reference between "&" and ";" stands for; an unknown one stays as it is written.
void append_reference(std::string& out, std::string_view reference)
{
    if (reference == "amp")
        out += '&';
    else if (reference == "lt")
        out += '<';
    else if (reference == "gt")
        out += '>';
    else if (reference == "quot")
        out += '"';
    else if (reference == "apos")
        out += '\'';
    else if (reference.size() > 1 && reference[0] == '#') {
        const bool hexadecimal = reference[1] == 'x' || reference[1] == 'X';
        const std::string_view digits = reference.substr(hexadecimal ? 2 : 1);
        unsigned value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
        const bool is_character = read.ec == std::errc() && read.ptr == digits.data() + digits.size() && value > 0 &&
                                  value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
        append_utf8(out, is_character ? static_cast<char32_t>(value) : U'\uFFFD');
    } else {
        out += '&';
        out += reference;
        out += ';';
    }
}

std::string decoded(std::string_view raw)
{
    constexpr std::size_t reference_bytes_max = 12;
    std::string out;
    out.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '&') {
            const std::size_t end = raw.substr(i, reference_bytes_max).find(';');
            if (end != std::string_view::npos) {
                append_reference(out, raw.substr(i + 1, end - 1));
                i += end;
                continue;
            }
        }
        if (raw[i] == '\r') {
            if (i + 1 >= raw.size() || raw[i + 1] != '\n') out += '\n';
            continue;
        }
        out += raw[i];
    }
    return out;
}

} // namespace

XmlToken XmlScanner::fail()
{
    broken_ = true;
    return XmlToken::Broken;
}

bool XmlScanner::take_block()
{
    constexpr std::size_t block_bytes = std::size_t{64} << 10U;
    if (blocks_ == nullptr || failed_) return false;
    window_.erase(0, position_);
    position_ = 0;
    // Long tokens grow by their own length, so that looking for their end again costs no more than their bytes.
    const std::size_t bytes = std::max(block_bytes, window_.size());
    auto taken = window_.size() > token_bytes_max ? Result<bool>(false) : blocks_->append(window_, bytes);
    if (!taken) failed_ = taken.error();
    text_ = window_;
    return taken && *taken;
}

std::string_view XmlScanner::rest_of(std::size_t bytes)
{
    while (text_.size() - position_ < bytes && take_block()) {
    }
    return text_.substr(position_);
}

std::size_t XmlScanner::distance_to(std::string_view mark, std::size_t offset)
{
    for (;;) {
        const std::size_t at = text_.find(mark, position_ + offset);
        if (at != std::string_view::npos) return at - position_;
        // The mark may begin in the last bytes.
        const std::size_t seen = text_.size() - position_;
        offset = std::max(offset, seen - std::min(seen, mark.size() - 1));
        if (!take_block()) return std::string_view::npos;
    }
}

bool XmlScanner::skip_past(std::string_view mark)
{
    const std::size_t distance = distance_to(mark, 0);
    if (distance == std::string_view::npos) return false;
    position_ += distance + mark.size();
    return true;
}

XmlToken XmlScanner::next()
{
    constexpr std::string_view cdata_mark = "<![CDATA[", cdata_end = "]]>";
    if (broken_) return XmlToken::Broken;
    if (pending_end_) {
        pending_end_ = false;
        open_.pop_back();
        return XmlToken::End;
    }
    for (;;) {
        const std::string_view rest = rest_of(cdata_mark.size());
        if (rest.empty()) return open_.empty() && !failed_ ? XmlToken::Finished : fail();
        if (rest[0] == '<') {
            if (rest.starts_with("<?")) {
                if (!skip_past("?>")) return fail();
            } else if (rest.starts_with("<!--")) {
                if (!skip_past("-->")) return fail();
            } else if (rest.starts_with(cdata_mark)) {
                const std::size_t end = distance_to(cdata_end, cdata_mark.size());
                if (end == std::string_view::npos || open_.empty()) return fail();
                raw_text_ = text_.substr(position_ + cdata_mark.size(), end - cdata_mark.size());
                raw_text_is_cdata_ = true;
                position_ += end + cdata_end.size();
                return XmlToken::Text;
            } else if (rest.starts_with("<!")) {
                return fail(); // A document type declaration: entities are never defined.
            } else {
                return read_tag();
            }
            continue;
        }
        const std::size_t distance = distance_to("<", 0);
        raw_text_ = text_.substr(position_, distance);
        raw_text_is_cdata_ = false;
        position_ += raw_text_.size();
        // Outside of the root there is only white space or a byte order mark.
        if (!open_.empty()) return XmlToken::Text;
    }
}

XmlToken XmlScanner::read_tag()
{
    // A ">" may stand inside an attribute's value, so quotes are followed to the end of the tag.
    std::size_t length = 1;
    for (char quote = 0;; ++length) {
        if (position_ + length >= text_.size() && !take_block()) return fail();
        const char c = text_[position_ + length];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            break;
        }
    }
    const std::string_view tag = text_.substr(position_ + 1, length - 1);
    position_ += length + 1;
    return tag.starts_with('/') ? read_end(tag.substr(1)) : read_start(tag);
}

XmlToken XmlScanner::read_start(std::string_view tag)
{
    pending_end_ = tag.ends_with('/');
    if (pending_end_) tag.remove_suffix(1);
    std::size_t name_end = 0;
    while (name_end < tag.size() && !is_white(tag[name_end])) ++name_end;
    if (name_end == 0 || open_.size() >= depth_max) return fail();
    open_.emplace_back(tag.substr(0, name_end));
    local_name_ = without_prefix(open_.back());
    attributes_ = tag.substr(name_end);
    return XmlToken::Start;
}

XmlToken XmlScanner::read_end(std::string_view tag)
{
    tag = trimmed(tag);
    if (open_.empty() || open_.back() != tag) return fail();
    open_.pop_back();
    local_name_ = without_prefix(tag);
    return XmlToken::End;
}

void XmlScanner::skip_element()
{
    const std::size_t outside = open_.size() - 1;
    while (open_.size() > outside) {
        const XmlToken token = next();
        if (token == XmlToken::Broken || token == XmlToken::Finished) return;
    }
}

std::optional<std::string> XmlScanner::attribute(std::string_view wanted) const
{
    std::string_view rest = attributes_;
    for (;;) {
        rest = trimmed(rest);
        const std::size_t equals = rest.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        const std::string_view name = trimmed(rest.substr(0, equals));
        rest = trimmed(rest.substr(equals + 1));
        if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return std::nullopt;
        const std::size_t end = rest.find(rest[0], 1);
        if (end == std::string_view::npos) return std::nullopt;
        if (without_prefix(name) == wanted) return decoded(rest.substr(1, end - 1));
        rest.remove_prefix(end + 1);
    }
}

std::string XmlScanner::text() const { return raw_text_is_cdata_ ? std::string(raw_text_) : decoded(raw_text_); }

} // namespace mahalla
