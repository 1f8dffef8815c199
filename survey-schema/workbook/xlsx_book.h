#pragma once
#include "workbook/cell_value.h"
#include "workbook/shared_texts.h"
#include "workbook/zip_archive.h"

namespace mahalla {

/// The package of an Office Open XML workbook (ECMA-376): which sheets it has, in the order of its tabs, and what their
/// cells refer to. Drawings, links and macros are not looked at.
class XlsxBook {
public:
    struct SheetPart {
        std::string name;
        std::string part; ///< Empty where the workbook names the sheet but does not hold it.
    };

    /// Fails with `Invalid` where the container is no workbook or its texts exceed `limits`, and as the archive does.
    static Result<std::shared_ptr<XlsxBook>> open(ZipArchive archive, const WorkbookLimits& limits);

    const std::vector<SheetPart>& sheets() const { return sheets_; }
    const ZipArchive& archive() const { return archive_; }
    /// The text that cells share under a number; valid until the next call.
    std::string_view shared_text(std::size_t number) { return shared_texts_.at(number); }
    /// How a cell of that style shows a number.
    CellFormat format_of_style(int style) const;
    DateSystem date_system() const { return date_system_; }

private:
    XlsxBook(ZipArchive archive, const WorkbookLimits& limits)
        : archive_(std::move(archive)), shared_texts_(limits.shared_text_bytes_max)
    {}
    Result<void> read_package(const WorkbookLimits& limits);
    Result<void> read_styles(const std::string& part);
    Result<void> read_shared_texts(const std::string& part, const WorkbookLimits& limits);

    ZipArchive archive_;
    std::vector<SheetPart> sheets_;
    std::vector<CellFormat> cell_formats_; ///< By the cell's style number.
    SharedTexts shared_texts_;
    DateSystem date_system_ = DateSystem::From1900;
};

} // namespace mahalla
