#include "text/font_face.h"

#include <unicode/uchar.h>

#include FT_OUTLINE_H
#include <hb-ot.h>

#include <algorithm>
#include <array>
#include <set>

namespace mahalla {

namespace {

/// Before all others of the folder: the scripts of our languages first, so that shared signs come from the same faces.
constexpr std::array<std::string_view, 24> preferred_families = {
    "NotoSans",           "NotoSansArabic",  "NotoSansEthiopic", "NotoSansMyanmar",  "NotoSansHebrew",
    "NotoSansDevanagari", "NotoSansBengali", "NotoSansKhmer",    "NotoSansThai",     "NotoSansLao",
    "NotoSansTamil",      "NotoSansTelugu",  "NotoSansGujarati", "NotoSansGurmukhi", "NotoSansKannada",
    "NotoSansMalayalam",  "NotoSansSinhala", "NotoSansGeorgian", "NotoSansArmenian", "NotoSansAdlam",
    "NotoSansTifinagh",   "NotoSansSymbols", "NotoSansSymbols2", "NotoSansMath"};

bool is_invisible(char32_t c)
{
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 || c < U' ';
}

} // namespace

std::unique_ptr<FontFace> FontFace::open(FT_Library library, const std::filesystem::path& path)
{
    std::unique_ptr<FontFace> face(new FontFace());
    face->file_ = path;
    face->blob_ = hb_blob_create_from_file(path.c_str());
    unsigned length = 0;
    const char* data = hb_blob_get_data(face->blob_, &length);
    if (length == 0) return nullptr;
    const auto* bytes = reinterpret_cast<const FT_Byte*>(data);
    if (FT_New_Memory_Face(library, bytes, static_cast<FT_Long>(length), 0, &face->freetype_) != 0) return nullptr;
    face->face_ = hb_face_create(face->blob_, 0);
    face->font_ = hb_font_create(face->face_);
    const float units =
        face->freetype_->units_per_EM == 0 ? 1000.0f : static_cast<float>(face->freetype_->units_per_EM);
    face->ascent_ = static_cast<float>(face->freetype_->ascender) / units;
    face->descent_ = static_cast<float>(-face->freetype_->descender) / units;
    return face;
}

FontFace::~FontFace()
{
    for (const auto& [pixels, font] : sized_) hb_font_destroy(font);
    if (font_ != nullptr) hb_font_destroy(font_);
    if (face_ != nullptr) hb_face_destroy(face_);
    if (freetype_ != nullptr) FT_Done_Face(freetype_);
    if (blob_ != nullptr) hb_blob_destroy(blob_);
}

bool FontFace::has(char32_t code_point) const
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(font_, code_point, &glyph) != 0;
}

hb_font_t* FontFace::at(int pixels)
{
    hb_font_t*& font = sized_[pixels];
    if (font == nullptr) {
        font = hb_font_create(face_);
        hb_font_set_scale(font, pixels * 64, pixels * 64);
    }
    return font;
}

GlyphBitmap FontFace::bitmap(GlyphKey key)
{
    if (freetype_pixels_ != key.pixels) {
        FT_Set_Pixel_Sizes(freetype_, 0, key.pixels);
        freetype_pixels_ = key.pixels;
    }
    // Light hinting moves outlines up and down only: lines get sharp, widths stay those HarfBuzz placed with.
    if (FT_Load_Glyph(freetype_, key.glyph, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP) != 0) return {};
    FT_GlyphSlot slot = freetype_->glyph;
    if (slot->format == FT_GLYPH_FORMAT_OUTLINE) FT_Outline_Translate(&slot->outline, key.quarter * 16, 0);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return {};
    GlyphBitmap bitmap;
    bitmap.width = static_cast<int>(slot->bitmap.width);
    bitmap.height = static_cast<int>(slot->bitmap.rows);
    bitmap.left = slot->bitmap_left;
    bitmap.top = slot->bitmap_top;
    for (int row = 0; row < bitmap.height; ++row) {
        const std::uint8_t* from = slot->bitmap.buffer + row * slot->bitmap.pitch;
        bitmap.coverage.insert(bitmap.coverage.end(), from, from + bitmap.width);
    }
    return bitmap;
}

FontChain::FontChain(const std::filesystem::path& folder)
{
    FT_Init_FreeType(&library_);
    std::set<std::string> taken;
    const auto add = [&](const std::string& name) {
        if (!taken.insert(name).second) return;
        Family family;
        family.regular = folder / (name + "-Regular.ttf");
        family.bold = folder / (name + "-Bold.ttf");
        families_.push_back(family);
    };
    for (const std::string_view name : preferred_families) add(std::string(name));
    std::set<std::string> others;
    std::error_code error;
    constexpr std::string_view ending = "-Regular.ttf";
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string file = entry.path().filename().string();
        if (file.starts_with("NotoSans") && file.ends_with(ending)) {
            others.insert(file.substr(0, file.size() - ending.size()));
        }
    }
    for (const std::string& name : others) add(name);
}

FontChain::~FontChain()
{
    faces_.clear();
    FT_Done_FreeType(library_);
}

FontFace* FontChain::face_at(std::size_t family_number, Weight weight)
{
    Family& family = families_[family_number];
    int& number = family.faces[weight == Weight::Bold ? 1 : 0];
    if (number == unopened) {
        auto face = FontFace::open(library_, weight == Weight::Bold ? family.bold : family.regular);
        if (face) {
            faces_.push_back(std::move(face));
            number = static_cast<int>(faces_.size()) - 1;
        } else if (weight == Weight::Bold) {
            face_at(family_number, Weight::Regular); // many scripts have no bold face
            number = family.faces[0];
        } else {
            number = missing;
        }
    }
    return number == missing ? nullptr : faces_[static_cast<std::size_t>(number)].get();
}

std::uint16_t FontChain::first(Weight weight)
{
    face_at(0, weight);
    return static_cast<std::uint16_t>(families_[0].faces[weight == Weight::Bold ? 1 : 0]);
}

bool FontChain::covers(std::uint16_t face_number, std::u32string_view characters)
{
    const FontFace& with = face(face_number);
    return std::all_of(characters.begin(), characters.end(),
                       [&](char32_t c) { return is_invisible(c) || with.has(c); });
}

std::uint16_t FontChain::face_for(std::u32string_view characters, Weight weight)
{
    auto& known = known_[weight == Weight::Bold ? 1 : 0];
    const bool single = characters.size() == 1;
    if (single) {
        if (const auto found = known.find(characters[0]); found != known.end()) return found->second;
    }
    std::uint16_t chosen = first(weight);
    for (std::size_t family = 0; family < families_.size(); ++family) {
        if (face_at(family, weight) == nullptr) continue;
        const auto number = static_cast<std::uint16_t>(families_[family].faces[weight == Weight::Bold ? 1 : 0]);
        if (covers(number, characters)) {
            chosen = number;
            break;
        }
    }
    if (single) known[characters[0]] = chosen;
    return chosen;
}

} // namespace mahalla
