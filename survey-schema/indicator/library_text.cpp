#include "indicator/library_text.h"

#include "base/text.h"

namespace mahalla {

namespace {

constexpr std::string_view continuation = "    ";

/// Reads line by line; a blank line ends a paragraph.
class LibraryTextReader {
public:
    Result<void> read_line(std::string_view line, int number)
    {
        if (line.starts_with("# ")) {
            pages_.push_back({std::string(trimmed(line.substr(2))), {}});
            is_open_ = false;
            return {};
        }
        if (trimmed(line).empty()) {
            is_open_ = false;
            return {};
        }
        if (pages_.empty()) return failure(ErrorKind::Invalid, at(number) + "a page (`# survey`) was expected");
        if (!is_open_) return begin_paragraph(line, number);
        LibraryParagraph& paragraph = pages_.back().paragraphs.back();
        if (pages_.back().name == "choices") {
            paragraph.entries.emplace_back(trimmed(line));
            return {};
        }
        if (line.starts_with(continuation) && !paragraph.fields.empty()) {
            paragraph.fields.back().second += " " + std::string(trimmed(line));
            return {};
        }
        return read_field(paragraph, line, number);
    }

    std::vector<LibraryPage> take() { return std::move(pages_); }

private:
    static std::string at(int line) { return "line " + std::to_string(line) + ": "; }

    Result<void> begin_paragraph(std::string_view line, int number)
    {
        is_open_ = true;
        LibraryParagraph& paragraph = pages_.back().paragraphs.emplace_back();
        paragraph.line = number;
        // The instrument's own page has one paragraph without a name.
        if (pages_.back().name == "instrument") return read_field(paragraph, line, number);
        paragraph.head = trimmed(line);
        return {};
    }

    static Result<void> read_field(LibraryParagraph& paragraph, std::string_view line, int number)
    {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            return failure(ErrorKind::Invalid, at(number) + "`column: text` was expected");
        paragraph.fields.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
        return {};
    }

    std::vector<LibraryPage> pages_;
    bool is_open_ = false;
};

} // namespace

std::string_view LibraryParagraph::field(std::string_view column) const
{
    for (const auto& [name, text] : fields)
        if (name == column) return text;
    return {};
}

Result<std::vector<LibraryPage>> read_library_text(std::string_view text)
{
    LibraryTextReader reader;
    int number = 0;
    for (const std::string_view line : split(text, '\n'))
        if (auto read = reader.read_line(line, ++number); !read) return tl::unexpected(read.error());
    return reader.take();
}

} // namespace mahalla
