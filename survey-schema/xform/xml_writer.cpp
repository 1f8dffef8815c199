#include "xform/xml_writer.h"

#include "base/check.h"
#include "base/text.h"

namespace mahalla {

namespace {

void append_escaped(std::string& out, std::string_view text, bool in_attribute)
{
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '\r':
            out += "&#13;";
            break;
        case '"':
            out += in_attribute ? "&quot;" : "\"";
            break;
        case '\n':
            out += in_attribute ? "&#10;" : "\n";
            break;
        case '\t':
            out += in_attribute ? "&#9;" : "\t";
            break;
        default:
            out += c;
        }
    }
}

void append_safely(std::string& out, std::string_view text, bool in_attribute)
{
    if (!is_xml_text(text) || !is_valid_utf8(text))
        append_escaped(out, with_xml_text(text), in_attribute);
    else
        append_escaped(out, text, in_attribute);
}

} // namespace

XmlWriter::XmlWriter() : out_("<?xml version=\"1.0\"?>\n") {}

void XmlWriter::close_tag()
{
    if (tag_is_open_) out_ += '>';
    tag_is_open_ = false;
}

void XmlWriter::begin(std::string_view name)
{
    close_tag();
    const bool on_one_line = !open_.empty() && open_.back().has_text;
    if (!open_.empty()) {
        open_.back().has_children = true;
        if (!on_one_line) {
            out_ += '\n';
            out_.append(2 * open_.size(), ' ');
        }
    }
    out_ += '<';
    out_ += name;
    open_.push_back({std::string(name), false, on_one_line});
    attributes_.clear();
    tag_is_open_ = true;
}

void XmlWriter::attribute(std::string_view name, std::string_view value)
{
    MAHALLA_CHECK(tag_is_open_);
    if (!attributes_.emplace(name).second) return;
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    append_safely(out_, value, true);
    out_ += '"';
}

void XmlWriter::attribute_unless_empty(std::string_view name, std::string_view value)
{
    if (!value.empty()) attribute(name, value);
}

void XmlWriter::text(std::string_view content)
{
    MAHALLA_CHECK(!open_.empty());
    open_.back().has_text = true;
    if (content.empty()) return;
    close_tag();
    append_safely(out_, content, false);
}

void XmlWriter::end()
{
    MAHALLA_CHECK(!open_.empty());
    const Open element = std::move(open_.back());
    open_.pop_back();
    if (tag_is_open_) {
        out_ += "/>";
        tag_is_open_ = false;
        return;
    }
    if (element.has_children && !element.has_text) {
        out_ += '\n';
        out_.append(2 * open_.size(), ' ');
    }
    out_ += "</";
    out_ += element.name;
    out_ += '>';
}

void XmlWriter::leaf(std::string_view name, std::string_view content)
{
    begin(name);
    text(content);
    end();
}

std::string XmlWriter::take()
{
    MAHALLA_CHECK(open_.empty());
    out_ += '\n';
    return std::move(out_);
}

} // namespace mahalla
