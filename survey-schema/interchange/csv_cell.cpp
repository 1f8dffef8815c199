#include "interchange/csv_cell.h"

#include "base/number.h"

namespace mahalla {

CsvLineWriter& CsvLineWriter::add(std::string_view cell, CsvContent content)
{
    if (!is_first_) line_ += ',';
    is_first_ = false;
    std::string text(cell);
    // "=1+2" or "@SUM" in an answer would be computed by who opens the file; a negative number would not.
    const bool may_be_formula =
        !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    if (content == CsvContent::Words && may_be_formula && !number_from_text(text)) text.insert(text.begin(), '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos &&
        (text.empty() || (text.front() != ' ' && text.back() != ' '))) {
        line_ += text;
        return *this;
    }
    line_ += '"';
    for (const char c : text) {
        if (c == '"') line_ += '"';
        line_ += c;
    }
    line_ += '"';
    return *this;
}

std::string CsvLineWriter::take()
{
    std::string line = std::move(line_) + "\r\n";
    line_.clear();
    is_first_ = true;
    return line;
}

} // namespace mahalla
