#pragma once
#include "text/font_face.h"

#include <hb.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uscript.h>

#include <memory>
#include <string_view>

namespace mahalla {

/// Turns a text into placed glyphs: directions (UAX #9), scripts (UAX #24), faces, shaping, line breaks (UAX #14), and
/// the order of what stands on each line.
class ParagraphShaper {
public:
    explicit ParagraphShaper(FontChain& fonts);
    ~ParagraphShaper();
    ParagraphShaper(const ParagraphShaper&) = delete;
    ParagraphShaper& operator=(const ParagraphShaper&) = delete;

    Paragraph shape(std::string_view text, const TextStyle& style);

private:
    /// Letters of one face, script and direction: what HarfBuzz shapes at once. Positions count UTF-16 units.
    struct Run {
        int from = 0, to = 0;
        std::uint16_t face = 0;
        hb_script_t script = HB_SCRIPT_COMMON;
        UBiDiLevel level = 0;
        std::vector<PlacedGlyph> glyphs; ///< Visual order; `byte` still counts units.
    };

    void decode(std::string_view text);
    /// One paragraph: the units between two line feeds.
    void shape_block(int from, int to);
    void find_breaks(int from, int to);
    void find_scripts(int from, int to);
    void find_faces(int from, int to);
    std::vector<Run> find_runs(int from, int to, const UBiDiLevel* levels);
    void shape_units(const Run& run, int from, int to, std::vector<PlacedGlyph>& glyphs);
    /// Where the line starting at `from` ends: at the last break that fits, else inside a word, at a character at
    /// least.
    int line_end(int from, int to, const std::vector<float>& advances) const;
    void add_line(int from, int to, int drawn_to, const std::vector<Run>& runs);
    void align_lines();
    void cut_to_lines_max(std::string_view text);
    void add_caret_stops(TextLine& line);

    FontChain& fonts_;
    std::unique_ptr<ParagraphShaper> cutter_; ///< Shapes shortened texts while this one is at work.
    UBiDi* bidi_ = nullptr;
    UBreakIterator* line_breaks_ = nullptr;
    UBreakIterator* character_breaks_ = nullptr;
    hb_buffer_t* buffer_ = nullptr;

    // The text being shaped.
    TextStyle style_;
    int pixels_ = 0;
    Paragraph result_;
    std::u16string units_;
    std::vector<std::uint32_t> byte_of_unit_; ///< One more than units.
    std::vector<UScriptCode> script_of_unit_;
    std::vector<std::uint16_t> face_of_unit_;
    std::vector<bool> starts_character_, may_break_before_; ///< One more than units.
    int block_from_ = 0, block_to_ = 0;
    float bottom_ = 0;
    bool block_is_right_to_left_ = false;
};

} // namespace mahalla
