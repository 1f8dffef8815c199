#pragma once
#include "workbook/xlsx_xml.h"

namespace mahalla {

class XlsxBook;

/// A cell of a worksheet that holds something.
struct SheetCell {
    int row = 0;            ///< From 1.
    std::size_t column = 0; ///< From 0.
    std::string text;       ///< As `Workbook` says, but for what `clean_cell_text` does.
};

/// The cells of one worksheet as they stand in the file, in the memory of one: by rows, as programs write them. What a
/// sheet says about its own size is not looked at.
class XlsxCells {
public:
    /// Several may be read side by side. Fails as the archive does; the sheet must be one that the book holds.
    static Result<std::unique_ptr<XlsxCells>> open(std::shared_ptr<XlsxBook> book, const std::string& part);

    /// The next cell; false after the last. Fails with `Corrupt` where the part is no XML, and as the archive does.
    Result<bool> next(SheetCell& cell);

private:
    XlsxCells(std::shared_ptr<XlsxBook> book, const std::string& part, std::unique_ptr<DiskReader> reader)
        : book_(std::move(book)), part_(part), text_(std::move(reader)), xml_(text_)
    {}
    std::string cell_text();
    std::string value_text(const std::string& type, std::string raw, int style);
    std::string number_text(std::string_view raw, int style) const;

    const std::shared_ptr<XlsxBook> book_;
    const std::string part_;
    XlsxPartText text_;
    XmlScanner xml_;
    int row_ = 0;
    std::size_t next_column_ = 0;
};

} // namespace mahalla
