#include "pdf/pdf_file.h"

#include "pdf/pdf_faces.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <cstring>

namespace mahalla {

namespace {

constexpr double points_a_mm = 72 / 25.4;

} // namespace

struct PdfFile::Parts {
    Parts(const TextEngine& engine, Sink to) : sink(std::move(to)), faces(engine) {}

    static cairo_status_t take(void* closure, const unsigned char* data, unsigned length)
    {
        return static_cast<Parts*>(closure)->sink({data, length}) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
    }

    void set_colour(DrawingColour colour)
    {
        cairo_set_source_rgb(cairo.get(), colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
    }

    static std::size_t end_of_run(const Paragraph& paragraph, std::size_t from, std::size_t end)
    {
        const PlacedGlyph& first = paragraph.glyphs[from];
        std::size_t to = from + 1;
        while (to < end && paragraph.glyphs[to].key.face == first.key.face &&
               paragraph.glyphs[to].right_to_left == first.right_to_left)
            ++to;
        return to;
    }

    bool draw_run(std::string_view text, const Paragraph& paragraph, const TextLine& line, std::size_t from,
                  std::size_t to, Point at, double scale);

    Sink sink;
    PdfFaces faces; ///< Before the surface: it ends after it.
    std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface{nullptr, &cairo_surface_destroy};
    std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo{nullptr, &cairo_destroy};
    bool failed = false;
};

/// Glyphs of one face and direction, with the text they stand for, so that a reader of the file finds it.
bool PdfFile::Parts::draw_run(std::string_view text, const Paragraph& paragraph, const TextLine& line, std::size_t from,
                              std::size_t to, Point at, double scale)
{
    const auto run = std::span(paragraph.glyphs).subspan(from, to - from);
    cairo_font_face_t* const face = faces.face(run.front().key.face);
    if (face == nullptr) return false;
    cairo_set_font_face(cairo.get(), face);
    cairo_set_font_size(cairo.get(), run.front().key.pixels * scale);

    std::vector<cairo_glyph_t> glyphs;
    std::vector<std::size_t> starts; // of clusters, in the text's order
    for (const PlacedGlyph& glyph : run) {
        glyphs.push_back({glyph.key.glyph, at.x + static_cast<double>(line.x + glyph.x) * scale,
                          at.y + static_cast<double>(line.baseline + glyph.y) * scale});
        starts.push_back(glyph.byte);
    }
    std::ranges::sort(starts);
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    std::size_t end = line.bytes_to;
    for (std::size_t i = line.glyphs_from; i < line.glyphs_to; ++i)
        if (const std::size_t byte = paragraph.glyphs[i].byte; byte > starts.back()) end = std::min(end, byte);

    std::vector<cairo_text_cluster_t> clusters;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::size_t next = i + 1 < starts.size() ? starts[i + 1] : end;
        const auto drawn =
            std::ranges::count(run, starts[i], [](const PlacedGlyph& glyph) { return std::size_t{glyph.byte}; });
        clusters.push_back({static_cast<int>(next - starts[i]), static_cast<int>(drawn)});
    }
    cairo_show_text_glyphs(cairo.get(), text.data() + starts.front(), static_cast<int>(end - starts.front()),
                           glyphs.data(), static_cast<int>(glyphs.size()), clusters.data(),
                           static_cast<int>(clusters.size()),
                           run.front().right_to_left ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : cairo_text_cluster_flags_t{});
    explicit_bzero(glyphs.data(), glyphs.size() * sizeof(cairo_glyph_t));
    return cairo_status(cairo.get()) == CAIRO_STATUS_SUCCESS;
}

PdfFile::PdfFile(float width, float height, const std::string& title, const TextEngine& engine, Sink sink)
    : parts_(std::make_unique<Parts>(engine, std::move(sink)))
{
    parts_->surface.reset(cairo_pdf_surface_create_for_stream(&Parts::take, parts_.get(),
                                                              static_cast<double>(width) * points_a_mm,
                                                              static_cast<double>(height) * points_a_mm));
    cairo_pdf_surface_set_metadata(parts_->surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    // When it was printed is written by hand, or not.
    cairo_pdf_surface_set_metadata(parts_->surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, nullptr);
    parts_->cairo.reset(cairo_create(parts_->surface.get()));
    cairo_scale(parts_->cairo.get(), points_a_mm, points_a_mm);
}

PdfFile::~PdfFile() = default;

void PdfFile::path(std::span<const Point> points, bool is_closed)
{
    cairo_new_sub_path(parts_->cairo.get());
    for (const Point& point : points) cairo_line_to(parts_->cairo.get(), point.x, point.y);
    if (is_closed) cairo_close_path(parts_->cairo.get());
}

void PdfFile::fill(DrawingColour colour, bool keeps_path)
{
    parts_->set_colour(colour);
    cairo_set_fill_rule(parts_->cairo.get(), CAIRO_FILL_RULE_EVEN_ODD);
    keeps_path ? cairo_fill_preserve(parts_->cairo.get()) : cairo_fill(parts_->cairo.get());
}

void PdfFile::stroke(DrawingColour colour, double line)
{
    parts_->set_colour(colour);
    cairo_set_line_width(parts_->cairo.get(), line);
    cairo_stroke(parts_->cairo.get());
}

void PdfFile::text(std::string_view text, const Paragraph& paragraph, Point at, double scale, DrawingColour colour)
{
    parts_->set_colour(colour);
    for (const TextLine& line : paragraph.lines) {
        for (std::size_t from = line.glyphs_from; from < line.glyphs_to;) {
            const std::size_t to = Parts::end_of_run(paragraph, from, line.glyphs_to);
            if (!parts_->draw_run(text, paragraph, line, from, to, at, scale)) parts_->failed = true;
            from = to;
        }
    }
}

void PdfFile::end_page() { cairo_show_page(parts_->cairo.get()); }

bool PdfFile::finish()
{
    parts_->cairo.reset();
    cairo_surface_finish(parts_->surface.get());
    return !parts_->failed && cairo_surface_status(parts_->surface.get()) == CAIRO_STATUS_SUCCESS;
}

} // namespace mahalla
