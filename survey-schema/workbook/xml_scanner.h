#pragma once
#include "base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

enum class XmlToken { Start, End, Text, Finished, Broken };

/// A text that comes block by block.
class XmlBlocks {
public:
    virtual ~XmlBlocks() = default;
    /// Appends about `bytes` bytes to `text`, at least one; false at the end.
    virtual Result<bool> append(std::string& text, std::size_t bytes) = 0;
};

/// Walks through the XML of a workbook part, one tag or text at a time, without building a tree: a sheet with a million
/// blank formatted rows costs its bytes and no more.
///
/// Reads the XML that spreadsheet programs write: elements, attributes, character data, CDATA, the five named entities
/// and numeric references. A document type declaration makes it `Broken`, so no entity is ever defined or resolved.
/// Depth ends at `depth_max`. The text, or the blocks, must outlive the scanner. Of a text in blocks no more is held
/// than the token at hand; a tag of more than `token_bytes_max` makes it `Broken`, a longer text comes in pieces.
class XmlScanner {
public:
    static constexpr std::size_t depth_max = 200;
    static constexpr std::size_t token_bytes_max = std::size_t{16} << 20U;

    explicit XmlScanner(std::string_view text) : text_(text) {}
    explicit XmlScanner(XmlBlocks& blocks) : blocks_(&blocks) {}
    XmlScanner(const XmlScanner&) = delete;
    XmlScanner& operator=(const XmlScanner&) = delete;

    /// The next token; an empty element gives `Start`, then `End`. After `Finished` or `Broken` the same again.
    XmlToken next();
    /// Skips to the end of the element that `Start` just opened.
    void skip_element();

    /// Of the last `Start` or `End`, without its prefix.
    std::string_view local_name() const { return local_name_; }
    std::size_t depth() const { return open_.size(); }
    /// Of the last `Start`, until the next token: by its name without prefix; the decoded value.
    std::optional<std::string> attribute(std::string_view local_name) const;
    /// The last `Text`, decoded, line ends as XML has them.
    std::string text() const;
    /// Why blocks came to an end too early, where the text is `Broken` for that.
    const std::optional<Error>& failed() const { return failed_; }

private:
    XmlToken fail();
    XmlToken read_tag();
    XmlToken read_start(std::string_view tag);
    XmlToken read_end(std::string_view tag);
    /// Forgets what lies before `position_` and takes a block in; false at the end of all.
    bool take_block();
    /// The bytes from `position_` on, at least so many of them where there are.
    std::string_view rest_of(std::size_t bytes);
    /// How far behind `position_` the mark begins, looked for from `offset` on.
    std::size_t distance_to(std::string_view mark, std::size_t offset);
    bool skip_past(std::string_view mark);

    std::string_view text_; ///< All of it, or `window_`.
    XmlBlocks* blocks_ = nullptr;
    std::string window_; ///< What is held of a text in blocks.
    std::optional<Error> failed_;
    std::size_t position_ = 0;
    std::vector<std::string> open_;
    std::string local_name_;
    std::string_view attributes_;
    std::string_view raw_text_;
    bool raw_text_is_cdata_ = false;
    bool pending_end_ = false;
    bool broken_ = false;
};

} // namespace mahalla
