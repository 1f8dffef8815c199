#pragma once
#include "qr_code/qr_code.h"
#include "text/paragraph.h"

#include <string>
#include <vector>

namespace mahalla {

/// What stands on a page and where, in millimetres from its upper left corner: made by `layout_of`, drawn by `pdf_of`.
/// Wiped at the end, for the page shows a secret.
struct SheetPage {
    static constexpr float width = 210, height = 297; ///< A4

    struct Text {
        std::string text;
        Paragraph paragraph;
        float x = 0, y = 0;  ///< Of the paragraph's upper left corner.
        float scale = 1;     ///< Millimetres of one of its pixels.
        float grey = 0;      ///< 0 is black.
        float box_width = 0; ///< What it was broken to fit in, in millimetres.

        float text_height() const { return paragraph.height * scale; }
        float text_width() const { return paragraph.width * scale; }
    };
    /// A frame, or a line where it has no height or no width.
    struct Box {
        float x = 0, y = 0, width = 0, height = 0;
        float line = 0.3f;
    };
    struct Code {
        QrCode code;
        float x = 0, y = 0, side = 0; ///< Without the quiet zone.
    };

    std::string title;
    std::vector<Text> texts;
    std::vector<Box> boxes;
    std::vector<Code> codes;

    SheetPage() = default;
    SheetPage(SheetPage&&) = default;
    SheetPage& operator=(SheetPage&&) = default;
    SheetPage(const SheetPage&) = delete;
    SheetPage& operator=(const SheetPage&) = delete;
    ~SheetPage();
};

} // namespace mahalla
