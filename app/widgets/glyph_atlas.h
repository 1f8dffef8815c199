#pragma once
#include "text/text_engine.h"

#include <imgui.h>

#include <unordered_map>

namespace mahalla::ui {

class Page;

/// A part of the font texture that changed; four zeros: nothing did.
struct TextureChange {
    int x = 0, y = 0, width = 0, height = 0;
};

/// The glyphs' pictures in a rectangle of ImGui's own font texture, so that a page is one texture and few draw
/// commands.
///
/// When the rectangle is full, all glyphs are thrown out and those of the frame drawn anew. Renderers upload what
/// changed.
class GlyphAtlas {
public:
    /// Builds the texture of the current ImGui context.
    explicit GlyphAtlas(TextEngine& engine);

    void draw(ImDrawList& list, float x, float y, ImU32 colour, const Paragraph& paragraph);
    /// Forgets every glyph; at lock and when full.
    void clear();
    /// True once after the whole rectangle was thrown out: what was drawn in this frame shows wrong glyphs.
    bool take_overflow();
    TextureChange take_change();

private:
    struct Slot {
        int x = 0, y = 0, width = 0, height = 0; ///< In the texture.
        int left = 0, top = 0;
    };
    struct KeyHash {
        std::size_t operator()(const GlyphKey& key) const;
    };

    const Slot& slot(const GlyphKey& key);
    void include_in_change(int x, int y, int width, int height);

    TextEngine& engine_;
    std::unordered_map<GlyphKey, Slot, KeyHash> slots_;
    int left_ = 0, top_ = 0; ///< Of the rectangle in the texture.
    int next_x_ = 0, next_y_ = 0, shelf_height_ = 0;
    bool overflowed_ = false;
    TextureChange change_;
};

/// What changed since it was last asked for; a renderer uploads it.
TextureChange take_texture_change(Page& page);

} // namespace mahalla::ui
