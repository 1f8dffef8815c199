#include "workbook/xlsx_stream.h"

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "workbook/xlsx_parts.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10U;
constexpr const char* header_style = "1";
constexpr const char* number_style = "2";
constexpr const char* day_style = "3";

/// Day 0 of spreadsheets, 1899-12-30, counted from 1970; before 1900-03-01 their count is one off, so such days stay
/// words.
constexpr std::int64_t day_zero = -25569, first_sure_day = 61;

} // namespace

Result<void> XlsxStream::begin_sheet(const std::string& name, const std::vector<std::string>& header)
{
    if (auto ended = end_sheet(); !ended) return ended;
    sheets_.push_back(sheet_name(name, sheets_));
    row_ = 0;
    if (auto begun = zip_.begin_part(xlsx_sheet_part_name(sheets_.size() - 1)); !begun) return begun;
    sheet_is_open_ = true;
    pending_ = xlsx_sheet_begin({});
    const std::vector<XlsxCell> cells(header.begin(), header.end());
    return add_cells(cells, true);
}

Result<void> XlsxStream::add_row(std::span<const XlsxCell> cells) { return add_cells(cells, false); }

Result<void> XlsxStream::add_cells(std::span<const XlsxCell> cells, bool is_header)
{
    if (++row_ > rows_max)
        return failure(ErrorKind::Invalid, "A sheet holds at most 1,048,576 rows: write CSV, SPSS or Stata.");
    if (cells.size() > columns_max)
        return failure(ErrorKind::Invalid, "A sheet holds at most 16,384 columns: write CSV.");
    const std::string number = std::to_string(row_);
    pending_ += "<row r=\"" + number + "\">";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto begin_cell = [&](const char* style) {
            pending_ += "<c r=\"" + xlsx_column(i) + number + "\"";
            if (style != nullptr) pending_.append(" s=\"").append(style).append("\"");
        };
        const auto put_number = [&](double value, const char* style) {
            begin_cell(style);
            pending_ += "><v>" + number_to_text(value) + "</v></c>";
        };
        const auto put_text = [&](std::string_view text) {
            begin_cell(is_header ? header_style : nullptr);
            pending_ += " t=\"inlineStr\"><is><t xml:space=\"preserve\">" + xlsx_text(text) + "</t></is></c>";
        };
        if (const auto* text = std::get_if<std::string_view>(&cells[i])) {
            // A code point has up to four bytes: only long texts are worth counting.
            if (text->size() > cell_characters_max && to_code_points(*text).size() > cell_characters_max)
                return failure(ErrorKind::Invalid, "An answer has more than the 32,767 characters that a cell of a "
                                                   "workbook holds: write CSV.");
            if (!text->empty()) put_text(*text);
        } else if (const auto* value = std::get_if<double>(&cells[i])) {
            if (std::isfinite(*value)) put_number(*value, number_style);
        } else if (const auto* day = std::get_if<XlsxDay>(&cells[i])) {
            const std::int64_t serial = day->days_since_1970 - day_zero;
            if (serial >= first_sure_day)
                put_number(static_cast<double>(serial), day_style);
            else
                put_text(date_to_text(date_from_days(day->days_since_1970)));
        }
    }
    pending_ += "</row>";
    if (pending_.size() < block_bytes) return {};
    auto written = zip_.write(pending_);
    pending_.clear();
    return written;
}

Result<void> XlsxStream::end_sheet()
{
    if (!sheet_is_open_) return {};
    sheet_is_open_ = false;
    pending_ += xlsx_sheet_end;
    if (auto written = zip_.write(pending_); !written) return written;
    pending_.clear();
    return zip_.end_part();
}

Result<void> XlsxStream::finish()
{
    if (sheets_.empty()) return failure(ErrorKind::Invalid, "A workbook needs a sheet.");
    if (auto ended = end_sheet(); !ended) return ended;
    for (const ZipPart& part : xlsx_package_parts(sheets_, XlsxStyles::WithNumbers)) {
        if (auto begun = zip_.begin_part(part.name); !begun) return begun;
        if (auto written = zip_.write(part.content); !written) return written;
        if (auto ended = zip_.end_part(); !ended) return ended;
    }
    return zip_.finish();
}

std::string sheet_name(std::string_view wanted, const std::vector<std::string>& taken)
{
    constexpr std::size_t characters_max = 31;
    std::u32string name;
    for (const char32_t c : to_code_points(wanted)) {
        const bool is_forbidden = c < 0x20 || std::u32string_view(U"[]:*?/\\'").find(c) != std::u32string_view::npos;
        name += is_forbidden ? U'_' : c;
    }
    if (name.empty()) name = U"sheet";
    const auto is_taken = [&](const std::string& candidate) {
        return std::any_of(taken.begin(), taken.end(),
                           [&](const std::string& other) { return equal_ignoring_ascii_case(other, candidate); });
    };
    std::string candidate = to_utf8(std::u32string_view(name).substr(0, characters_max));
    for (std::size_t i = 2; is_taken(candidate); ++i) {
        const std::string number = "-" + std::to_string(i);
        candidate = to_utf8(std::u32string_view(name).substr(0, characters_max - number.size())) + number;
    }
    return candidate;
}

} // namespace mahalla
