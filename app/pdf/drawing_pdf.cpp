#include "pdf/drawing_pdf.h"

#include "pdf/pdf_file.h"
#include "pdf/pdf_language.h"

namespace mahalla {

namespace {

/// More than any sheet or map has; what is larger would not be printed anyhow.
constexpr std::size_t pdf_bytes_max = 64U << 20U;

void draw(PdfFile& file, const DrawnShape& shape)
{
    for (const DrawingRing& ring : shape.rings) {
        std::vector<PdfFile::Point> points;
        for (const DrawingPoint& point : ring)
            points.push_back({static_cast<double>(point.x), static_cast<double>(point.y)});
        file.path(points, shape.is_closed);
    }
    if (shape.fill) file.fill(colour_of(*shape.fill), shape.stroke.has_value());
    if (shape.stroke) file.stroke(colour_of(*shape.stroke), static_cast<double>(shape.line));
}

} // namespace

Result<Bytes> pdf_of(std::span<const Drawing> pages, const TextEngine& engine)
{
    if (pages.empty()) return failure(ErrorKind::Invalid, "There is nothing to draw.");
    Bytes bytes;
    PdfFile file(pages.front().width, pages.front().height, pages.front().title, engine, [&bytes](ByteView next) {
        if (next.size() > pdf_bytes_max - bytes.size()) return false;
        bytes.insert(bytes.end(), next.begin(), next.end());
        return true;
    });
    for (const Drawing& page : pages) {
        for (const DrawnShape& shape : page.shapes) draw(file, shape);
        for (const DrawnText& text : page.texts)
            file.text(text.text, text.paragraph, {static_cast<double>(text.x), static_cast<double>(text.y)},
                      static_cast<double>(text.scale), colour_of(text.role));
        file.end_page();
    }
    if (!file.finish())
        return failure(ErrorKind::Unavailable,
                       "The page cannot be drawn: there is not enough free memory, or a font is gone.");
    (void)add_pdf_language(bytes, pages.front().language); // a file without it is read all the same
    return bytes;
}

} // namespace mahalla
