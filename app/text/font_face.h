#pragma once
#include "text/paragraph.h"
#include "text/text_engine.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include <filesystem>
#include <memory>
#include <unordered_map>

namespace mahalla {

/// One font file, mapped into memory, as HarfBuzz shapes with it and FreeType draws it.
class FontFace {
public:
    /// Nothing where the file is missing or no font.
    static std::unique_ptr<FontFace> open(FT_Library library, const std::filesystem::path& path);
    ~FontFace();
    FontFace(const FontFace&) = delete;
    FontFace& operator=(const FontFace&) = delete;

    bool has(char32_t code_point) const;
    /// For shaping; positions come in 64ths of a pixel.
    hb_font_t* at(int pixels);
    GlyphBitmap bitmap(GlyphKey key);

    const std::filesystem::path& file() const { return file_; }
    float ascent() const { return ascent_; } ///< Above the baseline, for a size of 1.
    float descent() const { return descent_; }

private:
    FontFace() = default;
    std::filesystem::path file_;
    hb_blob_t* blob_ = nullptr;
    hb_face_t* face_ = nullptr;
    hb_font_t* font_ = nullptr;
    FT_Face freetype_ = nullptr;
    int freetype_pixels_ = 0;
    float ascent_ = 1, descent_ = 0.3f;
    std::unordered_map<int, hb_font_t*> sized_;
};

/// The faces a text may be set in, in the order they are asked; opened when first needed.
class FontChain {
public:
    explicit FontChain(const std::filesystem::path& folder);
    ~FontChain();
    FontChain(const FontChain&) = delete;
    FontChain& operator=(const FontChain&) = delete;

    /// False where the first face is missing: nothing could be shown.
    bool usable() { return face_at(0, Weight::Regular) != nullptr; }
    /// The first face with every one of the characters, else the first face.
    std::uint16_t face_for(std::u32string_view characters, Weight weight);
    bool covers(std::uint16_t face, std::u32string_view characters);
    FontFace& face(std::uint16_t number) { return *faces_[number]; }
    std::uint16_t first(Weight weight);

private:
    struct Family {
        std::filesystem::path regular, bold;
        int faces[2] = {unopened, unopened};
    };
    static constexpr int unopened = -2, missing = -1;

    FontFace* face_at(std::size_t family, Weight weight);

    FT_Library library_ = nullptr;
    std::vector<Family> families_;
    std::vector<std::unique_ptr<FontFace>> faces_;
    std::unordered_map<char32_t, std::uint16_t> known_[2]; ///< Single characters already looked for, by weight.
};

} // namespace mahalla
