#include "feedback/feedback_words.h"

#include "picture/figure_words.h"
#include "text/number_form.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// What rounding in the last digits must not turn into another tenth.
constexpr double hair = 1e-9;

class Speaker {
public:
    Speaker(const FeedbackFinding& finding, const TextCatalogue& catalogue)
        : finding_(finding), catalogue_(catalogue), ten_(shown_number(10LL, catalogue.language()))
    {}

    std::string figure(const PublishedFigure& figure) const
    {
        const double value = *figure.estimate;
        if (finding_.statistic == Statistic::Proportion) return share(value);
        const std::string shown = shown_estimate(value, finding_.statistic, catalogue_.language());
        return catalogue_.say(finding_.statistic == Statistic::Mean ? "feedback.average"_text : "feedback.about"_text,
                              {{"value", shown}});
    }

    std::string interval(const PublishedFigure& figure) const
    {
        if (!has_interval(figure)) return {};
        if (finding_.statistic != Statistic::Proportion)
            return catalogue_.say(
                "feedback.between_values"_text,
                {{"lower", shown_estimate(*figure.lower, finding_.statistic, catalogue_.language())},
                 {"upper", shown_estimate(*figure.upper, finding_.statistic, catalogue_.language())}});
        const long long lower = std::max(0LL, static_cast<long long>(std::floor(*figure.lower * 10 + hair)));
        const long long upper = std::min(10LL, static_cast<long long>(std::ceil(*figure.upper * 10 - hair)));
        if (lower == 0 && upper == 10) return catalogue_.say("feedback.anything"_text);
        if (lower >= upper) return {}; // nobody or everybody, surely
        if (lower == 0) return catalogue_.say("feedback.at_most"_text, {{"upper", number(upper)}, {"ten", ten_}});
        if (upper == 10) return catalogue_.say("feedback.at_least"_text, {{"lower", number(lower)}, {"ten", ten_}});
        return catalogue_.say("feedback.between"_text,
                              {{"lower", number(lower)}, {"upper", number(upper)}, {"ten", ten_}});
    }

    /// By half the interval's width: of a share as it is, of other figures against the figure.
    std::string sureness(const PublishedFigure& figure) const
    {
        if (!has_interval(figure)) return catalogue_.say("feedback.unknown_sureness"_text);
        double half = (*figure.upper - *figure.lower) / 2;
        if (finding_.statistic != Statistic::Proportion)
            half /= std::max(2 * std::abs(*figure.estimate), std::abs(half) * 1e-6);
        if (half <= 0.05) return catalogue_.say("feedback.sure"_text);
        if (half <= 0.10) return catalogue_.say("feedback.fairly_sure"_text);
        if (half <= 0.20) return catalogue_.say("feedback.rough"_text);
        return catalogue_.say("feedback.very_uncertain"_text);
    }

    std::string asked(const PublishedFigure& figure) const
    {
        const auto count = static_cast<long long>(figure.n);
        return is_of_households(finding_) ? catalogue_.say_counted("feedback.asked_households"_text, count)
                                          : catalogue_.say_counted("feedback.asked_people"_text, count);
    }

    std::string change(const PublishedFigure& now) const
    {
        if (!finding_.earlier) return {};
        const std::string then = figure(*finding_.earlier);
        return *now.estimate > *finding_.earlier->estimate ? catalogue_.say("feedback.more"_text, {{"then", then}})
                                                           : catalogue_.say("feedback.less"_text, {{"then", then}});
    }

private:
    std::string number(long long value) const { return shown_number(value, catalogue_.language()); }

    std::string share(double value) const
    {
        const bool households = is_of_households(finding_);
        const auto tenths = std::lround(value * 10);
        if (value <= 0) return catalogue_.say(households ? "feedback.no_household"_text : "feedback.nobody"_text);
        if (value >= 1) return catalogue_.say(households ? "feedback.every_household"_text : "feedback.everybody"_text);
        if (tenths <= 0)
            return catalogue_.say(households ? "feedback.few_households"_text : "feedback.few_people"_text,
                                  {{"one", number(1)}, {"ten", ten_}});
        if (tenths >= 10)
            return catalogue_.say(households ? "feedback.nearly_every_household"_text
                                             : "feedback.nearly_everybody"_text);
        return households ? catalogue_.say_counted("feedback.households_of_ten"_text, tenths, {{"ten", ten_}})
                          : catalogue_.say_counted("feedback.people_of_ten"_text, tenths, {{"ten", ten_}});
    }

    const FeedbackFinding& finding_;
    const TextCatalogue& catalogue_;
    std::string ten_;
};

} // namespace

bool is_of_households(const FeedbackFinding& finding) { return finding.unit.empty() || finding.unit == "household"; }

std::optional<int> tenths_of(const FeedbackFinding& finding)
{
    const PublishedFigure* figure = shown_figure(finding.cell);
    if (figure == nullptr || finding.statistic != Statistic::Proportion) return std::nullopt;
    return std::clamp(static_cast<int>(std::lround(*figure->estimate * 10)), 0, 10);
}

FeedbackWords words_of(const FeedbackFinding& finding, const TextCatalogue& catalogue)
{
    const PublishedFigure* figure = shown_figure(finding.cell);
    if (figure == nullptr) {
        const bool hidden = finding.cell.mark == MarkReason::Confidential;
        return {catalogue.say(hidden ? "feedback.hidden"_text : "feedback.not_available"_text), {}, {}, {}, {}};
    }
    const Speaker speaker(finding, catalogue);
    return {speaker.figure(*figure), speaker.interval(*figure), speaker.sureness(*figure), speaker.asked(*figure),
            speaker.change(*figure)};
}

} // namespace mahalla
