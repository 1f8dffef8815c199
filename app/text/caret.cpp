#include "text/caret.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// The stops of a line a caret may stand at: a broken line's end belongs to the next line.
std::vector<CaretStop> own_stops(const TextLine& line)
{
    std::vector<CaretStop> stops = line.stops;
    if (!line.ends_paragraph && stops.size() > 1) stops.pop_back();
    return stops;
}

std::size_t line_of(const Paragraph& paragraph, std::size_t byte)
{
    std::size_t line = 0;
    for (std::size_t i = 0; i < paragraph.lines.size(); ++i) {
        if (paragraph.lines[i].bytes_from <= byte) line = i;
    }
    return line;
}

std::size_t nearest_in(const TextLine& line, float x)
{
    std::size_t best = line.bytes_from;
    float distance = -1;
    for (const CaretStop& stop : own_stops(line)) {
        const float its = std::abs(stop.x - x);
        if (distance >= 0 && its >= distance) continue;
        distance = its;
        best = stop.byte;
    }
    return best;
}

} // namespace

CaretPlace caret_place(const Paragraph& paragraph, std::size_t byte)
{
    CaretPlace place;
    place.line = line_of(paragraph, byte);
    for (const CaretStop& stop : paragraph.lines[place.line].stops) {
        if (stop.byte <= byte) place.stop = stop;
    }
    return place;
}

std::size_t byte_at(const Paragraph& paragraph, float x, float y)
{
    std::size_t line = 0;
    while (line + 1 < paragraph.lines.size() && y >= paragraph.lines[line].bottom) ++line;
    return nearest_in(paragraph.lines[line], x);
}

std::size_t caret_beside(const Paragraph& paragraph, std::size_t byte, Side side)
{
    const CaretPlace place = caret_place(paragraph, byte);
    const TextLine& line = paragraph.lines[place.line];
    std::vector<CaretStop> stops = own_stops(line);
    std::stable_sort(stops.begin(), stops.end(), [](const CaretStop& a, const CaretStop& b) { return a.x < b.x; });
    const auto here =
        std::find_if(stops.begin(), stops.end(), [&](const CaretStop& stop) { return stop.byte == place.stop.byte; });
    if (side == Side::Right && here != stops.end() && here + 1 != stops.end()) return (here + 1)->byte;
    if (side == Side::Left && here != stops.end() && here != stops.begin()) return (here - 1)->byte;
    const bool forward = (side == Side::Right) != line.right_to_left;
    if (forward && place.line + 1 < paragraph.lines.size()) return paragraph.lines[place.line + 1].bytes_from;
    if (!forward && place.line > 0) return own_stops(paragraph.lines[place.line - 1]).back().byte;
    return byte;
}

std::size_t caret_in_line(const Paragraph& paragraph, std::size_t byte, int lines, float x)
{
    const int wanted = static_cast<int>(line_of(paragraph, byte)) + lines;
    if (wanted < 0 || wanted >= static_cast<int>(paragraph.lines.size())) return byte;
    return nearest_in(paragraph.lines[static_cast<std::size_t>(wanted)], x);
}

std::size_t line_start(const Paragraph& paragraph, std::size_t byte)
{
    return paragraph.lines[line_of(paragraph, byte)].bytes_from;
}

std::size_t line_end(const Paragraph& paragraph, std::size_t byte)
{
    return own_stops(paragraph.lines[line_of(paragraph, byte)]).back().byte;
}

} // namespace mahalla
