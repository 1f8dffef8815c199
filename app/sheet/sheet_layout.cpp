#include "sheet/sheet_layout.h"

#include "base/check.h"
#include "crypto/recovery_text.h"
#include "crypto/scan_text.h"
#include "text/number_form.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr float margin = 20;
constexpr float inner_width = SheetPage::width - 2 * margin;
constexpr float points_to_mm = 25.4f / 72;
constexpr float pixels_a_point = 4; ///< Glyphs are placed to a quarter of a point.

constexpr float title_points = 24, text_points = 11, heading_points = 11, word_points = 15, small_points = 9;
constexpr float word_row = 8.9f, word_baseline = 5.7f, code_side = 52, number_width = 10;

struct Style {
    float points = text_points;
    Weight weight = Weight::Regular;
    float grey = 0;
    std::optional<Direction> direction = std::nullopt; ///< The page's where none is given.
    int lines_max = 0;
};

/// Places things from the side the language starts from.
class Composer {
public:
    Composer(const TextCatalogue& catalogue, TextEngine& engine, SheetPage& page)
        : catalogue_(catalogue), engine_(engine), page_(page)
    {}

    /// The number of millimetres it is high. `start` counts from the margin.
    float text(std::string text, float start, float y, float width, const Style& style = {})
    {
        TextStyle shaped;
        shaped.pixels = style.points * pixels_a_point;
        shaped.weight = style.weight;
        shaped.direction = style.direction.value_or(catalogue_.language().direction);
        shaped.lines_max = style.lines_max;
        shaped.alignment = is_mirrored() ? Alignment::Right : Alignment::Left;
        SheetPage::Text placed;
        placed.scale = points_to_mm / pixels_a_point;
        shaped.width = width / placed.scale;
        placed.paragraph = engine_.shaped(text, shaped);
        placed.text = std::move(text);
        placed.x = x_of(start, width);
        placed.y = y;
        placed.grey = style.grey;
        placed.box_width = width;
        page_.texts.push_back(std::move(placed));
        return page_.texts.back().text_height();
    }
    /// One line whose letters stand at `baseline`, however high its script's lines are.
    void on_baseline(std::string line, float start, float baseline, float width, const Style& style)
    {
        text(std::move(line), start, baseline, width, style);
        SheetPage::Text& placed = page_.texts.back();
        placed.y -= placed.paragraph.lines.front().baseline * placed.scale;
    }
    float say(TextKey key, float start, float y, float width, const Style& style = {},
              std::initializer_list<TextArgument> values = {})
    {
        return text(catalogue_.say(key, values), start, y, width, style);
    }
    void box(float start, float y, float width, float height, float line = 0.3f)
    {
        page_.boxes.push_back({x_of(start, width), y, width, height, line});
    }
    void code(QrCode code, float start, float y, float side)
    {
        page_.codes.push_back({std::move(code), x_of(start, side), y, side});
    }
    std::string number(std::size_t count) const
    {
        return shown_number(static_cast<long long>(count), catalogue_.language());
    }

private:
    bool is_mirrored() const { return catalogue_.language().direction == Direction::RightToLeft; }
    float x_of(float start, float width) const
    {
        return is_mirrored() ? SheetPage::width - margin - start - width : margin + start;
    }

    const TextCatalogue& catalogue_;
    TextEngine& engine_;
    SheetPage& page_;
};

/// The numbered words in two columns, one below the other as they are read. The number of millimetres they are high.
float place_words(Composer& page, const RecoverySheet& sheet, float y)
{
    const RecoveryWords words = RecoveryWords::of(sheet.secret, sheet.words);
    const std::size_t rows = (words.count + 1) / 2;
    constexpr float column = (inner_width - code_side - 12) / 2;
    for (std::size_t i = 0; i < words.count; ++i) {
        const float start = i < rows ? 0 : column;
        const float row = y + static_cast<float>(i % rows) * word_row;
        page.on_baseline(page.number(i + 1), start, row + word_baseline, number_width - 2,
                         {.points = small_points + 1, .grey = 0.45f});
        page.on_baseline(std::string(sheet.words.word(words.numbers[i])), start + number_width, row + word_baseline,
                         column - number_width - 2, {.points = word_points, .weight = Weight::Bold});
        page.box(start, row + word_row - 0.5f, column - 4, 0, 0.12f);
    }
    return static_cast<float>(rows) * word_row;
}

/// The code, its quiet zone, and the checksum below. The number of millimetres they are high.
float place_code(Composer& page, const RecoverySheet& sheet, float y)
{
    constexpr float start = inner_width - code_side;
    const Secret scanned = scan_text_of(sheet.secret);
    auto code = QrCode::of(as_text(scanned.view()), QrCode::Repair::High);
    MAHALLA_CHECK(code); // some sixty letters always fit
    page.code(std::move(*code), start, y, code_side);
    float height = code_side + 3;
    height += page.say("sheet.scan"_text, start, y + height, code_side, {.points = small_points}) + 4;
    height += page.say("sheet.checksum"_text, start, y + height, code_side, {.points = small_points, .grey = 0.45f});
    height += page.text(recovery_checksum_of(sheet.secret), start, y + height, code_side,
                        {.points = text_points + 1, .weight = Weight::Bold, .direction = Direction::LeftToRight});
    return height;
}

/// Whose it is. The number of millimetres it is high.
float place_owner(Composer& page, const RecoverySheet& sheet, float y)
{
    constexpr float padding = 4, label = 46;
    const bool escrow = sheet.kind() == RecoveryKind::EscrowKey;
    float height = padding;
    const Style named = {.points = text_points + 1, .weight = Weight::Bold};
    if (!sheet.project.empty()) {
        page.say("sheet.project"_text, padding, y + height, label, {.grey = 0.45f});
        Style name = named;
        name.lines_max = 2; // more would push the rest off the page
        height += page.text(sheet.project, padding + label, y + height, inner_width - label - 2 * padding, name) + 1.5f;
    }
    const float labelled =
        page.say(escrow ? "sheet.digits"_text : "sheet.vault"_text, padding, y + height, label, {.grey = 0.45f});
    Style digits = named;
    digits.direction = Direction::LeftToRight;
    height += std::max(labelled, page.text(sheet.digits, padding + label, y + height, inner_width - label - 2 * padding,
                                           digits)) +
              padding;
    page.box(0, y, inner_width, height);
    return height;
}

/// Lines and boxes to be filled in by hand.
void place_handwriting(Composer& page, float y)
{
    constexpr float half = (inner_width - 8) / 2, box_height = 20;
    page.say("sheet.printed_on"_text, 0, y, half, {.points = small_points});
    page.box(30, y + 4.5f, half - 30, 0);
    page.say("sheet.kept_at"_text, half + 8, y, half, {.points = small_points});
    page.box(half + 38, y + 4.5f, half - 30, 0);
    const float boxes = y + 9;
    page.box(0, boxes, half, box_height);
    page.say("sheet.first_signature"_text, 2, boxes + 1.5f, half - 4, {.points = small_points, .grey = 0.45f});
    page.box(half + 8, boxes, half, box_height);
    page.say("sheet.second_signature"_text, half + 10, boxes + 1.5f, half - 4, {.points = small_points, .grey = 0.45f});
}

constexpr float handwriting_height = 29;

} // namespace

SheetPage layout_of(const RecoverySheet& sheet, const TextCatalogue& catalogue, TextEngine& engine)
{
    const bool escrow = sheet.kind() == RecoveryKind::EscrowKey;
    SheetPage made;
    Composer page(catalogue, engine, made);
    made.title = catalogue.say(escrow ? "sheet.escrow_title"_text : "sheet.vault_title"_text);

    float y = margin - 4;
    y += page.text(made.title, 0, y, inner_width, {.points = title_points, .weight = Weight::Bold}) + 2;
    y += page.say(escrow ? "sheet.escrow_purpose"_text : "sheet.vault_purpose"_text, 0, y, inner_width) + 4;
    y += place_owner(page, sheet, y) + 6;
    y += page.say("sheet.words"_text, 0, y, inner_width, {.points = heading_points, .weight = Weight::Bold}) + 3;
    y += std::max(place_words(page, sheet, y), place_code(page, sheet, y)) + 5;

    for (const TextKey rule : {"sheet.no_copies"_text, escrow ? "sheet.escrow_safe"_text : "sheet.vault_safe"_text}) {
        page.text("•", 0, y, 4);
        y += page.say(rule, 5, y, inner_width - 5) + 1;
    }
    page.text("•", 0, y, 4);
    y += page.say("sheet.how"_text, 5, y, inner_width - 5, {},
                  {{"command", escrow ? "mahalla project test-escrow" : "mahalla vault recover"}});

    place_handwriting(page, SheetPage::height - margin - handwriting_height);
    return made;
}

} // namespace mahalla
