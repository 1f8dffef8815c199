#include "sheet/sheet_pdf.h"

#include "pdf/pdf_file.h"

#include <cmath>
#include <cstring>

namespace mahalla {

namespace {

/// A page with two faces of Noto embedded has some fifty thousand bytes.
constexpr std::size_t pdf_bytes_max = 1 << 20;
constexpr DrawingColour black{0, 0, 0};

/// Where the file goes: locked memory from the start, so that no copy is left behind by growing.
struct Output {
    Secret bytes = Secret(pdf_bytes_max);
    std::size_t size = 0;

    bool take(ByteView next)
    {
        if (next.size() > bytes.size() - size) return false;
        std::memcpy(bytes.writable().data() + size, next.data(), next.size());
        size += next.size();
        return true;
    }
};

PdfFile::Point point(float x, float y) { return {static_cast<double>(x), static_cast<double>(y)}; }

void draw(PdfFile& file, const SheetPage::Text& text)
{
    const auto grey = static_cast<std::uint8_t>(std::lround(text.grey * 255));
    file.text(text.text, text.paragraph, point(text.x, text.y), static_cast<double>(text.scale), {grey, grey, grey});
}

void draw(PdfFile& file, const SheetPage::Box& box)
{
    const float right = box.x + box.width, bottom = box.y + box.height;
    const bool is_line = box.width == 0 || box.height == 0;
    if (is_line)
        file.path(std::vector{point(box.x, box.y), point(right, bottom)}, false);
    else
        file.path(std::vector{point(box.x, box.y), point(right, box.y), point(right, bottom), point(box.x, bottom)},
                  true);
    file.stroke(black, static_cast<double>(box.line));
}

void draw(PdfFile& file, const SheetPage::Code& code)
{
    const float module = code.side / static_cast<float>(code.code.side());
    for (int row = 0; row < code.code.side(); ++row)
        for (int column = 0; column < code.code.side(); ++column) {
            if (!code.code.is_dark(column, row)) continue;
            const float left = code.x + static_cast<float>(column) * module;
            const float top = code.y + static_cast<float>(row) * module;
            file.path(std::vector{point(left, top), point(left + module, top), point(left + module, top + module),
                                  point(left, top + module)},
                      true);
        }
    file.fill(black);
}

} // namespace

Result<Secret> pdf_of(const SheetPage& page, const TextEngine& engine)
{
    Output output;
    {
        PdfFile file(SheetPage::width, SheetPage::height, page.title, engine,
                     [&output](ByteView next) { return output.take(next); });
        for (const SheetPage::Box& box : page.boxes) draw(file, box);
        for (const SheetPage::Code& code : page.codes) draw(file, code);
        for (const SheetPage::Text& text : page.texts) draw(file, text);
        if (!file.finish())
            return failure(ErrorKind::Unavailable,
                           "The page cannot be drawn: there is not enough free memory, or a font is gone.");
    }
    return Secret::copy_of(output.bytes.view().first(output.size));
}

} // namespace mahalla
