#include "feedback/feedback_layout.h"

#include "feedback/feedback_figure.h"
#include "feedback/feedback_words.h"
#include "text/number_form.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr float page_width = 210, page_height = 297, margin = 18, foot = 12;
constexpr float inner_width = page_width - 2 * margin, bottom = page_height - margin - foot;
constexpr float figure_width = 78, column_gap = 10, remarks_height_min = 75, line_gap = 9;

/// Pages that are being filled from above.
class Pages {
public:
    Pages(const TextCatalogue& catalogue, TextEngine& engine) : catalogue_(catalogue), engine_(engine) { begin(); }

    /// Puts a block of full width below the last one, on the next page where it has no room.
    void put(Drawing block)
    {
        if (y_ + block.height > bottom && y_ > margin) begin();
        const float height = block.height;
        pages_.back().add(std::move(block), 0, y_);
        y_ += height;
    }
    float room() const { return bottom - y_; }
    void begin()
    {
        pages_.emplace_back();
        pages_.back().width = page_width;
        pages_.back().height = page_height;
        pages_.back().language = catalogue_.language().code;
        y_ = margin;
    }
    /// Numbers them and gives them their title.
    std::vector<Drawing> finish(const std::string& title)
    {
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            DrawingMaker maker(pages_[i], catalogue_.language(), engine_);
            maker.text(title, margin, page_height - margin - 4, inner_width * 0.75f,
                       {.points = 8, .role = DrawingRole::Quiet, .lines_max = 1});
            maker.text(
                catalogue_.say("feedback.page"_text, {{"page", number(i + 1)}, {"pages", number(pages_.size())}}),
                margin + inner_width * 0.75f, page_height - margin - 4, inner_width * 0.25f,
                {.points = 8, .role = DrawingRole::Quiet, .side = DrawnTextLook::Side::End});
            pages_[i].title = title;
        }
        return std::move(pages_);
    }

private:
    std::string number(std::size_t value) const
    {
        return shown_number(static_cast<long long>(value), catalogue_.language());
    }

    const TextCatalogue& catalogue_;
    TextEngine& engine_;
    std::vector<Drawing> pages_;
    float y_ = margin;
};

Drawing empty_block()
{
    Drawing block;
    block.width = page_width;
    return block;
}

Drawing head_block(const FeedbackContent& content, const std::string& title, const TextCatalogue& catalogue,
                   TextEngine& engine)
{
    Drawing block = empty_block();
    DrawingMaker maker(block, catalogue.language(), engine);
    float y = maker.text(title, margin, 0, inner_width, {.points = 20, .weight = Weight::Bold, .lines_max = 3}) + 1;
    if (!content.round.empty())
        y += maker.text(catalogue.say("feedback.round"_text, {{"round", content.round}}), margin, y, inner_width,
                        {.points = 12, .role = DrawingRole::Quiet, .lines_max = 2}) +
             1;
    y += maker.text(catalogue.say("feedback.thanks"_text), margin, y, inner_width, {.points = 11}) + 1;
    const bool asked_only = std::ranges::any_of(
        content.findings, [](const FeedbackFinding& finding) { return finding.basis == Basis::OfThoseInterviewed; });
    if (asked_only)
        y += maker.text(catalogue.say("feedback.of_those_asked"_text), margin, y, inner_width,
                        {.points = 11, .weight = Weight::Bold}) +
             1;
    y += maker.text(catalogue.say("feedback.how_to_read"_text), margin, y, inner_width,
                    {.points = 9.5f, .role = DrawingRole::Quiet}) +
         3;
    maker.line(DrawingPart::Rule, {margin, y}, {margin + inner_width, y}, DrawingRole::Quiet);
    block.height = y + 4;
    return block;
}

Drawing finding_block(const FeedbackFinding& finding, const TextCatalogue& catalogue, TextEngine& engine)
{
    Drawing block = empty_block();
    DrawingMaker maker(block, catalogue.language(), engine);
    const float top =
        maker.text(finding.label, margin, 0, inner_width, {.points = 12, .weight = Weight::Bold, .lines_max = 6}) + 2;
    const float figure = place_feedback_figure(maker, finding, catalogue, margin, top, figure_width);
    const FeedbackWords words = words_of(finding, catalogue);
    constexpr float start = margin + figure_width + column_gap, width = inner_width - figure_width - column_gap;
    float y = top;
    const auto say = [&](const std::string& text, const DrawnTextLook& look) {
        if (!text.empty()) y += maker.text(text, start, y, width, look) + 0.6f;
    };
    const bool has_figure = !words.asked.empty();
    say(words.figure, {.points = has_figure ? 13.0f : 10.5f, .weight = has_figure ? Weight::Bold : Weight::Regular});
    say(words.interval, {.points = 11});
    say(words.sureness, {.points = 10});
    say(words.asked, {.points = 10, .role = DrawingRole::Quiet});
    say(words.change, {.points = 11, .weight = Weight::Bold});
    const float end = std::max(top + figure, y) + 2;
    maker.line(DrawingPart::Rule, {margin, end}, {margin + inner_width, end}, DrawingRole::Faint);
    block.height = end + 4;
    return block;
}

/// A heading, a question, lines to write on, and what there is to note about the meeting. As high as there is room.
Drawing remarks_block(float height, const TextCatalogue& catalogue, TextEngine& engine)
{
    Drawing block = empty_block();
    DrawingMaker maker(block, catalogue.language(), engine);
    float y = maker.text(catalogue.say("feedback.remarks"_text), margin, 0, inner_width,
                         {.points = 13, .weight = Weight::Bold}) +
              1;
    y += maker.text(catalogue.say("feedback.remarks_asked"_text), margin, y, inner_width, {.points = 10.5f}) + 1;
    const auto blank = [&](TextKey key, float start, float width) {
        const std::string words = catalogue.say(key);
        const float said = maker.width_of(words, {.points = 10}) + 2;
        maker.text(words, start, y, width, {.points = 10, .lines_max = 1});
        maker.line(DrawingPart::Rule, {start + said, y + 5}, {start + width, y + 5}, DrawingRole::Quiet);
    };
    constexpr float third = (inner_width - 8) / 3;
    y += 3;
    blank("feedback.date"_text, margin, third);
    blank("feedback.women_present"_text, margin + third + 4, third);
    blank("feedback.men_present"_text, margin + 2 * (third + 4), third);
    y += 8;
    for (y += line_gap; y < height; y += line_gap)
        maker.line(DrawingPart::Rule, {margin, y}, {margin + inner_width, y}, DrawingRole::Quiet);
    block.height = height;
    return block;
}

} // namespace

std::vector<Drawing> layout_of(const FeedbackContent& content, const TextCatalogue& catalogue, TextEngine& engine)
{
    const std::string title = catalogue.say("feedback.title"_text, {{"area", content.area}});
    Pages pages(catalogue, engine);
    pages.put(head_block(content, title, catalogue, engine));
    for (const FeedbackFinding& finding : content.findings) pages.put(finding_block(finding, catalogue, engine));
    if (pages.room() < remarks_height_min) pages.begin();
    constexpr float hair = 0.1f; // so that a block as high as the room has room
    pages.put(remarks_block(pages.room() - hair, catalogue, engine));
    return pages.finish(title);
}

} // namespace mahalla
