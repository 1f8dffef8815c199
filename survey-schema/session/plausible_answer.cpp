#include "session/plausible_answer.h"

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mahalla {

namespace {

constexpr std::array word_list = {"water", "school", "clinic", "market", "bridge", "garden", "north", "river",
                                  "old",   "new",    "house",  "road",   "well",   "field",  "hill",  "gate"};

/// The numbers that stand in an expression.
std::vector<double> numbers_in(std::string_view text)
{
    constexpr std::size_t numbers_max = 16;
    std::vector<double> numbers;
    for (std::size_t i = 0; i < text.size() && numbers.size() < numbers_max;) {
        std::size_t end = i;
        while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || (end > i && text[end] == '.'))) ++end;
        if (end == i) {
            ++i;
            continue;
        }
        if (const auto number = number_from_text(text.substr(i, end - i))) numbers.push_back(*number);
        i = end;
    }
    return numbers;
}

std::string two_digits(std::uint64_t number)
{
    std::string text = number_to_text(static_cast<double>(number));
    return text.size() < 2 ? '0' + text : text;
}

/// Six decimals: a tenth of a metre on the globe.
std::string degrees(double value) { return number_to_text(std::round(value * 1e6) / 1e6); }

} // namespace

PlausibleAnswers::PlausibleAnswers(const Control& control, const Bind& bind, const NodeState& state, std::int64_t today,
                                   double latitude, double longitude, Random& random)
    : control_(control), bind_(bind), state_(state), today_(today), latitude_(latitude), longitude_(longitude),
      random_(random)
{
    if (bind.constraint) named_ = numbers_in(bind.constraint->text());
}

std::string PlausibleAnswers::next()
{
    ++tried_;
    switch (state_.type) {
    case NodeType::Select:
    case NodeType::Rank:
        return chosen();
    case NodeType::Range:
        return in_range();
    case NodeType::Trigger:
        return "OK";
    case NodeType::Root:
    case NodeType::Group:
    case NodeType::Repeat:
    case NodeType::RepeatInstance:
    case NodeType::Input:
    case NodeType::Upload:
    case NodeType::Note:
    case NodeType::Value:
        break;
    }
    switch (bind_.data_type) {
    case DataType::Integer:
        return number(true);
    case DataType::Decimal:
        return number(false);
    case DataType::Boolean:
        return random_.below(2) == 0 ? "true" : "false";
    case DataType::DateOnly:
        return day();
    case DataType::TimeOnly:
        return time();
    case DataType::DateTime:
        return day() + 'T' + time();
    case DataType::Geopoint:
        return point();
    case DataType::Geotrace:
        return points(3, false);
    case DataType::Geoshape:
        return points(4, true);
    case DataType::Barcode:
        return letters_and_digits(false);
    case DataType::String:
    case DataType::Binary:
    case DataType::Intent:
        break;
    }
    return words();
}

std::string PlausibleAnswers::chosen()
{
    // Where the list's file did not come with the form, any value is taken.
    if (state_.choices.empty()) return "unlisted";
    const auto any = [this] { return state_.choices[random_.below(state_.choices.size())].value; };
    if (control_.kind == ControlKind::SelectOne) return any();
    std::vector<std::string> values;
    for (const ChoiceState& choice : state_.choices) values.push_back(choice.value);
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random_.below(i)]);
    // "None of these" seldom goes with others: every second try is one choice alone.
    const std::size_t count = control_.kind == ControlKind::Rank ? values.size()
                              : tried_ % 2 == 0                  ? 1
                                                : 1 + random_.below(std::min<std::size_t>(values.size(), 4));
    values.resize(std::min(count, values.size()));
    return joined(values, " ");
}

std::string PlausibleAnswers::number(bool whole)
{
    // Small numbers first, as counts are; then around and between what the constraint names; then wider and wider.
    double value = 0;
    const auto turn = tried_ % 6;
    if (!named_.empty() && turn != 1 && tried_ > 1) {
        const double near = named_[random_.below(named_.size())];
        const double other = named_[random_.below(named_.size())];
        value = turn == 2   ? near
                : turn == 3 ? near + 1
                : turn == 4 ? near - 1
                            : bounded(std::min(near, other), std::max(near, other) + 1);
    } else if (tried_ > 20) {
        value = bounded(-10, std::pow(10.0, static_cast<double>(1 + tried_ % 9)));
    } else {
        value = bounded(0, tried_ % 2 == 0 ? 60 : 8);
    }
    value = std::clamp(std::floor(whole ? value : value * 10) / (whole ? 1 : 10), -2147483648.0, 2147483647.0);
    return number_to_text(value);
}

std::string PlausibleAnswers::in_range()
{
    const auto attribute = [this](std::string_view name, double otherwise) {
        const std::string* text = control_.attribute(name);
        return text ? number_from_text(*text).value_or(otherwise) : otherwise;
    };
    const double start = attribute("start", 1);
    const double end = attribute("end", 10);
    const double step = std::max(std::abs(attribute("step", 1)), 1e-6);
    const auto steps = static_cast<std::uint64_t>(std::clamp(std::abs(end - start) / step + 1e-9, 0.0, 1e6));
    const double value = std::min(start, end) + static_cast<double>(random_.below(steps + 1)) * step;
    return number_to_text(std::round(value * 1e6) / 1e6);
}

std::string PlausibleAnswers::day()
{
    // Today, about now, within a lifetime, to come.
    switch (tried_ % 5) {
    case 0:
        return date_to_text(date_from_days(today_));
    case 1:
        return date_to_text(date_from_days(today_ - static_cast<std::int64_t>(random_.below(60))));
    case 2:
        return date_to_text(date_from_days(today_ - static_cast<std::int64_t>(random_.below(60 * 365))));
    case 3:
        return date_to_text(date_from_days(today_ + static_cast<std::int64_t>(random_.below(60))));
    default:
        return date_to_text(date_from_days(today_ - static_cast<std::int64_t>(random_.below(3 * 365))));
    }
}

std::string PlausibleAnswers::time()
{
    return two_digits(6 + random_.below(14)) + ':' + two_digits(random_.below(60)) + ":00.000";
}

std::string PlausibleAnswers::point()
{
    return degrees(latitude_ + bounded(-0.05, 0.05)) + ' ' + degrees(longitude_ + bounded(-0.05, 0.05)) + " 0.0 " +
           number_to_text(static_cast<double>(3 + random_.below(12)));
}

std::string PlausibleAnswers::points(std::size_t count, bool closed)
{
    std::vector<std::string> parts;
    const double turn = bounded(0, 6.28);
    for (std::size_t i = 0; i < count; ++i) {
        const double angle = turn + 6.283185307179586 * static_cast<double>(i) / static_cast<double>(count);
        parts.push_back(degrees(latitude_ + 0.002 * std::sin(angle)) + ' ' +
                        degrees(longitude_ + 0.002 * std::cos(angle)) + " 0.0 0.0");
    }
    if (closed) parts.push_back(parts.front());
    return joined(parts, "; ");
}

std::string PlausibleAnswers::words()
{
    if (control_.has_appearance("numbers")) return letters_and_digits(false);
    // A constraint on a text is most often a pattern of digits or letters of some length.
    if (bind_.constraint && tried_ % 3 == 1) return letters_and_digits(false);
    if (bind_.constraint && tried_ % 3 == 2) return letters_and_digits(true);
    std::string text = word_list[random_.below(word_list.size())];
    for (std::uint64_t more = random_.below(3); more > 0; --more)
        text += std::string(" ") + word_list[random_.below(word_list.size())];
    return text;
}

std::string PlausibleAnswers::letters_and_digits(bool letters)
{
    std::size_t length = 1 + random_.below(12);
    if (!named_.empty() && tried_ % 2 == 0) {
        const double named = named_[random_.below(named_.size())];
        if (named >= 1 && named <= 64) length = static_cast<std::size_t>(named);
    }
    std::string text;
    for (std::size_t i = 0; i < length; ++i)
        text += letters && (i == 0 || random_.below(2) == 0) ? static_cast<char>('a' + random_.below(26))
                                                             : static_cast<char>('0' + random_.below(10));
    return text;
}

} // namespace mahalla
