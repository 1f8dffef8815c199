#include "review/answer_samples.h"

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mahalla {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
/// Of longer lists one choice stands for all that nobody asks for.
constexpr std::size_t choices_tried_max = 40;
/// Each doubles the number of sets of choices.
constexpr std::size_t choices_combined_max = 6;
/// A text that no author compares with.
constexpr const char* something_else = "\x01";

void add_numbers(std::vector<AnswerSample>& samples, const std::set<double>& asked, bool whole, bool with_text = true)
{
    std::set<double> numbers;
    double before = nan;
    for (const double number : asked) {
        if (whole) {
            const double below = std::floor(number), above = std::ceil(number);
            numbers.insert({below - 1, below, above, above + 1});
        } else {
            numbers.insert({number - 1, number, number + 1});
            if (!std::isnan(before)) numbers.insert((before + number) / 2);
            before = number;
        }
    }
    if (numbers.empty()) numbers.insert({0, 1});
    for (const double number : numbers)
        samples.push_back({with_text ? number_to_text(number) : std::string(), number, false});
}

std::vector<AnswerSample> some_choices(const ValuesOnOffer* offer, const Demands& demands)
{
    if (demands.asks_for_number) return {};
    // What is asked for and on offer, and one choice beside.
    std::vector<std::string> choices;
    for (const std::string& text : demands.texts)
        for (const std::string_view word : words(text)) {
            const bool known = std::ranges::find(choices, word) != choices.end();
            if (!known && (offer == nullptr || offer->has(word))) choices.emplace_back(word);
        }
    if (choices.size() > choices_combined_max) return {};
    if (offer == nullptr) {
        choices.emplace_back(something_else);
    } else {
        const auto other = std::ranges::find_if(offer->values, [&](const std::string& value) {
            return std::ranges::find(choices, value) == choices.end();
        });
        if (other != offer->values.end()) choices.push_back(*other);
    }
    std::vector<AnswerSample> samples;
    for (std::size_t taken = 0; taken < std::size_t{1} << choices.size(); ++taken) {
        std::vector<std::string> some;
        for (std::size_t i = 0; i < choices.size(); ++i)
            if ((taken >> i) % 2 == 1) some.push_back(choices[i]);
        samples.push_back(sample_of(joined(some, " ")));
    }
    return samples;
}

std::vector<AnswerSample> one_choice(const ValuesOnOffer& offer, const Demands& demands)
{
    std::vector<AnswerSample> samples = {sample_of({})};
    if (offer.values.size() <= choices_tried_max) {
        for (const std::string& value : offer.values) samples.push_back(sample_of(value));
        return samples;
    }
    if (demands.asks_for_number) return {};
    for (const std::string& text : demands.texts)
        if (offer.has(text)) samples.push_back(sample_of(text));
    const auto other =
        std::ranges::find_if(offer.values, [&](const std::string& value) { return !demands.texts.contains(value); });
    if (other != offer.values.end()) samples.push_back(sample_of(*other));
    return samples;
}

std::vector<AnswerSample> any_text(const Demands& demands)
{
    std::vector<AnswerSample> samples = {sample_of({}), sample_of(something_else)};
    for (const std::string& text : demands.texts) samples.push_back(sample_of(text));
    if (demands.asks_for_number) add_numbers(samples, demands.numbers, false);
    return samples;
}

std::vector<AnswerSample> dates(const Demands& demands)
{
    std::vector<AnswerSample> samples = {sample_of({})};
    std::set<std::int64_t> days;
    // Any two days that nobody asks for: one of them is always beside what is.
    constexpr double days_max = 1'000'000;
    for (const double number : demands.numbers) {
        if (std::abs(number) > days_max) return {};
        const auto day = static_cast<std::int64_t>(std::floor(number));
        days.insert({day - 1, day, day + 1, day + 2});
    }
    if (days.empty()) days.insert({0, 1});
    for (const std::int64_t day : days)
        samples.push_back({date_to_text(date_from_days(day)), static_cast<double>(day), false});
    return samples;
}

std::vector<AnswerSample> counts(const Demands& demands, double least)
{
    std::vector<AnswerSample> found, samples;
    std::set<double> numbers = demands.numbers;
    numbers.insert(least);
    add_numbers(found, numbers, true, false);
    for (AnswerSample& sample : found)
        if (sample.number >= least) samples.push_back(std::move(sample));
    return samples;
}

} // namespace

AnswerSample sample_of(std::string text)
{
    const double number = number_of_text(text);
    const bool is_empty = text.empty();
    return {std::move(text), number, is_empty};
}

std::vector<AnswerSample> SampleSource::samples(const Subject& subject, const Demands& demands) const
{
    if (subject.measure != Measure::Answer) return counts(demands, subject.measure == Measure::Position ? 1 : 0);
    const DataType type = form.node(subject.node).bind.data_type;
    switch (kinds[subject.node]) {
    case AnswerKind::OneChoice:
    case AnswerKind::Tick: {
        const ValuesOnOffer* offer = choices.of(subject.node);
        return offer == nullptr ? any_text(demands) : one_choice(*offer, demands);
    }
    case AnswerKind::SomeChoices:
        return some_choices(choices.of(subject.node), demands);
    case AnswerKind::Number:
        if (type == DataType::Integer || type == DataType::Decimal) {
            std::vector<AnswerSample> samples = {sample_of({})};
            std::set<double> numbers = demands.numbers;
            for (const std::string& text : demands.texts)
                if (const double number = number_of_text(text); !std::isnan(number)) numbers.insert(number);
            add_numbers(samples, numbers, type == DataType::Integer, !demands.texts.empty());
            return samples;
        }
        return any_text(demands);
    case AnswerKind::TruthWord:
        return {sample_of({}), sample_of("true"), sample_of("false")};
    case AnswerKind::DateLike:
        // Times of day and zones make a date with time too manifold.
        return type == DataType::DateOnly ? dates(demands) : std::vector<AnswerSample>();
    case AnswerKind::Unknown:
    case AnswerKind::FreeText:
        return type == DataType::String ? any_text(demands) : std::vector<AnswerSample>();
    case AnswerKind::Nothing:
    case AnswerKind::Boolean:
    case AnswerKind::Words:
    case AnswerKind::TimeOfDay:
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::File:
    case AnswerKind::Section:
        break;
    }
    return {};
}

} // namespace mahalla
