#pragma once
#include "base/bytes.h"
#include "drawing/drawing_role.h"
#include "text/paragraph.h"
#include "text/text_engine.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace mahalla {

/// A PDF file while it is being drawn, page for page, in millimetres: polygons, lines, and shaped texts with the text
/// they stand for, so that they can be searched and copied. Faces are embedded as far as they are used. No day, name or
/// path stands in its properties; the same drawing gives the same bytes.
///
/// Where it is written to is the caller's: locked memory, where it shows a secret. At the end cairo's caches are
/// emptied. What cairo and zlib held while they drew is freed by then.
class PdfFile {
public:
    /// Takes the next bytes of the file; false where there is no room, which ends the file.
    using Sink = std::function<bool(ByteView)>;

    /// All pages have one size. `engine` outlives the file.
    PdfFile(float width, float height, const std::string& title, const TextEngine& engine, Sink sink);
    ~PdfFile();
    PdfFile(const PdfFile&) = delete;
    PdfFile& operator=(const PdfFile&) = delete;

    struct Point {
        double x = 0, y = 0;
    };
    /// Adds a ring (or a line, where it is not closed) to what the next `fill` or `stroke` takes.
    void path(std::span<const Point> points, bool is_closed);
    /// Even-odd: a ring within a ring is a hole. The path stays for a `stroke` where `keeps_path` says so.
    void fill(DrawingColour colour, bool keeps_path = false);
    void stroke(DrawingColour colour, double line);
    /// A text whose paragraph's upper left corner lies at `at`; `scale` is a pixel of the paragraph in millimetres.
    void text(std::string_view text, const Paragraph& paragraph, Point at, double scale, DrawingColour colour);
    void end_page();

    /// Writes the rest. False where something could not be drawn or written; then the bytes are no file.
    bool finish();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace mahalla
