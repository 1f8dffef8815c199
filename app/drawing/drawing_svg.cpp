#include "drawing/drawing_svg.h"

#include "base/number.h"
#include "base/text.h"

#include <cmath>

namespace mahalla {

namespace {

std::string escaped(std::string_view text) { return escaped_markup(with_xml_text(with_valid_utf8(text))); }

std::string number(float value) { return number_to_text(std::round(static_cast<double>(value) * 100) / 100); }

std::string colour(DrawingRole role)
{
    constexpr const char* digits = "0123456789abcdef";
    const DrawingColour value = colour_of(role);
    std::string text = "#";
    for (const std::uint8_t channel : {value.red, value.green, value.blue}) {
        text += digits[channel / 16];
        text += digits[channel % 16];
    }
    return text;
}

std::string path_of(const DrawnShape& shape)
{
    std::string path;
    for (const DrawingRing& ring : shape.rings) {
        for (std::size_t i = 0; i < ring.size(); ++i)
            path += (i == 0 ? "M" : "L") + number(ring[i].x) + " " + number(ring[i].y);
        if (shape.is_closed) path += "Z";
    }
    return path;
}

std::string element_of(const DrawnShape& shape)
{
    std::string out = "<path class=\"" + std::string(name_of(shape.part)) + "\" d=\"" + path_of(shape) + "\" fill=\"" +
                      (shape.fill ? colour(*shape.fill) : "none") + "\"";
    if (shape.fill) out += " fill-rule=\"evenodd\"";
    if (shape.stroke) out += " stroke=\"" + colour(*shape.stroke) + "\" stroke-width=\"" + number(shape.line) + "\"";
    return out + (shape.about.empty() ? "/>\n" : " role=\"img\"><title>" + escaped(shape.about) + "</title></path>\n");
}

/// Where a line stands, and to which place of its box it keeps: 0 its left, 0.5 its middle, 1 its right. The reader's
/// letters may be wider or narrower, and still do not run into what stands beside them.
struct LinePlace {
    float left = 0, side = 0;
};

LinePlace place_of(const DrawnText& text, const TextLine& line)
{
    const float free = text.box_width / text.scale - line.width;
    const float share = free > 0 ? line.x / free : text.direction == Direction::RightToLeft ? 1.0f : 0.0f;
    return {text.x + line.x * text.scale, share < 0.25f ? 0.0f : share > 0.75f ? 1.0f : 0.5f};
}

std::string elements_of(const DrawnText& text)
{
    std::string out;
    for (const TextLine& line : text.paragraph.lines) {
        if (line.glyphs_from == line.glyphs_to) continue;
        const float letters = static_cast<float>(text.paragraph.glyphs[line.glyphs_from].key.pixels) * text.scale;
        const bool from_right = text.direction == Direction::RightToLeft;
        const LinePlace place = place_of(text, line);
        const float x = place.left + place.side * line.width * text.scale;
        out += "<text x=\"" + number(x) + "\" y=\"" + number(text.y + line.baseline * text.scale) + "\" font-size=\"" +
               number(letters) + "\" fill=\"" + colour(text.role) + "\"";
        if (text.weight == Weight::Bold) out += " font-weight=\"bold\"";
        if (from_right) out += " direction=\"rtl\"";
        // A text starts at the side its direction starts from; SVG calls that "start".
        if (place.side == 0.5f) out += " text-anchor=\"middle\"";
        if (place.side == (from_right ? 0.0f : 1.0f)) out += " text-anchor=\"end\"";
        std::string said(trimmed(std::string_view(text.text).substr(line.bytes_from, line.bytes_to - line.bytes_from)));
        if (text.paragraph.was_cut && &line == &text.paragraph.lines.back()) said += "…";
        out += ">" + escaped(said) + "</text>\n";
    }
    return out;
}

} // namespace

std::string svg_of(const Drawing& drawing)
{
    const std::string width = number(drawing.width), height = number(drawing.height);
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" +
                      width + "mm\" height=\"" + height + "mm\" viewBox=\"0 0 " + width + " " + height +
                      "\" xml:lang=\"" + escaped(drawing.language) + "\" lang=\"" + escaped(drawing.language) +
                      "\" role=\"img\" aria-labelledby=\"title description\" "
                      "font-family=\"'Noto Sans', sans-serif\">\n";
    out += "<title id=\"title\">" + escaped(drawing.title) + "</title>\n";
    out += "<desc id=\"description\">" + escaped(drawing.description) + "</desc>\n";
    out += "<path d=\"M0 0H" + width + "V" + height + "H0Z\" fill=\"" + colour(DrawingRole::Ground) + "\"/>\n";
    for (const DrawnShape& shape : drawing.shapes) out += element_of(shape);
    for (const DrawnText& text : drawing.texts) out += elements_of(text);
    return out + "</svg>\n";
}

} // namespace mahalla
