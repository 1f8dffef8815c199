#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

enum class XmlToken { Start, End, Text, Finished, Broken };

/// Walks through the XML of a workbook part, one tag or text at a time, without building a tree: a sheet with a million
/// blank formatted rows costs its bytes and no more.
///
/// Reads the XML that spreadsheet programs write: elements, attributes, character data, CDATA, the five named entities
/// and numeric references. A document type declaration makes it `Broken`, so no entity is ever defined or resolved.
/// Depth ends at `depth_max`. The text must outlive the scanner and what it hands out.
class XmlScanner {
public:
    static constexpr std::size_t depth_max = 200;

    explicit XmlScanner(std::string_view text) : text_(text) {}

    /// The next token; an empty element gives `Start`, then `End`. After `Finished` or `Broken` the same again.
    XmlToken next();
    /// Skips to the end of the element that `Start` just opened.
    void skip_element();

    /// Of the last `Start` or `End`, without its prefix.
    std::string_view local_name() const { return local_name_; }
    std::size_t depth() const { return open_.size(); }
    /// Of the last `Start`, by its name without prefix; the decoded value.
    std::optional<std::string> attribute(std::string_view local_name) const;
    /// The last `Text`, decoded, line ends as XML has them.
    std::string text() const;

private:
    XmlToken fail();
    XmlToken read_tag();
    XmlToken read_start(std::string_view tag);
    XmlToken read_end(std::string_view tag);
    bool skip_past(std::string_view mark);

    std::string_view text_;
    std::size_t position_ = 0;
    std::vector<std::string_view> open_;
    std::string_view local_name_;
    std::string_view attributes_;
    std::string_view raw_text_;
    bool raw_text_is_cdata_ = false;
    bool pending_end_ = false;
    bool broken_ = false;
};

} // namespace mahalla
