#include "widgets/glyph_atlas.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace mahalla::ui {

namespace {

constexpr int rectangle_width = 1024;
constexpr int rectangle_height = 1024;

struct Pixels {
    std::uint32_t* pixels = nullptr;
    int width = 0, height = 0;
};

Pixels texture()
{
    Pixels texture;
    unsigned char* bytes = nullptr;
    ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&bytes, &texture.width, &texture.height);
    texture.pixels = reinterpret_cast<std::uint32_t*>(bytes);
    return texture;
}

} // namespace

GlyphAtlas::GlyphAtlas(TextEngine& engine) : engine_(engine)
{
    ImFontAtlas* fonts = ImGui::GetIO().Fonts;
    fonts->Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    fonts->TexDesiredWidth = 2 * rectangle_width;
    fonts->AddFontDefault(); // ImGui insists on a font; no letter of it is ever drawn
    const int rectangle = fonts->AddCustomRectRegular(rectangle_width, rectangle_height);
    fonts->Build();
    const ImFontAtlasCustomRect* place = fonts->GetCustomRectByIndex(rectangle);
    left_ = place->X;
    top_ = place->Y;
    clear();
    change_ = TextureChange();                        // a renderer starts by uploading everything
    fonts->SetTexID(static_cast<ImTextureID>(fonts)); // a renderer with textures of its own sets its own
}

void GlyphAtlas::clear()
{
    slots_.clear();
    next_x_ = next_y_ = shelf_height_ = 0;
    const Pixels target = texture();
    for (int row = 0; row < rectangle_height; ++row) {
        std::memset(target.pixels + (top_ + row) * target.width + left_, 0, sizeof(std::uint32_t) * rectangle_width);
    }
    include_in_change(left_, top_, rectangle_width, rectangle_height);
}

bool GlyphAtlas::take_overflow() { return std::exchange(overflowed_, false); }

TextureChange GlyphAtlas::take_change() { return std::exchange(change_, TextureChange()); }

std::size_t GlyphAtlas::KeyHash::operator()(const GlyphKey& key) const
{
    const std::uint64_t packed =
        std::uint64_t{key.face} << 48 | std::uint64_t{key.pixels} << 40 | std::uint64_t{key.quarter} << 32 | key.glyph;
    return std::hash<std::uint64_t>()(packed * 0x9E3779B97F4A7C15u);
}

const GlyphAtlas::Slot& GlyphAtlas::slot(const GlyphKey& key)
{
    if (const auto found = slots_.find(key); found != slots_.end()) return found->second;
    const GlyphBitmap bitmap = engine_.bitmap(key);
    Slot slot;
    const bool fits_at_all = bitmap.width < rectangle_width && bitmap.height < rectangle_height;
    if (bitmap.width > 0 && bitmap.height > 0 && fits_at_all) {
        if (next_x_ + bitmap.width + 1 > rectangle_width) {
            next_x_ = 0;
            next_y_ += shelf_height_;
            shelf_height_ = 0;
        }
        if (next_y_ + bitmap.height + 1 > rectangle_height) {
            clear();
            overflowed_ = true;
        }
        slot = {left_ + next_x_, top_ + next_y_, bitmap.width, bitmap.height, bitmap.left, bitmap.top};
        next_x_ += bitmap.width + 1;
        shelf_height_ = std::max(shelf_height_, bitmap.height + 1);
        const Pixels target = texture();
        for (int row = 0; row < bitmap.height; ++row) {
            for (int column = 0; column < bitmap.width; ++column) {
                const std::uint32_t coverage = bitmap.coverage[static_cast<std::size_t>(row * bitmap.width + column)];
                target.pixels[(slot.y + row) * target.width + slot.x + column] = coverage << 24 | 0x00FFFFFFu;
            }
        }
        include_in_change(slot.x, slot.y, slot.width, slot.height);
    }
    return slots_.emplace(key, slot).first->second;
}

void GlyphAtlas::include_in_change(int x, int y, int width, int height)
{
    TextureChange& change = change_;
    if (change.width == 0) {
        change = {x, y, width, height};
        return;
    }
    const int right = std::max(change.x + change.width, x + width);
    const int bottom = std::max(change.y + change.height, y + height);
    change.x = std::min(change.x, x);
    change.y = std::min(change.y, y);
    change.width = right - change.x;
    change.height = bottom - change.y;
}

void GlyphAtlas::draw(ImDrawList& list, float x, float y, ImU32 colour, const Paragraph& paragraph)
{
    const ImVec2 clip_from = list.GetClipRectMin(), clip_to = list.GetClipRectMax();
    const Pixels target = texture();
    const ImVec2 texel(1.0f / static_cast<float>(target.width), 1.0f / static_cast<float>(target.height));
    const float base_y = std::floor(y + 0.5f);
    for (const TextLine& line : paragraph.lines) {
        if (base_y + line.bottom < clip_from.y || base_y + line.top > clip_to.y) continue;
        const int reserved = static_cast<int>(line.glyphs_to - line.glyphs_from);
        if (reserved == 0) continue;
        list.PrimReserve(6 * reserved, 4 * reserved);
        int drawn = 0;
        for (std::size_t i = line.glyphs_from; i < line.glyphs_to; ++i) {
            const PlacedGlyph& glyph = paragraph.glyphs[i];
            const float pen = x + line.x + glyph.x;
            const float column = std::floor(pen);
            GlyphKey key = glyph.key;
            key.quarter = static_cast<std::uint8_t>(std::min(3.0f, (pen - column) * 4));
            const Slot& place = slot(key);
            if (place.width == 0) continue;
            const ImVec2 from(column + static_cast<float>(place.left),
                              base_y + line.baseline + std::floor(glyph.y + 0.5f) - static_cast<float>(place.top));
            const ImVec2 to(from.x + static_cast<float>(place.width), from.y + static_cast<float>(place.height));
            if (to.x < clip_from.x || from.x > clip_to.x) continue;
            const ImVec2 uv_from(static_cast<float>(place.x) * texel.x, static_cast<float>(place.y) * texel.y);
            const ImVec2 uv_to(static_cast<float>(place.x + place.width) * texel.x,
                               static_cast<float>(place.y + place.height) * texel.y);
            list.PrimRectUV(from, to, uv_from, uv_to, colour);
            ++drawn;
        }
        list.PrimUnreserve(6 * (reserved - drawn), 4 * (reserved - drawn));
    }
}

} // namespace mahalla::ui
