#pragma once
#include "base/result.h"
#include "expression/document.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// One record of a CSV text after the other (RFC 4180, but lenient): any of the four line ends, quotes around fields,
/// doubled inside; lines that are empty are passed over. A field may have a megabyte, a record 16,384 fields.
class CsvReader {
public:
    CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    /// Reads the next record into `fields`; false at the end. Fails with `Invalid` and the line where a quote is not
    /// closed or a limit exceeded.
    Result<bool> next(std::vector<std::string>& fields);
    std::size_t line() const { return line_; }

private:
    void skip_line_ends();
    bool read_quoted(std::string& field);
    void read_plain(std::string& field);

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

/// The separator of a CSV text: of comma, semicolon and tab the one that its first line has most of outside of
/// quotation marks; a bar where it has none of them.
char csv_separator(std::string_view text);

/// `<root><item><column>value</column>…</item>…</root>`; see external_data.h.
Result<std::shared_ptr<const Document>> read_csv_data(std::string_view text);

} // namespace mahalla
