#include "xform/xml_reader.h"

#include "base/text.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <pugixml.hpp>

namespace mahalla {

namespace {

constexpr std::string_view xml_uri = "http://www.w3.org/XML/1998/namespace";

tl::unexpected<Error> invalid(std::uint32_t line, std::string_view what)
{
    std::string message = "The XML";
    if (line > 0) message += " (line " + std::to_string(line) + ")";
    return failure(ErrorKind::Invalid, message + " " + std::string(what));
}

/// Which line a byte stands in; asked for ever later bytes.
class LineCounter {
public:
    explicit LineCounter(std::string_view text) : text_(text) {}
    std::uint32_t line_at(std::ptrdiff_t offset)
    {
        if (offset < 0) return 0;
        const std::size_t end = std::min(static_cast<std::size_t>(offset), text_.size());
        while (at_ < end) {
            const void* found = std::memchr(text_.data() + at_, '\n', end - at_);
            if (found == nullptr) {
                at_ = end; // A text of one line must not be searched again for each of its elements.
                break;
            }
            at_ = static_cast<std::size_t>(static_cast<const char*>(found) - text_.data()) + 1;
            ++line_;
        }
        return line_;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
};

/// Prefixes in scope, innermost last.
class Scope {
public:
    void begin_element() { sizes_.push_back(declared_.size()); }
    void end_element()
    {
        declared_.resize(sizes_.back());
        sizes_.pop_back();
    }
    /// False where more are in scope than any document needs: each name is looked for among them.
    bool declare(std::string_view prefix, std::string_view uri)
    {
        constexpr std::size_t declared_max = 500;
        declared_.emplace_back(prefix, uri);
        return declared_.size() <= declared_max;
    }
    std::optional<std::string_view> uri(std::string_view prefix) const
    {
        if (prefix == "xml") return xml_uri;
        for (std::size_t i = declared_.size(); i > 0; --i)
            if (declared_[i - 1].first == prefix) return declared_[i - 1].second;
        return prefix.empty() ? std::optional<std::string_view>("") : std::nullopt;
    }

private:
    std::vector<std::pair<std::string_view, std::string_view>> declared_;
    std::vector<std::size_t> sizes_;
};

struct QualifiedName {
    std::string_view prefix, local;

    explicit QualifiedName(std::string_view name)
    {
        const std::size_t colon = name.find(':');
        if (colon == std::string_view::npos) {
            local = name;
        } else {
            prefix = name.substr(0, colon);
            local = name.substr(colon + 1);
        }
    }
};

/// Depth and nodes, looked at before the parser builds anything: a tag opens, “</” closes, “/>” does both. Gives about
/// how many nodes there are.
///
/// Comments, CDATA and processing instructions are passed over; what is not well-formed the parser will refuse.
Result<std::size_t> check_size(std::string_view text, const XmlLimits& limits)
{
    std::size_t depth = 0, nodes = 0;
    LineCounter lines(text);
    const auto passes = [&](std::size_t& at, std::string_view end) {
        const std::size_t found = text.find(end, at);
        at = found == std::string_view::npos ? text.size() : found + end.size();
    };
    for (std::size_t at = text.find('<'); at < text.size(); at = text.find('<', at)) {
        const std::string_view rest = text.substr(at, 12);
        const std::size_t begin = at;
        if (rest.starts_with("<!--")) {
            passes(at, "-->");
        } else if (rest.starts_with("<![CDATA[")) {
            passes(at, "]]>");
        } else if (rest.starts_with("<?")) {
            passes(at, "?>");
        } else if (rest.starts_with("<!")) {
            // A bare “<!DOCTYPE html>” declares nothing; any other may declare entities.
            const std::size_t end = text.find('>', at);
            const std::string_view declaration = text.substr(at, end == std::string_view::npos ? end : end - at);
            if (end == std::string_view::npos || words(declaration).size() != 2 ||
                declaration.find_first_of("[\"'&%") != std::string_view::npos)
                return invalid(lines.line_at(static_cast<std::ptrdiff_t>(begin)),
                               "declares a document type, which is not read here. Remove the “<!DOCTYPE …>”.");
            at = end + 1;
        } else if (rest.starts_with("</")) {
            if (depth > 0) --depth;
            passes(at, ">");
        } else {
            // Attributes may hold “>”.
            ++at;
            while (at < text.size() && text[at] != '>' && text[at] != '<') {
                const char c = text[at++];
                if (c == '"' || c == '\'') {
                    const std::size_t closed = text.find(c, at);
                    at = closed == std::string_view::npos ? text.size() : closed + 1;
                    ++nodes;
                }
            }
            if (at < text.size() && text[at - 1] != '/') ++depth;
        }
        nodes += 2;
        if (depth > limits.depth_max)
            return invalid(lines.line_at(static_cast<std::ptrdiff_t>(begin)),
                           "is nested deeper than " + std::to_string(limits.depth_max) + " elements.");
        if (nodes > 2 * limits.nodes_max)
            return invalid(lines.line_at(static_cast<std::ptrdiff_t>(begin)),
                           "has more than " + std::to_string(limits.nodes_max) + " nodes.");
    }
    return nodes / 2;
}

class Converter {
public:
    Converter(std::string_view text, std::size_t nodes) : lines_(text) { builder_.reserve(nodes, text.size() / 2); }

    Result<std::shared_ptr<const Document>> convert(const pugi::xml_document& parsed)
    {
        // The depth was checked, and the walk has a stack of its own all the same.
        pugi::xml_node node = parsed.first_child();
        while (node) {
            if (auto added = add(node); !added) return tl::unexpected(added.error());
            if (node.type() == pugi::node_element && node.first_child()) {
                node = node.first_child();
                continue;
            }
            if (node.type() == pugi::node_element) end_element();
            while (node && !node.next_sibling()) {
                node = node.parent();
                if (node.type() == pugi::node_element) end_element();
                if (node.type() == pugi::node_document) return builder_.finish();
            }
            node = node.next_sibling();
        }
        return builder_.finish();
    }

private:
    /// What the parser found. A reference such as `&#1;` may stand for what no XML can hold: it would be written again.
    std::string_view found(std::string_view text)
    {
        return is_xml_text(text) ? text : std::string_view(replaced_.emplace_back(with_xml_text(text)));
    }

    void end_element()
    {
        builder_.end_element();
        scope_.end_element();
    }

    Result<void> add(const pugi::xml_node& node)
    {
        switch (node.type()) {
        case pugi::node_element:
            return add_element(node);
        case pugi::node_pcdata:
        case pugi::node_cdata:
            if (node.parent().type() == pugi::node_element) builder_.text(found(node.value()));
            return {};
        case pugi::node_comment:
            builder_.comment(node.value());
            return {};
        case pugi::node_pi:
            builder_.processing_instruction(node.name(), node.value());
            return {};
        case pugi::node_null:
        case pugi::node_document:
        case pugi::node_declaration:
        case pugi::node_doctype:
            return {};
        }
        return {};
    }

    Result<void> add_element(const pugi::xml_node& node)
    {
        const std::uint32_t line = lines_.line_at(node.offset_debug());
        scope_.begin_element();
        for (const pugi::xml_attribute& attribute : node.attributes()) {
            const std::string_view name = attribute.name();
            const bool declares = name == "xmlns" || name.starts_with("xmlns:");
            const std::string_view prefix = name.substr(std::min<std::size_t>(name.size(), 6));
            if (declares && !scope_.declare(prefix, found(attribute.value())))
                return invalid(line, "declares more than 500 namespaces.");
        }
        const QualifiedName name(node.name());
        const auto uri = scope_.uri(name.prefix);
        if (!uri || name.local.empty()) return undeclared(line, name.prefix);
        builder_.begin_element(name.local, *uri, name.prefix, line);
        seen_.clear(); // Looked at when all are there: one against each other would take the square of a flood.
        for (const pugi::xml_attribute& attribute : node.attributes()) {
            const std::string_view full_name = attribute.name();
            seen_.push_back(full_name);
            if (full_name == "xmlns") {
                builder_.namespace_declaration("", found(attribute.value()));
            } else if (full_name.starts_with("xmlns:")) {
                builder_.namespace_declaration(full_name.substr(6), found(attribute.value()));
            } else {
                const QualifiedName attribute_name(full_name);
                const auto attribute_uri = attribute_name.prefix.empty() ? std::optional<std::string_view>("")
                                                                         : scope_.uri(attribute_name.prefix);
                if (!attribute_uri || attribute_name.local.empty()) return undeclared(line, attribute_name.prefix);
                builder_.attribute(attribute_name.local, found(attribute.value()), *attribute_uri,
                                   attribute_name.prefix);
            }
        }
        std::ranges::sort(seen_);
        if (std::ranges::adjacent_find(seen_) != seen_.end())
            return invalid(line, "gives one attribute twice in one element.");
        return {};
    }

    static tl::unexpected<Error> undeclared(std::uint32_t line, std::string_view prefix)
    {
        return invalid(line, "uses the prefix “" + with_valid_utf8(prefix) +
                                 "” without declaring it (xmlns:" + with_valid_utf8(prefix) + "=\"…\").");
    }

    LineCounter lines_;
    DocumentBuilder builder_;
    Scope scope_;
    std::vector<std::string_view> seen_;
    std::deque<std::string> replaced_; ///< Stays where it is: declared namespaces refer to it.
};

} // namespace

Result<std::shared_ptr<const Document>> read_xml(std::string_view given, const XmlLimits& limits)
{
    if (given.size() > limits.bytes_max)
        return invalid(0, "is larger than " + std::to_string(limits.bytes_max) + " bytes.");
    std::string converted;
    std::string_view text = given;
    const bool big = given.starts_with("\xFE\xFF"), little = given.starts_with("\xFF\xFE");
    if (big || little) {
        // UTF-16 with its mark: pairs of bytes, pairs of surrogates.
        const auto unit = [&](std::size_t at) {
            const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(given[i]); };
            return static_cast<char32_t>(big ? byte(at) << 8 | byte(at + 1) : byte(at + 1) << 8 | byte(at));
        };
        for (std::size_t at = 2; at + 1 < given.size(); at += 2) {
            char32_t c = unit(at);
            const char32_t next = at + 3 < given.size() ? unit(at + 2) : 0;
            if (c >= 0xD800 && c < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00);
                at += 2;
            } else if (c >= 0xD800 && c < 0xE000) {
                c = U'\uFFFD'; // Half of a pair.
            }
            append_utf8(converted, c);
        }
        text = converted;
    } else if (given.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    if (!is_valid_utf8(text)) return invalid(0, "is not written in UTF-8. Save it as UTF-8.");
    if (!is_xml_text(text)) {
        converted = with_xml_text(text);
        text = converted;
    }
    MAHALLA_TRY(const std::size_t nodes, check_size(text, limits));

    // White space before the XML declaration is an error in XML and common in what people paste.
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    pugi::xml_document parsed;
    const unsigned options = pugi::parse_cdata | pugi::parse_comments | pugi::parse_pi | pugi::parse_escapes |
                             pugi::parse_eol | pugi::parse_wconv_attribute | pugi::parse_ws_pcdata;
    const pugi::xml_parse_result outcome =
        parsed.load_buffer(text.data() + begin, text.size() - begin, options, pugi::encoding_utf8);
    LineCounter lines(text);
    if (!outcome)
        return invalid(lines.line_at(outcome.offset + static_cast<std::ptrdiff_t>(begin)),
                       "is not well-formed: " + std::string(outcome.description()) + ".");
    std::size_t elements = 0;
    for (const pugi::xml_node& node : parsed.children()) elements += node.type() == pugi::node_element ? 1U : 0U;
    if (elements != 1) return invalid(0, "has not exactly one outermost element.");
    return Converter(text.substr(begin), nodes).convert(parsed);
}

} // namespace mahalla
