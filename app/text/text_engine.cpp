#include "text/text_engine.h"

#include "text/font_face.h"
#include "text/paragraph_shaper.h"

#include <cstring>
#include <string>
#include <unordered_map>

namespace mahalla {

namespace {

constexpr std::size_t paragraphs_max = 6000;
constexpr std::size_t frames_kept = 240; ///< A paragraph nobody drew for so long is let go.
constexpr std::size_t frames_between_sweeps = 600;

/// What the paragraph is cached under: its style, then its text.
std::string key_of(std::string_view text, const TextStyle& style)
{
    std::string key;
    key.reserve(text.size() + 24);
    const auto put = [&](const auto& value) { key.append(reinterpret_cast<const char*>(&value), sizeof value); };
    put(style.pixels);
    put(style.width);
    put(style.lines_max);
    key += static_cast<char>('0' + static_cast<int>(style.weight) + 2 * static_cast<int>(style.keeps_spaces));
    key += static_cast<char>('0' + static_cast<int>(style.alignment));
    key += style.direction ? *style.direction == Direction::LeftToRight ? 'l' : 'r' : 'n';
    key += text;
    return key;
}

} // namespace

struct TextEngine::Parts {
    struct Entry {
        Paragraph paragraph;
        std::size_t last_frame = 0;
    };

    explicit Parts(const std::filesystem::path& folder) : fonts(folder), shaper(fonts) {}

    void forget(std::unordered_map<std::string, Entry>::iterator which)
    {
        auto node = cache.extract(which);
        explicit_bzero(node.key().data(), node.key().size());
        auto& glyphs = node.mapped().paragraph.glyphs;
        if (!glyphs.empty()) explicit_bzero(glyphs.data(), glyphs.size() * sizeof(PlacedGlyph));
    }

    FontChain fonts;
    ParagraphShaper shaper;
    std::unordered_map<std::string, Entry> cache;
    std::size_t frame = 0;
    Counts counts;
};

TextEngine::TextEngine() = default;
TextEngine::~TextEngine() { wipe(); }

Result<std::unique_ptr<TextEngine>> TextEngine::create(const std::filesystem::path& fonts_folder)
{
    std::unique_ptr<TextEngine> engine(new TextEngine());
    engine->parts_ = std::make_unique<Parts>(fonts_folder);
    if (!engine->parts_->fonts.usable()) {
        return failure(ErrorKind::NotFound,
                       "NotoSans-Regular.ttf is not in the fonts folder; install fonts-noto-core.");
    }
    return engine;
}

const Paragraph& TextEngine::paragraph(std::string_view text, const TextStyle& style)
{
    const std::string key = key_of(text, style);
    if (const auto found = parts_->cache.find(key); found != parts_->cache.end()) {
        ++parts_->counts.found;
        found->second.last_frame = parts_->frame;
        return found->second.paragraph;
    }
    return parts_->cache.emplace(key, Parts::Entry{shaped(text, style), parts_->frame}).first->second.paragraph;
}

Paragraph TextEngine::shaped(std::string_view text, const TextStyle& style)
{
    ++parts_->counts.shaped;
    return parts_->shaper.shape(text, style);
}

GlyphBitmap TextEngine::bitmap(GlyphKey key) { return parts_->fonts.face(key.face).bitmap(key); }

const std::filesystem::path& TextEngine::font_file(std::uint16_t face) const { return parts_->fonts.face(face).file(); }

void TextEngine::begin_frame()
{
    ++parts_->frame;
    if (parts_->cache.size() <= paragraphs_max && parts_->frame % frames_between_sweeps != 0) return;
    for (auto entry = parts_->cache.begin(); entry != parts_->cache.end();) {
        const auto current = entry++;
        const bool too_many = parts_->cache.size() > paragraphs_max && current->second.last_frame + 1 < parts_->frame;
        if (too_many || current->second.last_frame + frames_kept < parts_->frame) parts_->forget(current);
    }
}

void TextEngine::wipe()
{
    if (!parts_) return;
    while (!parts_->cache.empty()) parts_->forget(parts_->cache.begin());
}

TextEngine::Counts TextEngine::counts() const
{
    Counts counts = parts_->counts;
    counts.cached = parts_->cache.size();
    return counts;
}

} // namespace mahalla
