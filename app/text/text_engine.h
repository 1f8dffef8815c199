#pragma once
#include "base/result.h"
#include "text/paragraph.h"

#include <filesystem>
#include <memory>
#include <string_view>

namespace mahalla {

/// A glyph's picture: coverage 0–255 a pixel, and where it lies against the pen.
struct GlyphBitmap {
    int width = 0, height = 0;
    int left = 0; ///< From the pen to the first column, to the right.
    int top = 0;  ///< From the baseline to the first row, upwards.
    std::vector<std::uint8_t> coverage;
};

/// Shapes text of every script: HarfBuzz for glyphs, ICU for directions, scripts and breaks, FreeType for pictures.
///
/// Faces come from one folder in a fixed order (Noto Sans, then one face a script); a face is opened when a text first
/// needs it. A character that no face has is drawn as the first face's empty box, never left out. Paragraphs are cached
/// by text and style; what was not asked for in a while is let go. One thread.
class TextEngine {
public:
    /// Fails with `NotFound` where the folder lacks NotoSans-Regular.ttf.
    static Result<std::unique_ptr<TextEngine>> create(const std::filesystem::path& fonts_folder);
    ~TextEngine();
    TextEngine(const TextEngine&) = delete;
    TextEngine& operator=(const TextEngine&) = delete;

    /// The shaped text; valid until the next `begin_frame` or `wipe`.
    const Paragraph& paragraph(std::string_view text, const TextStyle& style);
    /// Shaped anew and kept nowhere: for what must not outlive its frame.
    Paragraph shaped(std::string_view text, const TextStyle& style);

    GlyphBitmap bitmap(GlyphKey key);
    /// The file of the face that a glyph's key names: for who draws outlines rather than pictures.
    const std::filesystem::path& font_file(std::uint16_t face) const;

    /// Once a frame: lets go of paragraphs that nobody drew lately.
    void begin_frame();
    /// Overwrites and empties the cache, at lock.
    void wipe();

    struct Counts {
        std::size_t shaped = 0, found = 0, cached = 0;
    };
    Counts counts() const;

private:
    TextEngine();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace mahalla
