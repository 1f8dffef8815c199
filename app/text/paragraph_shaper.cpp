#include "text/paragraph_shaper.h"

#include "base/text.h"

#include <unicode/utf16.h>

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Faces of scripts with tall marks ask for lines twice as high as their letters; marks may reach into the line above.
constexpr float ascent_max = 1.2f, descent_max = 0.55f;

/// The code point at `i`, which moves behind it. The units were made by `decode`: pairs are whole.
UChar32 next_code_point(std::u16string_view units, int& i)
{
    const std::uint32_t unit = units[at(i++)];
    if (!U16_IS_LEAD(unit)) return static_cast<UChar32>(unit);
    const std::uint32_t trail = units[at(i++)];
    return static_cast<UChar32>(0x10000u + ((unit - 0xD800u) << 10) + (trail - 0xDC00u));
}

} // namespace

ParagraphShaper::ParagraphShaper(FontChain& fonts) : fonts_(fonts)
{
    UErrorCode status = U_ZERO_ERROR;
    bidi_ = ubidi_open();
    line_breaks_ = ubrk_open(UBRK_LINE, "en", nullptr, 0, &status);
    character_breaks_ = ubrk_open(UBRK_CHARACTER, "en", nullptr, 0, &status);
    buffer_ = hb_buffer_create();
}

ParagraphShaper::~ParagraphShaper()
{
    ubidi_close(bidi_);
    ubrk_close(line_breaks_);
    ubrk_close(character_breaks_);
    hb_buffer_destroy(buffer_);
}

Paragraph ParagraphShaper::shape(std::string_view text, const TextStyle& style)
{
    style_ = style;
    pixels_ = std::clamp(static_cast<int>(std::lround(style.pixels)), 4, 255);
    result_ = Paragraph();
    bottom_ = 0;
    decode(text);
    const int count = static_cast<int>(units_.size());
    for (int from = 0; from <= count;) {
        int to = from;
        while (to < count && units_[at(to)] != u'\n') ++to;
        shape_block(from, to);
        from = to + 1;
        if (result_.was_cut) break;
        const bool is_full = style_.lines_max > 0 && static_cast<int>(result_.lines.size()) >= style_.lines_max;
        if (is_full && from <= count) result_.was_cut = true;
        if (is_full) break;
    }
    result_.height = bottom_;
    if (result_.was_cut) cut_to_lines_max(text);
    align_lines();
    if (style_.keeps_spaces) {
        for (TextLine& line : result_.lines) {
            if (line.stops.empty()) add_caret_stops(line); // a cut text brought its own
        }
    }
    std::fill(units_.begin(), units_.end(), u'\0');
    return std::move(result_);
}

void ParagraphShaper::decode(std::string_view text)
{
    units_.clear();
    byte_of_unit_.clear();
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const int32_t length = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < length;) {
        const auto byte = static_cast<std::uint32_t>(i);
        UChar32 code_point = 0;
        U8_NEXT(bytes, i, length, code_point);
        if (code_point < 0) code_point = 0xFFFD;
        if (code_point == '\t' || code_point == '\r') code_point = ' ';
        for (int unit = 0; unit < U16_LENGTH(code_point); ++unit) byte_of_unit_.push_back(byte);
        if (U16_LENGTH(code_point) == 1) {
            units_ += static_cast<char16_t>(code_point);
        } else {
            units_ += static_cast<char16_t>(U16_LEAD(code_point));
            units_ += static_cast<char16_t>(U16_TRAIL(code_point));
        }
    }
    byte_of_unit_.push_back(static_cast<std::uint32_t>(text.size()));
    script_of_unit_.assign(units_.size(), USCRIPT_COMMON);
    face_of_unit_.assign(units_.size(), 0);
    starts_character_.assign(units_.size() + 1, false);
    may_break_before_.assign(units_.size() + 1, false);
}

void ParagraphShaper::shape_block(int from, int to)
{
    block_from_ = from;
    block_to_ = to;
    const int length = to - from;
    UErrorCode status = U_ZERO_ERROR;
    const UBiDiLevel base = !style_.direction                             ? UBiDiLevel{UBIDI_DEFAULT_LTR}
                            : *style_.direction == Direction::LeftToRight ? UBiDiLevel{0}
                                                                          : UBiDiLevel{1};
    ubidi_setPara(bidi_, units_.data() + from, length, base, nullptr, &status);
    block_is_right_to_left_ = (ubidi_getParaLevel(bidi_) & 1) != 0;
    if (result_.lines.empty()) result_.right_to_left = block_is_right_to_left_;
    const UBiDiLevel* levels = length > 0 ? ubidi_getLevels(bidi_, &status) : nullptr;

    find_breaks(from, to);
    find_scripts(from, to);
    find_faces(from, to);
    std::vector<Run> runs = find_runs(from, to, levels);
    std::vector<float> advances(at(length) + 1, 0.0f);
    for (Run& run : runs) {
        shape_units(run, run.from, run.to, run.glyphs);
        for (const PlacedGlyph& glyph : run.glyphs)
            advances[glyph.byte - static_cast<std::uint32_t>(from)] += glyph.advance;
    }

    int start = from;
    do {
        const int end = style_.width > 0 ? line_end(start, to, advances) : to;
        int drawn_to = end;
        while (!style_.keeps_spaces && drawn_to > start && units_[at(drawn_to - 1)] == u' ') --drawn_to;
        add_line(start, end, drawn_to, runs);
        start = end;
        const bool is_full = style_.lines_max > 0 && static_cast<int>(result_.lines.size()) >= style_.lines_max;
        if (is_full && start < to) result_.was_cut = true;
        if (is_full) break;
    } while (start < to);
    if (!result_.was_cut) result_.lines.back().ends_paragraph = true;
}

void ParagraphShaper::find_breaks(int from, int to)
{
    const auto mark = [&](UBreakIterator* iterator, std::vector<bool>& marks) {
        UErrorCode status = U_ZERO_ERROR;
        ubrk_setText(iterator, units_.data() + from, to - from, &status);
        for (int32_t i = ubrk_first(iterator); i != UBRK_DONE; i = ubrk_next(iterator)) marks[at(from + i)] = true;
    };
    mark(character_breaks_, starts_character_);
    if (style_.width > 0) mark(line_breaks_, may_break_before_);
}

void ParagraphShaper::find_scripts(int from, int to)
{
    // Signs and spaces take the script before them; those at the beginning the one after.
    UScriptCode current = USCRIPT_COMMON;
    for (int i = from; i < to;) {
        const int start = i;
        const UChar32 code_point = next_code_point(units_, i);
        UErrorCode status = U_ZERO_ERROR;
        UScriptCode script = uscript_getScript(code_point, &status);
        if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED) script = current;
        current = script;
        for (int k = start; k < i; ++k) script_of_unit_[at(k)] = script;
    }
    current = USCRIPT_LATIN;
    for (int i = to - 1; i >= from; --i) {
        if (script_of_unit_[at(i)] == USCRIPT_COMMON) script_of_unit_[at(i)] = current;
        current = script_of_unit_[at(i)];
    }
}

void ParagraphShaper::find_faces(int from, int to)
{
    std::uint16_t previous = fonts_.first(style_.weight);
    std::u32string character;
    for (int i = from; i < to;) {
        int end = i + 1;
        while (end < to && !starts_character_[at(end)]) ++end;
        character.clear();
        for (int k = i; k < end;) {
            character += static_cast<char32_t>(next_code_point(units_, k));
        }
        const bool is_space = character == U" ";
        const std::uint16_t face =
            is_space && fonts_.covers(previous, character) ? previous : fonts_.face_for(character, style_.weight);
        std::fill(face_of_unit_.begin() + i, face_of_unit_.begin() + end, face);
        previous = face;
        i = end;
    }
}

std::vector<ParagraphShaper::Run> ParagraphShaper::find_runs(int from, int to, const UBiDiLevel* levels)
{
    std::vector<Run> runs;
    for (int i = from; i < to;) {
        const auto same = [&](int k) {
            return face_of_unit_[at(k)] == face_of_unit_[at(i)] && script_of_unit_[at(k)] == script_of_unit_[at(i)] &&
                   levels[k - from] == levels[i - from];
        };
        int end = i + 1;
        while (end < to && same(end)) ++end;
        Run run;
        run.from = i;
        run.to = end;
        run.face = face_of_unit_[at(i)];
        run.script = hb_script_from_string(uscript_getShortName(script_of_unit_[at(i)]), -1);
        run.level = levels[i - from];
        runs.push_back(std::move(run));
        i = end;
    }
    return runs;
}

void ParagraphShaper::shape_units(const Run& run, int from, int to, std::vector<PlacedGlyph>& glyphs)
{
    // The whole block is given as context, so that letters join across runs and broken lines.
    hb_buffer_clear_contents(buffer_);
    const auto* units = reinterpret_cast<const std::uint16_t*>(units_.data()) + block_from_;
    hb_buffer_add_utf16(buffer_, units, block_to_ - block_from_, static_cast<unsigned>(from - block_from_), to - from);
    hb_buffer_set_direction(buffer_, (run.level & 1) != 0 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer_, run.script);
    hb_buffer_set_cluster_level(buffer_, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_shape(fonts_.face(run.face).at(pixels_), buffer_, nullptr, 0);
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer_, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer_, &count);
    for (unsigned i = 0; i < count; ++i) {
        PlacedGlyph glyph;
        glyph.key.face = run.face;
        glyph.key.pixels = static_cast<std::uint8_t>(pixels_);
        glyph.key.glyph = infos[i].codepoint;
        glyph.x = static_cast<float>(positions[i].x_offset) / 64.0f;
        glyph.y = -static_cast<float>(positions[i].y_offset) / 64.0f;
        glyph.advance = static_cast<float>(positions[i].x_advance) / 64.0f;
        glyph.byte = infos[i].cluster + static_cast<std::uint32_t>(block_from_);
        glyph.right_to_left = (run.level & 1) != 0;
        glyphs.push_back(glyph);
    }
}

int ParagraphShaper::line_end(int from, int to, const std::vector<float>& advances) const
{
    constexpr float rounding = 0.5f; // advances come in 64ths and are summed in another order than they were measured
    float width = 0;
    int last_break = -1;
    int i = from;
    for (; i < to; ++i) {
        if (i > from && may_break_before_[at(i)]) last_break = i;
        const float advance = advances[at(i - block_from_)];
        const bool hangs = units_[at(i)] == u' ';
        if (!hangs && i > from && width + advance > style_.width + rounding) break;
        width += advance;
    }
    if (i == to) return to;
    if (last_break > from) return last_break;
    while (i > from + 1 && !starts_character_[at(i)]) --i;
    while (i < to && !starts_character_[at(i)]) ++i;
    return i;
}

void ParagraphShaper::add_line(int from, int to, int drawn_to, const std::vector<Run>& runs)
{
    struct Piece {
        const Run* run;
        int from, to;
    };
    std::vector<Piece> pieces;
    std::vector<UBiDiLevel> levels;
    for (const Run& run : runs) {
        const int start = std::max(run.from, from);
        const int end = std::min(run.to, drawn_to);
        if (start >= end) continue;
        pieces.push_back({&run, start, end});
        levels.push_back(run.level);
    }
    std::vector<int32_t> order(pieces.size());
    if (!pieces.empty()) ubidi_reorderVisual(levels.data(), static_cast<int32_t>(levels.size()), order.data());

    TextLine line;
    line.glyphs_from = result_.glyphs.size();
    line.bytes_from = byte_of_unit_[at(from)];
    line.bytes_to = byte_of_unit_[at(to)];
    line.right_to_left = block_is_right_to_left_;
    const FontFace& first = fonts_.face(fonts_.first(style_.weight));
    float ascent = first.ascent(), descent = first.descent(), x = 0;
    std::vector<PlacedGlyph> reshaped;
    for (const int32_t index : order) {
        const Piece& piece = pieces[at(index)];
        const std::vector<PlacedGlyph>* glyphs = &piece.run->glyphs;
        if (piece.from != piece.run->from || piece.to != piece.run->to) {
            reshaped.clear();
            shape_units(*piece.run, piece.from, piece.to, reshaped);
            glyphs = &reshaped;
        }
        const FontFace& face = fonts_.face(piece.run->face);
        ascent = std::max(ascent, std::min(face.ascent(), ascent_max));
        descent = std::max(descent, std::min(face.descent(), descent_max));
        for (PlacedGlyph glyph : *glyphs) {
            glyph.x += x;
            x += glyph.advance;
            glyph.byte = byte_of_unit_[glyph.byte];
            result_.glyphs.push_back(glyph);
        }
    }
    line.glyphs_to = result_.glyphs.size();
    line.width = x;
    line.top = bottom_;
    line.baseline = bottom_ + std::ceil(ascent * static_cast<float>(pixels_));
    line.bottom = line.baseline + std::ceil(descent * static_cast<float>(pixels_));
    bottom_ = line.bottom;
    result_.width = std::max(result_.width, x);
    result_.lines.push_back(std::move(line));
}

void ParagraphShaper::cut_to_lines_max(std::string_view text)
{
    constexpr std::string_view ellipsis = "…";
    const TextLine last = result_.lines.back();
    // The end of the last line makes room for the ellipsis, character by character: at most a line's worth.
    std::size_t end = last.bytes_to;
    if (!cutter_) cutter_ = std::make_unique<ParagraphShaper>(fonts_);
    TextStyle uncut = style_;
    uncut.lines_max = 0;
    for (int attempts = 0; attempts < 40 && end > last.bytes_from; ++attempts) {
        std::string shortened(trimmed(text.substr(0, end)));
        shortened += ellipsis;
        Paragraph shorter = cutter_->shape(shortened, uncut);
        if (static_cast<int>(shorter.lines.size()) <= style_.lines_max) {
            result_ = std::move(shorter);
            result_.was_cut = true;
            // The ellipsis stands for the bytes from `end` on.
            for (PlacedGlyph& glyph : result_.glyphs)
                glyph.byte = std::min(glyph.byte, static_cast<std::uint32_t>(end));
            for (TextLine& line : result_.lines) {
                line.bytes_to = std::min(line.bytes_to, end);
                for (CaretStop& stop : line.stops) stop.byte = std::min(stop.byte, end);
            }
            return;
        }
        do {
            --end;
        } while (end > last.bytes_from && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
    }
}

void ParagraphShaper::align_lines()
{
    const float box = style_.width > 0 ? style_.width : result_.width;
    for (TextLine& line : result_.lines) {
        const bool right =
            style_.alignment == Alignment::Right || (style_.alignment == Alignment::Natural && line.right_to_left);
        line.x = style_.alignment == Alignment::Centre ? (box - line.width) / 2 : right ? box - line.width : 0;
    }
}

void ParagraphShaper::add_caret_stops(TextLine& line)
{
    /// Glyphs that stand for the same bytes.
    struct Cluster {
        std::size_t from = 0, to = 0;
        float left = 0, right = 0;
        bool right_to_left = false;
    };
    std::vector<Cluster> clusters;
    float x = line.x;
    for (std::size_t i = line.glyphs_from; i < line.glyphs_to;) {
        Cluster cluster;
        cluster.from = result_.glyphs[i].byte;
        cluster.left = x;
        cluster.right_to_left = result_.glyphs[i].right_to_left;
        for (; i < line.glyphs_to && result_.glyphs[i].byte == cluster.from; ++i) x += result_.glyphs[i].advance;
        cluster.right = x;
        clusters.push_back(cluster);
    }
    std::sort(clusters.begin(), clusters.end(), [](const Cluster& a, const Cluster& b) { return a.from < b.from; });
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        clusters[i].to = i + 1 < clusters.size() ? clusters[i + 1].from : line.bytes_to;
    }
    std::vector<std::size_t> characters;
    for (std::size_t unit = 0; unit + 1 < byte_of_unit_.size(); ++unit) {
        const std::size_t byte = byte_of_unit_[unit];
        if (starts_character_[unit] && byte >= line.bytes_from && byte < line.bytes_to) characters.push_back(byte);
    }
    std::size_t next = 0;
    for (const Cluster& cluster : clusters) {
        // A ligature's characters share its width evenly.
        std::vector<std::size_t> inside;
        for (; next < characters.size() && characters[next] < cluster.to; ++next) {
            if (characters[next] >= cluster.from) inside.push_back(characters[next]);
        }
        const float step = (cluster.right - cluster.left) / static_cast<float>(std::max<std::size_t>(1, inside.size()));
        for (std::size_t i = 0; i < inside.size(); ++i) {
            const float before = step * static_cast<float>(i), after = before + step;
            CaretStop stop;
            stop.byte = inside[i];
            stop.right_to_left = cluster.right_to_left;
            stop.x = cluster.right_to_left ? cluster.right - before : cluster.left + before;
            stop.x_end = cluster.right_to_left ? cluster.right - after : cluster.left + after;
            line.stops.push_back(stop);
        }
    }
    CaretStop end;
    end.byte = line.bytes_to;
    end.right_to_left = line.right_to_left;
    if (clusters.empty()) {
        end.x = line.x;
    } else if (const Cluster& last = clusters.back(); last.right_to_left == line.right_to_left) {
        end.x = last.right_to_left ? last.left : last.right;
    } else {
        end.x = line.right_to_left ? line.x : line.x + line.width;
    }
    end.x_end = end.x;
    line.stops.push_back(end);
}

} // namespace mahalla
