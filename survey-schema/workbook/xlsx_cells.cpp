#include "workbook/xlsx_cells.h"

#include "base/number.h"
#include "base/text.h"
#include "workbook/xlsx_book.h"

#include <charconv>

namespace mahalla {

namespace {

/// "BC12" as row 12, column 54; nothing for what is no reference.
struct StatedPlace {
    int row = 0;
    std::size_t column = 0;
};
std::optional<StatedPlace> place_of(std::string_view reference)
{
    constexpr std::size_t letters_max = 3;
    std::size_t letters = 0, column = 0;
    while (letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z') {
        column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A') + 1;
        if (++letters > letters_max) return std::nullopt;
    }
    int row = 0;
    const char* end = reference.data() + reference.size();
    const auto read = std::from_chars(reference.data() + letters, end, row);
    if (letters == 0 || read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return StatedPlace{row, column - 1};
}

} // namespace

Result<std::unique_ptr<XlsxCells>> XlsxCells::open(std::shared_ptr<XlsxBook> book, const std::string& part)
{
    MAHALLA_TRY(auto reader, book->archive().open_part(part));
    return std::unique_ptr<XlsxCells>(new XlsxCells(std::move(book), part, std::move(reader)));
}

Result<bool> XlsxCells::next(SheetCell& cell)
{
    for (;;) {
        const XmlToken token = xml_.next();
        if (token == XmlToken::Finished) return false;
        if (token == XmlToken::Broken) return broken_part(part_, xml_);
        if (token != XmlToken::Start) continue;
        if (xml_.local_name() == "row") {
            row_ = integer_or(xml_.attribute("r"), row_ + 1);
            next_column_ = 0;
        } else if (xml_.local_name() == "c") {
            const std::optional<StatedPlace> stated = place_of(xml_.attribute("r").value_or(""));
            const StatedPlace place = stated.value_or(StatedPlace{row_, next_column_});
            next_column_ = place.column + 1;
            cell.row = place.row;
            cell.column = place.column;
            cell.text = cell_text();
            if (!cell.text.empty()) return true;
        }
    }
}

/// The value inside the cell just opened; the formula it comes from is not looked at.
std::string XlsxCells::cell_text()
{
    const std::string type = xml_.attribute("t").value_or("n");
    const int style = integer_or(xml_.attribute("s"), 0);
    const std::size_t outside = xml_.depth() - 1;
    std::string raw, inline_text;
    bool in_value = false;
    for (;;) {
        const XmlToken token = xml_.next();
        if (token == XmlToken::Broken || token == XmlToken::Finished) break;
        if (token == XmlToken::Start) {
            if (xml_.local_name() == "is")
                inline_text = rich_text(xml_);
            else
                in_value = xml_.local_name() == "v";
        } else if (token == XmlToken::Text) {
            if (in_value) raw += xml_.text();
        } else {
            in_value = false;
            if (xml_.depth() <= outside) break;
        }
    }
    return inline_text.empty() ? value_text(type, std::move(raw), style) : inline_text;
}

/// A stored value as text (ECMA-376 part 1 §18.18.11 ST_CellType).
std::string XlsxCells::value_text(const std::string& type, std::string raw, int style)
{
    if (type == "s") {
        const int index = integer_or(raw, -1);
        return index < 0 ? std::string() : std::string(book_->shared_text(static_cast<std::size_t>(index)));
    }
    if (type == "b") return is_true(raw) ? "TRUE" : "FALSE";
    if (type == "str" || type == "e" || type == "inlineStr") return without_character_escapes(std::move(raw));
    if (type == "d") return raw.ends_with("T00:00:00") ? raw.substr(0, raw.size() - 9) : raw;
    return raw.empty() ? raw : number_text(raw, style);
}

std::string XlsxCells::number_text(std::string_view raw, int style) const
{
    const std::optional<double> value = number_from_text(trimmed(raw));
    if (!value) return std::string(raw);
    return book_->format_of_style(style) == CellFormat::Moment ? moment_cell_text(*value, book_->date_system())
                                                               : number_cell_text(*value);
}

} // namespace mahalla
