#include "xform/csv_data.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

// What fits into 256 MiB with the file itself; a field of a megabyte is a quote that was forgotten.
constexpr std::size_t cells_max = 2'000'000;
constexpr std::size_t columns_max = 16'384;
constexpr std::size_t field_bytes_max = 1U << 20;

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

} // namespace

char csv_separator(std::string_view text)
{
    char best = ',';
    std::ptrdiff_t most = 0;
    std::string header; // what stands outside of quotation marks
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (!quoted && is_line_end(c)) break;
        if (!quoted) header += c;
    }
    for (const char separator : {',', ';', '\t'})
        if (const auto count = std::count(header.begin(), header.end(), separator); count > most) {
            most = count;
            best = separator;
        }
    // A bar may also be a character of a name, so it counts only where nothing else separates.
    return most == 0 && header.find('|') != std::string::npos ? '|' : best;
}

void CsvReader::skip_line_ends()
{
    for (; at_ < text_.size() && is_line_end(text_[at_]); ++at_) {
        // "\r\n" and "\n\r" are one line end each.
        const bool pair = at_ + 1 < text_.size() && is_line_end(text_[at_ + 1]) && text_[at_ + 1] != text_[at_];
        if (pair) ++at_;
        ++line_;
    }
}

bool CsvReader::read_quoted(std::string& field)
{
    for (++at_; at_ < text_.size(); ++at_) {
        const char c = text_[at_];
        if (c == '"') {
            if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') {
                ++at_;
                return true;
            }
            ++at_;
        }
        if (c == '\n') ++line_;
        field += c;
        if (field.size() > field_bytes_max) return false;
    }
    return false;
}

void CsvReader::read_plain(std::string& field)
{
    while (at_ < text_.size() && text_[at_] != separator_ && !is_line_end(text_[at_])) field += text_[at_++];
}

Result<bool> CsvReader::next(std::vector<std::string>& fields)
{
    skip_line_ends();
    fields.clear();
    if (at_ >= text_.size()) return false;
    while (true) {
        std::string& field = fields.emplace_back();
        const std::size_t begin_line = line_;
        if (at_ < text_.size() && text_[at_] == '"' && !read_quoted(field))
            return failure(ErrorKind::Invalid, "Line " + std::to_string(begin_line) +
                                                   " of the CSV file opens a quote that nothing closes.");
        read_plain(field); // what stands behind a closing quote belongs to the field, as spreadsheet programs have it
        if (field.size() > field_bytes_max || fields.size() > columns_max)
            return failure(ErrorKind::Invalid,
                           "Line " + std::to_string(begin_line) +
                               (fields.size() > columns_max ? " of the CSV file has more than 16,384 fields."
                                                            : " of the CSV file has a field of more than a megabyte."));
        if (at_ >= text_.size() || is_line_end(text_[at_])) return true;
        ++at_;
    }
}

Result<std::shared_ptr<const Document>> read_csv_data(std::string_view text)
{
    CsvReader reader(text, csv_separator(text));
    std::vector<std::string> header, fields;
    MAHALLA_TRY(const bool has_header, reader.next(header));
    DocumentBuilder builder;
    builder.begin_element("root");
    if (has_header) {
        for (std::string& name : header) name = replaced_all(trimmed(name), " ", "_");
        const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
        builder.reserve(std::min(lines * (2 * header.size() + 1), 2 * cells_max), text.size());
        std::size_t cells = 0;
        while (true) {
            MAHALLA_TRY(const bool has_row, reader.next(fields));
            if (!has_row) break;
            cells += header.size();
            if (cells > cells_max)
                return failure(ErrorKind::Invalid,
                               "The CSV file has more than 2 million cells; take out columns and rows that "
                               "the form does not ask for.");
            builder.begin_element("item");
            for (std::size_t i = 0; i < header.size(); ++i)
                if (!header[i].empty()) builder.leaf(header[i], i < fields.size() ? fields[i] : std::string_view());
            builder.end_element();
        }
    }
    builder.end_element();
    return builder.finish();
}

} // namespace mahalla
