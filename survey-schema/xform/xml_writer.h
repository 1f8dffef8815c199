#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// Writes XML as text, element by element; structure is indented, text is never touched.
///
/// Characters that XML 1.0 cannot hold become U+FFFD; tabs and line ends in attributes are written so that a reader
/// gets them back. Names must be XML names.
class XmlWriter {
public:
    XmlWriter();

    void begin(std::string_view name);
    /// Before any content of the element that was begun last. Of two of one name the first stands: with both the text
    /// would be no XML, and forms come with prefixes of their own choice.
    void attribute(std::string_view name, std::string_view value);
    /// The same, unless `value` is empty.
    void attribute_unless_empty(std::string_view name, std::string_view value);
    /// The element is written on one line from here on: white space in it is text.
    void text(std::string_view content);
    void end();
    /// An element that holds nothing but text.
    void leaf(std::string_view name, std::string_view content);

    /// The whole text; all elements must have ended.
    std::string take();

private:
    struct Open {
        std::string name;
        bool has_children = false;
        bool has_text = false;
    };

    void close_tag();

    std::string out_;
    std::vector<Open> open_;
    std::set<std::string, std::less<>> attributes_; ///< Of the tag that is open.
    bool tag_is_open_ = false;
};

} // namespace mahalla
