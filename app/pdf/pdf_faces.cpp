#include "pdf/pdf_faces.h"

namespace mahalla {

PdfFaces::PdfFaces(const TextEngine& engine) : engine_(engine) { FT_Init_FreeType(&library_); }

PdfFaces::~PdfFaces()
{
    for (auto& [number, face] : faces_) cairo_font_face_destroy(face);
    // Cairo keeps scaled faces, and pictures of their glyphs, for later pages. There is none.
    cairo_debug_reset_static_data();
    FT_Done_FreeType(library_);
}

cairo_font_face_t* PdfFaces::face(std::uint16_t number)
{
    if (const auto known = faces_.find(number); known != faces_.end()) return known->second;
    FT_Face opened = nullptr;
    if (FT_New_Face(library_, engine_.font_file(number).c_str(), 0, &opened) != 0) return nullptr;
    cairo_font_face_t* const made = cairo_ft_font_face_create_for_ft_face(opened, FT_LOAD_NO_HINTING);
    static const cairo_user_data_key_t key{};
    if (cairo_font_face_set_user_data(
            made, &key, opened, [](void* face) { FT_Done_Face(static_cast<FT_Face>(face)); }) != CAIRO_STATUS_SUCCESS) {
        FT_Done_Face(opened);
    }
    return faces_[number] = made;
}

} // namespace mahalla
