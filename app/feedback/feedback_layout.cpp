#include "feedback/feedback_layout.h"

#include "feedback/feedback_figure.h"
#include "feedback/feedback_words.h"
#include "text/number_form.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr float figure_width = 78, column_gap = 10, remarks_height_min = 66, line_gap = 9;

/// The page in the measure that its content is laid out in: a page is made larger, and then everything on it smaller.
struct Sheet {
    explicit Sheet(float size)
        : width(210 / size), height(297 / size), margin(18 / size), inner_width(width - 2 * margin),
          bottom(height - margin - 12)
    {}
    float width, height, margin, inner_width, bottom;
};
/// Letters of 8.5 points say what was found, at the smallest.
constexpr float sizes[] = {1, 0.92f, 0.85f};

/// What every block of a page is made with.
struct Setting {
    const TextCatalogue& catalogue;
    TextEngine& engine;
    Sheet sheet;
};

/// Pages that are being filled from above.
class Pages {
public:
    explicit Pages(const Setting& setting) : setting_(setting), sheet_(setting.sheet) { begin(); }

    /// Puts a block of full width below the last one, on the next page where it has no room.
    void put(Drawing block)
    {
        if (y_ + block.height > sheet_.bottom && y_ > sheet_.margin) begin();
        const float height = block.height;
        pages_.back().add(std::move(block), 0, y_);
        y_ += height;
    }
    float room() const { return sheet_.bottom - y_; }
    void begin()
    {
        pages_.emplace_back();
        pages_.back().width = sheet_.width;
        pages_.back().height = sheet_.height;
        pages_.back().language = setting_.catalogue.language().code;
        y_ = sheet_.margin;
    }
    /// Numbers them, gives them their title, and the size of paper.
    std::vector<Drawing> finish(const std::string& title, float size)
    {
        const float y = sheet_.height - sheet_.margin - 4, split = sheet_.inner_width * 0.75f;
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            DrawingMaker maker(pages_[i], setting_.catalogue.language(), setting_.engine);
            maker.text(title, sheet_.margin, y, split, {.points = 8, .role = DrawingRole::Quiet, .lines_max = 1});
            maker.text(setting_.catalogue.say("feedback.page"_text,
                                              {{"page", number(i + 1)}, {"pages", number(pages_.size())}}),
                       sheet_.margin + split, y, sheet_.inner_width - split,
                       {.points = 8, .role = DrawingRole::Quiet, .side = DrawnTextLook::Side::End});
            pages_[i].title = title;
            pages_[i].scale(size);
        }
        return std::move(pages_);
    }

private:
    std::string number(std::size_t value) const
    {
        return shown_number(static_cast<long long>(value), setting_.catalogue.language());
    }

    const Setting& setting_;
    const Sheet& sheet_;
    std::vector<Drawing> pages_;
    float y_ = 0;
};

/// A part of a page as wide as the page, while it is being made.
struct Block {
    explicit Block(const Setting& setting)
        : margin(setting.sheet.margin), inner_width(setting.sheet.inner_width), catalogue(setting.catalogue),
          maker(drawing, setting.catalogue.language(), setting.engine)
    {
        drawing.width = setting.sheet.width;
    }
    float margin, inner_width;
    const TextCatalogue& catalogue;
    Drawing drawing;
    DrawingMaker maker;
};

Drawing head_block(const FeedbackContent& content, const std::string& title, const Setting& setting)
{
    Block block(setting);
    const float margin = block.margin, inner_width = block.inner_width;
    const TextCatalogue& catalogue = block.catalogue;
    DrawingMaker& maker = block.maker;
    float y = maker.text(title, margin, 0, inner_width, {.points = 20, .weight = Weight::Bold, .lines_max = 3}) + 1;
    const auto say = [&](const std::string& text, const DrawnTextLook& look) {
        y += maker.text(text, margin, y, inner_width, look) + 1;
    };
    if (!content.round.empty())
        say(catalogue.say("feedback.round"_text, {{"round", content.round}}),
            {.points = 12, .role = DrawingRole::Quiet, .lines_max = 2});
    say(catalogue.say("feedback.thanks"_text), {.points = 11});
    const bool asked_only = std::ranges::any_of(
        content.findings, [](const FeedbackFinding& finding) { return finding.basis == Basis::OfThoseInterviewed; });
    if (asked_only) say(catalogue.say("feedback.of_those_asked"_text), {.points = 11, .weight = Weight::Bold});
    say(catalogue.say("feedback.how_to_read"_text), {.points = 10, .role = DrawingRole::Quiet});
    y += 2;
    maker.line(DrawingPart::Rule, {margin, y}, {margin + inner_width, y}, DrawingRole::Quiet);
    block.drawing.height = y + 4;
    return std::move(block.drawing);
}

Drawing finding_block(const FeedbackFinding& finding, const Setting& setting)
{
    Block block(setting);
    const float margin = block.margin, inner_width = block.inner_width;
    const TextCatalogue& catalogue = block.catalogue;
    DrawingMaker& maker = block.maker;
    const float top =
        maker.text(finding.label, margin, 0, inner_width, {.points = 12, .weight = Weight::Bold, .lines_max = 6}) +
        1.2f;
    const float figure = place_feedback_figure(maker, finding, catalogue, margin, top, figure_width);
    const FeedbackWords words = words_of(finding, catalogue);
    const float start = margin + figure_width + column_gap, width = inner_width - figure_width - column_gap;
    float y = top;
    const auto say = [&](const std::string& text, const DrawnTextLook& look) {
        if (!text.empty()) y += maker.text(text, start, y, width, look) + 0.6f;
    };
    const bool has_figure = !words.asked.empty();
    say(words.figure, {.points = has_figure ? 13.0f : 10.5f, .weight = has_figure ? Weight::Bold : Weight::Regular});
    say(words.interval.empty() ? words.sureness
                               : catalogue.say("feedback.interval_with_sureness"_text,
                                               {{"interval", words.interval}, {"sureness", words.sureness}}),
        {.points = 10.5f});
    say(words.asked, {.points = 10, .role = DrawingRole::Quiet});
    say(words.change, {.points = 11, .weight = Weight::Bold});
    const float end = std::max(top + figure, y) + 1.2f;
    maker.line(DrawingPart::Rule, {margin, end}, {margin + inner_width, end}, DrawingRole::Faint);
    block.drawing.height = end + 2.6f;
    return std::move(block.drawing);
}

/// What was asked too: the sentence above it first, then a label each.
Drawing not_shown_block(const std::string& text, bool is_label, const Setting& setting)
{
    Block block(setting);
    const float start = block.margin + (is_label ? 6 : 0), width = block.inner_width - (is_label ? 6 : 0);
    if (is_label) block.maker.box(DrawingPart::Rule, block.margin + 2, 1.6f, 1.4f, 1.4f, DrawingRole::Quiet);
    const float height = block.maker.text(text, start, 0, width, {.points = is_label ? 11.0f : 10.5f, .lines_max = 6});
    block.drawing.height = height + 1.5f;
    return std::move(block.drawing);
}

/// A heading, a question, lines to write on, and what there is to note about the meeting. As high as there is room.
Drawing remarks_block(float height, const Setting& setting)
{
    Block block(setting);
    const float margin = block.margin, inner_width = block.inner_width;
    const TextCatalogue& catalogue = block.catalogue;
    DrawingMaker& maker = block.maker;
    float y = maker.text(catalogue.say("feedback.remarks"_text), margin, 0, inner_width,
                         {.points = 13, .weight = Weight::Bold}) +
              1;
    y += maker.text(catalogue.say("feedback.remarks_asked"_text), margin, y, inner_width, {.points = 10.5f}) + 1;
    const float third = (inner_width - 8) / 3;
    y += 3;
    float start = margin;
    for (const TextKey key : {"feedback.date"_text, "feedback.women_present"_text, "feedback.men_present"_text}) {
        const std::string words = catalogue.say(key);
        const float said = maker.width_of(words, {.points = 10}) + 2;
        maker.text(words, start, y, third, {.points = 10, .lines_max = 1});
        maker.line(DrawingPart::Rule, {start + said, y + 5}, {start + third, y + 5}, DrawingRole::Quiet);
        start += third + 4;
    }
    y += 8;
    for (y += line_gap; y < height; y += line_gap)
        maker.line(DrawingPart::Rule, {margin, y}, {margin + inner_width, y}, DrawingRole::Quiet);
    block.drawing.height = height;
    return std::move(block.drawing);
}

std::vector<Drawing> laid_out(const FeedbackContent& content, float size, const TextCatalogue& catalogue,
                              TextEngine& engine)
{
    const Setting setting{catalogue, engine, Sheet(size)};
    const std::string title = catalogue.say("feedback.title"_text, {{"area", content.area}});
    Pages pages(setting);
    pages.put(head_block(content, title, setting));
    for (const FeedbackFinding& finding : content.findings) pages.put(finding_block(finding, setting));
    if (!content.not_shown.empty()) {
        pages.put(not_shown_block(catalogue.say("feedback.not_shown"_text), false, setting));
        for (const std::string& label : content.not_shown) pages.put(not_shown_block(label, true, setting));
    }
    if (pages.room() < remarks_height_min) pages.begin();
    constexpr float hair = 0.1f; // so that a block as high as the room has room
    pages.put(remarks_block(pages.room() - hair, setting));
    return pages.finish(title, size);
}

} // namespace

std::vector<Drawing> layout_of(const FeedbackContent& content, const TextCatalogue& catalogue, TextEngine& engine)
{
    std::vector<Drawing> as_usual;
    for (const float size : sizes) {
        std::vector<Drawing> pages = laid_out(content, size, catalogue, engine);
        if (pages.size() == 1) return pages;
        if (as_usual.empty()) as_usual = std::move(pages);
    }
    return as_usual;
}

} // namespace mahalla
