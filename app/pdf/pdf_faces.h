#pragma once
#include "text/text_engine.h"

#include <cairo-ft.h>

#include <map>

namespace mahalla {

/// The faces of a file as cairo draws them. They end before FreeType does. Only files of this folder include this.
class PdfFaces {
public:
    explicit PdfFaces(const TextEngine& engine);
    ~PdfFaces();
    PdfFaces(const PdfFaces&) = delete;
    PdfFaces& operator=(const PdfFaces&) = delete;

    /// Nothing where the file cannot be opened.
    cairo_font_face_t* face(std::uint16_t number);

private:
    const TextEngine& engine_;
    FT_Library library_ = nullptr;
    std::map<std::uint16_t, cairo_font_face_t*> faces_;
};

} // namespace mahalla
