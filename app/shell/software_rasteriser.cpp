#include "shell/software_rasteriser.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

struct Texture {
    const std::uint32_t* pixels = nullptr;
    int width = 0, height = 0;

    std::uint32_t nearest(float u, float v) const
    {
        const int x = std::clamp(static_cast<int>(u * static_cast<float>(width)), 0, width - 1);
        const int y = std::clamp(static_cast<int>(v * static_cast<float>(height)), 0, height - 1);
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
    }
};

/// Pixels that may be written.
struct Clip {
    int left, top, right, bottom;
};

/// a × b / 255, rounded.
std::uint32_t product(std::uint32_t a, std::uint32_t b)
{
    const std::uint32_t t = a * b + 128;
    return (t + (t >> 8)) >> 8;
}

std::uint32_t channel(std::uint32_t colour, int shift) { return colour >> shift & 0xFF; }

std::uint32_t modulated(std::uint32_t a, std::uint32_t b)
{
    std::uint32_t colour = 0;
    for (int shift = 0; shift < 32; shift += 8) colour |= product(channel(a, shift), channel(b, shift)) << shift;
    return colour;
}

void blend(std::uint32_t& target, std::uint32_t colour)
{
    const std::uint32_t alpha = colour >> 24;
    if (alpha == 255) {
        target = colour;
    } else if (alpha != 0) {
        std::uint32_t mixed = 0xFF000000u;
        for (int shift = 0; shift < 24; shift += 8) {
            const std::uint32_t sum =
                product(channel(colour, shift), alpha) + product(channel(target, shift), 255 - alpha);
            mixed |= std::min(sum, 255u) << shift;
        }
        target = mixed;
    }
}

bool same_place(const ImVec2& a, const ImVec2& b) { return a.x == b.x && a.y == b.y; }

class Painter {
public:
    Painter(Picture& picture, Texture texture, ImVec2 white) : picture_(picture), texture_(texture), white_(white) {}

    /// Two triangles that make an upright rectangle of one colour: most of what a page is made of.
    bool rectangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, const ImDrawVert& d, Clip clip)
    {
        const bool upright = a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y && d.pos.x == a.pos.x &&
                             a.pos.x < c.pos.x && a.pos.y < c.pos.y;
        if (!upright || a.col != b.col || b.col != c.col || c.col != d.col) return false;
        const int left = std::max(clip.left, first_pixel(a.pos.x)), right = std::min(clip.right, first_pixel(c.pos.x));
        const int top = std::max(clip.top, first_pixel(a.pos.y)), bottom = std::min(clip.bottom, first_pixel(c.pos.y));
        if (same_place(a.uv, c.uv)) {
            const std::uint32_t colour =
                same_place(a.uv, white_) ? a.col : modulated(a.col, texture_.nearest(a.uv.x, a.uv.y));
            for (int y = top; y < bottom; ++y) {
                std::uint32_t* row = row_at(y);
                if (colour >> 24 == 255)
                    std::fill(row + left, row + std::max(left, right), colour);
                else
                    for (int x = left; x < right; ++x) blend(row[x], colour);
            }
            return true;
        }
        const float u_step = (c.uv.x - a.uv.x) / (c.pos.x - a.pos.x), v_step = (c.uv.y - a.uv.y) / (c.pos.y - a.pos.y);
        for (int y = top; y < bottom; ++y) {
            std::uint32_t* row = row_at(y);
            const float v = a.uv.y + (static_cast<float>(y) + 0.5f - a.pos.y) * v_step;
            for (int x = left; x < right; ++x) {
                const std::uint32_t texel =
                    texture_.nearest(a.uv.x + (static_cast<float>(x) + 0.5f - a.pos.x) * u_step, v);
                if (texel >> 24 != 0) blend(row[x], modulated(texel, a.col));
            }
        }
        return true;
    }

    void triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, Clip clip)
    {
        const float area = cross(a.pos, b.pos, c.pos);
        if (area == 0) return;
        const float inverse = 1 / area;
        const auto [min_x, max_x] = std::minmax({a.pos.x, b.pos.x, c.pos.x});
        const auto [min_y, max_y] = std::minmax({a.pos.y, b.pos.y, c.pos.y});
        const int left = std::max(clip.left, static_cast<int>(std::floor(min_x)));
        const int right = std::min(clip.right, static_cast<int>(std::ceil(max_x)));
        const int top = std::max(clip.top, static_cast<int>(std::floor(min_y)));
        const int bottom = std::min(clip.bottom, static_cast<int>(std::ceil(max_y)));
        const bool flat = a.col == b.col && b.col == c.col;
        const bool textured = !same_place(a.uv, b.uv) || !same_place(b.uv, c.uv);
        const bool owns_bc = owns_edge(b.pos, c.pos, area), owns_ca = owns_edge(c.pos, a.pos, area);
        const bool owns_ab = owns_edge(a.pos, b.pos, area);
        const bool opaque = flat && !textured && a.col >> 24 == 255;
        for (int y = top; y < bottom; ++y) {
            std::uint32_t* row = row_at(y);
            const Span span = span_of(a.pos, b.pos, c.pos, inverse, static_cast<float>(y) + 0.5f, left, right);
            for (int x = span.from; x < span.to; ++x) {
                if (opaque && x == span.inside_from && span.inside_to > x) {
                    std::fill(row + x, row + span.inside_to, a.col);
                    x = span.inside_to - 1;
                    continue;
                }
                const ImVec2 centre(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
                const float wa = cross(b.pos, c.pos, centre) * inverse, wb = cross(c.pos, a.pos, centre) * inverse;
                const float wc = cross(a.pos, b.pos, centre) * inverse;
                if (wa < 0 || wb < 0 || wc < 0) continue;
                // A pixel on an edge that two triangles share is painted once.
                if ((wa == 0 && !owns_bc) || (wb == 0 && !owns_ca) || (wc == 0 && !owns_ab)) continue;
                std::uint32_t colour = flat ? a.col : mixed(a.col, wa, b.col, wb, c.col, wc);
                if (textured) {
                    colour = modulated(colour, texture_.nearest(wa * a.uv.x + wb * b.uv.x + wc * c.uv.x,
                                                                wa * a.uv.y + wb * b.uv.y + wc * c.uv.y));
                }
                blend(row[x], colour);
            }
        }
    }

private:
    /// Pixels of a row that a triangle may touch, and those that are inside it for certain.
    struct Span {
        int from, to, inside_from, inside_to;
    };

    static Span span_of(const ImVec2& a, const ImVec2& b, const ImVec2& c, float inverse, float y, int left, int right)
    {
        constexpr float margin = 1.5f; // wider than what rounding can move an edge
        float low = static_cast<float>(left), high = static_cast<float>(right);
        float inside_low = low, inside_high = high;
        const ImVec2* corners[4] = {&a, &b, &c, &a};
        for (int edge = 0; edge < 3; ++edge) {
            const ImVec2 &p = *corners[edge], &q = *corners[edge + 1];
            const float rise = (q.y - p.y) * inverse; // a pixel to the right changes this edge's weight by -rise
            if (rise == 0) {
                // A level edge bounds no row from the side; near it nothing is inside for certain.
                if (std::abs(y - p.y) < 1) inside_high = inside_low;
                continue;
            }
            const float at = p.x + (q.x - p.x) * (y - p.y) / (q.y - p.y);
            if (rise > 0) {
                high = std::min(high, at + margin);
                inside_high = std::min(inside_high, at - margin);
            } else {
                low = std::max(low, at - margin);
                inside_low = std::max(inside_low, at + margin);
            }
        }
        if (!(low < high)) return {0, 0, 0, 0};
        Span span{std::max(left, static_cast<int>(std::floor(low))), std::min(right, static_cast<int>(std::ceil(high))),
                  0, 0};
        if (inside_low < inside_high) {
            span.inside_from = std::max(span.from, static_cast<int>(std::ceil(inside_low)));
            span.inside_to = std::min(span.to, static_cast<int>(std::floor(inside_high)));
        }
        return span;
    }

    static std::uint32_t mixed(std::uint32_t a, float wa, std::uint32_t b, float wb, std::uint32_t c, float wc)
    {
        std::uint32_t colour = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            const float value = wa * static_cast<float>(channel(a, shift)) +
                                wb * static_cast<float>(channel(b, shift)) + wc * static_cast<float>(channel(c, shift));
            colour |= static_cast<std::uint32_t>(std::clamp(value + 0.5f, 0.0f, 255.0f)) << shift;
        }
        return colour;
    }
    /// The first pixel whose centre is at or behind `edge`.
    static int first_pixel(float edge) { return static_cast<int>(std::ceil(edge - 0.5f)); }
    static float cross(const ImVec2& a, const ImVec2& b, const ImVec2& p)
    {
        return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    }
    static bool owns_edge(const ImVec2& a, const ImVec2& b, float area)
    {
        const float sign = area > 0 ? 1.0f : -1.0f, dx = (b.x - a.x) * sign, dy = (b.y - a.y) * sign;
        return dy < 0 || (dy == 0 && dx > 0);
    }
    std::uint32_t* row_at(int y) { return picture_.pixels.data() + static_cast<std::ptrdiff_t>(y) * picture_.width; }

    Picture& picture_;
    Texture texture_;
    ImVec2 white_;
};

} // namespace

const Picture& SoftwareRasteriser::render(const ImDrawData& data, std::uint32_t ground)
{
    picture_.width = std::max(1, static_cast<int>(data.DisplaySize.x));
    picture_.height = std::max(1, static_cast<int>(data.DisplaySize.y));
    picture_.pixels.assign(static_cast<std::size_t>(picture_.width) * static_cast<std::size_t>(picture_.height),
                           ground);
    ImFontAtlas* fonts = ImGui::GetIO().Fonts;
    Texture texture;
    unsigned char* bytes = nullptr;
    fonts->GetTexDataAsRGBA32(&bytes, &texture.width, &texture.height);
    texture.pixels = reinterpret_cast<const std::uint32_t*>(bytes);
    Painter painter(picture_, texture, fonts->TexUvWhitePixel);

    for (int n = 0; n < data.CmdListsCount; ++n) {
        const ImDrawList* list = data.CmdLists[n];
        for (const ImDrawCmd& command : list->CmdBuffer) {
            if (command.UserCallback != nullptr) continue;
            const Clip clip{std::max(0, static_cast<int>(command.ClipRect.x)),
                            std::max(0, static_cast<int>(command.ClipRect.y)),
                            std::min(picture_.width, static_cast<int>(command.ClipRect.z)),
                            std::min(picture_.height, static_cast<int>(command.ClipRect.w))};
            if (clip.right <= clip.left || clip.bottom <= clip.top) continue;
            const ImDrawIdx* index = list->IdxBuffer.Data + command.IdxOffset;
            const ImDrawVert* vertex = list->VtxBuffer.Data + command.VtxOffset;
            for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
                const ImDrawVert& a = vertex[index[i]];
                const ImDrawVert& b = vertex[index[i + 1]];
                const ImDrawVert& c = vertex[index[i + 2]];
                const bool pair = i + 5 < command.ElemCount && index[i] == index[i + 3] && index[i + 2] == index[i + 4];
                if (pair && painter.rectangle(a, b, c, vertex[index[i + 5]], clip))
                    i += 3;
                else
                    painter.triangle(a, b, c, clip);
            }
        }
    }
    return picture_;
}

} // namespace mahalla
