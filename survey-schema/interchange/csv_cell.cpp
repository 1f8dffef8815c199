#include "interchange/csv_cell.h"

#include "base/number.h"

namespace mahalla {

namespace {

/// What a spreadsheet program may compute, with any apostrophes that stand in front of it.
bool looks_like_formula(std::string_view text)
{
    const std::size_t first = text.find_first_not_of('\'');
    return first != std::string_view::npos && std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos;
}

} // namespace

std::string guarded_cell(std::string_view text)
{
    std::string guarded(text);
    // A negative number is no formula.
    if (looks_like_formula(text) && !number_from_text(text)) guarded.insert(guarded.begin(), '\'');
    return guarded;
}

std::string_view unguarded_cell(std::string_view text)
{
    if (text.starts_with('\'') && looks_like_formula(text)) text.remove_prefix(1);
    return text;
}

CsvLineWriter& CsvLineWriter::add(std::string_view cell, CsvContent content)
{
    if (!is_first_) line_ += ',';
    is_first_ = false;
    const std::string text = content == CsvContent::Words ? guarded_cell(cell) : std::string(cell);
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
