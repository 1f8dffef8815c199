#include "sheet/sheet_pdf.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>

namespace mahalla {

namespace {

constexpr double points_a_mm = 72 / 25.4;
/// A page with two faces of Noto embedded has some fifty thousand bytes.
constexpr std::size_t pdf_bytes_max = 1 << 20;

tl::unexpected<Error> not_drawn()
{
    return failure(ErrorKind::Unavailable,
                   "The page cannot be drawn: there is not enough free memory, or a font is gone.");
}

/// Where cairo writes to: locked memory from the start, so that no copy is left behind by growing.
struct Output {
    Secret bytes = Secret(pdf_bytes_max);
    std::size_t size = 0;

    static cairo_status_t take(void* closure, const unsigned char* data, unsigned length)
    {
        auto& output = *static_cast<Output*>(closure);
        if (length > output.bytes.size() - output.size) return CAIRO_STATUS_WRITE_ERROR;
        std::memcpy(output.bytes.writable().data() + output.size, data, length);
        output.size += length;
        return CAIRO_STATUS_SUCCESS;
    }
};

/// The faces of a page as cairo draws them. They end before FreeType does.
class PageFaces {
public:
    explicit PageFaces(const TextEngine& engine) : engine_(engine) { FT_Init_FreeType(&library_); }
    ~PageFaces()
    {
        for (auto& [number, face] : faces_) cairo_font_face_destroy(face);
        // Cairo keeps scaled faces, and pictures of their glyphs, for later pages. There is none.
        cairo_debug_reset_static_data();
        FT_Done_FreeType(library_);
    }
    PageFaces(const PageFaces&) = delete;
    PageFaces& operator=(const PageFaces&) = delete;

    /// Nothing where the file cannot be opened.
    cairo_font_face_t* face(std::uint16_t number)
    {
        if (const auto known = faces_.find(number); known != faces_.end()) return known->second;
        FT_Face opened = nullptr;
        if (FT_New_Face(library_, engine_.font_file(number).c_str(), 0, &opened) != 0) return nullptr;
        cairo_font_face_t* const made = cairo_ft_font_face_create_for_ft_face(opened, FT_LOAD_NO_HINTING);
        static const cairo_user_data_key_t key{};
        if (cairo_font_face_set_user_data(made, &key, opened, [](void* face) {
                FT_Done_Face(static_cast<FT_Face>(face));
            }) != CAIRO_STATUS_SUCCESS) {
            FT_Done_Face(opened);
        }
        return faces_[number] = made;
    }

private:
    const TextEngine& engine_;
    FT_Library library_ = nullptr;
    std::map<std::uint16_t, cairo_font_face_t*> faces_;
};

/// Draws one page.
class Pen {
public:
    Pen(cairo_t* cairo, PageFaces& faces) : cairo_(cairo), faces_(faces) {}

    bool draw(const SheetPage::Text& text)
    {
        cairo_set_source_rgb(cairo_, static_cast<double>(text.grey), static_cast<double>(text.grey),
                             static_cast<double>(text.grey));
        for (const TextLine& line : text.paragraph.lines) {
            for (std::size_t from = line.glyphs_from; from < line.glyphs_to;) {
                const std::size_t to = end_of_run(text.paragraph, from, line.glyphs_to);
                if (!draw_run(text, line, from, to)) return false;
                from = to;
            }
        }
        return true;
    }

    void draw(const SheetPage::Box& box)
    {
        cairo_set_source_rgb(cairo_, 0, 0, 0);
        cairo_set_line_width(cairo_, static_cast<double>(box.line));
        if (box.width == 0 || box.height == 0) {
            cairo_move_to(cairo_, static_cast<double>(box.x), static_cast<double>(box.y));
            cairo_line_to(cairo_, static_cast<double>(box.x + box.width), static_cast<double>(box.y + box.height));
        } else {
            cairo_rectangle(cairo_, static_cast<double>(box.x), static_cast<double>(box.y),
                            static_cast<double>(box.width), static_cast<double>(box.height));
        }
        cairo_stroke(cairo_);
    }

    void draw(const SheetPage::Code& code)
    {
        const double module = static_cast<double>(code.side) / code.code.side();
        cairo_set_source_rgb(cairo_, 0, 0, 0);
        for (int row = 0; row < code.code.side(); ++row)
            for (int column = 0; column < code.code.side(); ++column)
                if (code.code.is_dark(column, row))
                    cairo_rectangle(cairo_, static_cast<double>(code.x) + column * module,
                                    static_cast<double>(code.y) + row * module, module, module);
        cairo_fill(cairo_);
    }

private:
    static std::size_t end_of_run(const Paragraph& paragraph, std::size_t from, std::size_t end)
    {
        const PlacedGlyph& first = paragraph.glyphs[from];
        std::size_t to = from + 1;
        while (to < end && paragraph.glyphs[to].key.face == first.key.face &&
               paragraph.glyphs[to].right_to_left == first.right_to_left)
            ++to;
        return to;
    }

    /// Glyphs of one face and direction, with the text they stand for, so that a reader of the file finds it.
    bool draw_run(const SheetPage::Text& text, const TextLine& line, std::size_t from, std::size_t to)
    {
        const auto run = std::span(text.paragraph.glyphs).subspan(from, to - from);
        cairo_font_face_t* const face = faces_.face(run.front().key.face);
        if (face == nullptr) return false;
        const auto scale = static_cast<double>(text.scale);
        cairo_set_font_face(cairo_, face);
        cairo_set_font_size(cairo_, run.front().key.pixels * scale);

        std::vector<cairo_glyph_t> glyphs;
        std::vector<std::size_t> starts; // of clusters, in the text's order
        for (const PlacedGlyph& glyph : run) {
            glyphs.push_back({glyph.key.glyph,
                              static_cast<double>(text.x) + static_cast<double>(line.x + glyph.x) * scale,
                              static_cast<double>(text.y) + static_cast<double>(line.baseline + glyph.y) * scale});
            starts.push_back(glyph.byte);
        }
        std::ranges::sort(starts);
        starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
        std::size_t end = line.bytes_to;
        for (std::size_t i = line.glyphs_from; i < line.glyphs_to; ++i)
            if (const std::size_t byte = text.paragraph.glyphs[i].byte; byte > starts.back()) end = std::min(end, byte);

        std::vector<cairo_text_cluster_t> clusters;
        for (std::size_t i = 0; i < starts.size(); ++i) {
            const std::size_t next = i + 1 < starts.size() ? starts[i + 1] : end;
            const auto drawn =
                std::ranges::count(run, starts[i], [](const PlacedGlyph& glyph) { return std::size_t{glyph.byte}; });
            clusters.push_back({static_cast<int>(next - starts[i]), static_cast<int>(drawn)});
        }
        cairo_show_text_glyphs(
            cairo_, text.text.data() + starts.front(), static_cast<int>(end - starts.front()), glyphs.data(),
            static_cast<int>(glyphs.size()), clusters.data(), static_cast<int>(clusters.size()),
            run.front().right_to_left ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : cairo_text_cluster_flags_t{});
        explicit_bzero(glyphs.data(), glyphs.size() * sizeof(cairo_glyph_t));
        return cairo_status(cairo_) == CAIRO_STATUS_SUCCESS;
    }

    cairo_t* cairo_;
    PageFaces& faces_;
};

} // namespace

Result<Secret> pdf_of(const SheetPage& page, const TextEngine& engine)
{
    Output output;
    {
        PageFaces faces(engine);
        const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
            cairo_pdf_surface_create_for_stream(&Output::take, &output,
                                                static_cast<double>(SheetPage::width) * points_a_mm,
                                                static_cast<double>(SheetPage::height) * points_a_mm),
            &cairo_surface_destroy);
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, page.title.c_str());
        // When it was printed is written by hand, or not.
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, nullptr);
        {
            const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()), &cairo_destroy);
            cairo_scale(cairo.get(), points_a_mm, points_a_mm);
            Pen pen(cairo.get(), faces);
            for (const SheetPage::Box& box : page.boxes) pen.draw(box);
            for (const SheetPage::Code& code : page.codes) pen.draw(code);
            for (const SheetPage::Text& text : page.texts)
                if (!pen.draw(text)) return not_drawn();
        }
        cairo_surface_finish(surface.get());
        if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return not_drawn();
    }
    return Secret::copy_of(output.bytes.view().first(output.size));
}

} // namespace mahalla
