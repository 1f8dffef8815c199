#include "record/short_value.h"

#include "base/text.h"
#include "record/record.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

namespace mahalla {

namespace {

// What a value's first number says; docs/formats/record.md. Choices follow, and behind them whole numbers.
enum Code : std::uint64_t {
    text_code = 0,
    day_code = 1,
    moment_code = 2,
    decimals_code = 3,
    set_code = 4,
    listed_code = 5,
    uuid_code = 6,
    first_choice = 7
};

constexpr std::size_t set_choices_max = 63; ///< A set is one number, a bit a choice.
constexpr std::size_t digits_max = 17;      ///< Of a number; what has more is a text.
constexpr std::size_t decimals_max = 8;     ///< Numbers in one value.
/// Some eight thousand years to each side of 1970: what calendars can be asked about.
constexpr std::int64_t days_max = 3'000'000;
constexpr std::int64_t day_ms = 86'400'000;

std::uint64_t zigzag(std::int64_t value)
{
    return (static_cast<std::uint64_t>(value) << 1U) ^ (value < 0 ? ~std::uint64_t{0} : 0);
}

std::int64_t unzigzag(std::uint64_t value)
{
    return static_cast<std::int64_t>((value >> 1U) ^ ((value & 1U) != 0 ? ~std::uint64_t{0} : 0));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number that these digits are, where it is written in no other way.
std::optional<std::uint64_t> whole_number(std::string_view digits)
{
    if (digits.empty() || digits.size() > digits_max || (digits.size() > 1 && digits.front() == '0'))
        return std::nullopt;
    std::uint64_t number = 0;
    for (const char c : digits) {
        if (!is_digit(c)) return std::nullopt;
        number = 10 * number + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

/// "-41.3050" is -413050 with four decimals.
struct Decimal {
    std::int64_t digits = 0;
    std::uint64_t decimals = 0;
};

std::optional<Decimal> decimal_of(std::string_view text)
{
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view after = point == text.size() ? std::string_view() : text.substr(point + 1);
    if (point < text.size() && after.empty()) return std::nullopt;
    if (text.size() > digits_max || !whole_number(text.substr(0, point)) || !std::ranges::all_of(after, is_digit))
        return std::nullopt;
    std::int64_t digits = 0;
    for (const char c : text)
        if (c != '.') digits = 10 * digits + (c - '0');
    if (is_negative && digits == 0) return std::nullopt; // "-0" has no number of its own.
    return Decimal{is_negative ? -digits : digits, after.size()};
}

std::string text_of(const Decimal& decimal)
{
    const bool is_negative = decimal.digits < 0;
    std::string digits = std::to_string(is_negative ? -decimal.digits : decimal.digits);
    if (decimal.decimals > 0) {
        if (digits.size() <= decimal.decimals) digits.insert(0, decimal.decimals + 1 - digits.size(), '0');
        digits.insert(digits.size() - decimal.decimals, 1, '.');
    }
    return (is_negative ? "-" : "") + digits;
}

/// The days of the event's clock, or 1970 where that clock says nonsense.
std::int64_t base_days(Instant instant)
{
    const std::int64_t days = instant.time_since_epoch().count() / day_ms;
    return days >= -days_max && days <= days_max ? days : 0;
}

std::int64_t base_ms(Instant instant) { return base_days(instant) == 0 ? 0 : instant.time_since_epoch().count(); }

/// The minutes of "+02:00" at the end of a moment; 0 where there is no such end.
int offset_minutes_of(std::string_view moment)
{
    if (moment.size() < 6 || moment.ends_with('Z')) return 0;
    const std::string_view offset = moment.substr(moment.size() - 6);
    for (const std::size_t at : {1U, 2U, 4U, 5U})
        if (!is_digit(offset[at])) return 0;
    const int minutes = 600 * (offset[1] - '0') + 60 * (offset[2] - '0') + 10 * (offset[4] - '0') + (offset[5] - '0');
    return offset.front() == '-' ? -minutes : minutes;
}

constexpr int offset_minutes_max = 24 * 60;

/// "uuid:01234567-89ab-cdef-0123-456789abcdef", as submissions name themselves.
constexpr std::string_view uuid_beginning = "uuid:";
constexpr std::size_t uuid_bytes = 16;

std::string uuid_text(ByteView bytes)
{
    std::string digits = to_hex(bytes);
    for (const std::size_t at : {20U, 16U, 12U, 8U}) digits.insert(at, 1, '-');
    return std::string(uuid_beginning) + digits;
}

std::optional<Bytes> uuid_of(std::string_view text)
{
    if (!text.starts_with(uuid_beginning)) return std::nullopt;
    std::string digits;
    for (const char c : text.substr(uuid_beginning.size()))
        if (c != '-') digits += c;
    auto bytes = from_hex(digits);
    if (!bytes || bytes->size() != uuid_bytes || uuid_text(*bytes) != text) return std::nullopt;
    return *std::move(bytes);
}

} // namespace

bool ShortValueWriter::write_choices(std::size_t question, std::string_view value)
{
    if (const auto choice = questions_.choice_number_of(question, value)) {
        numbers_.varint(first_choice + *choice);
        return true;
    }
    if (value.find(' ') == std::string_view::npos || questions_.choices(question).empty()) return false;
    std::vector<std::size_t> chosen;
    for (const std::string_view one : split(value, ' ')) {
        const auto choice = questions_.choice_number_of(question, one);
        if (!choice) return false;
        chosen.push_back(*choice);
    }
    const bool is_ascending = std::ranges::adjacent_find(chosen, std::greater_equal()) == chosen.end();
    if (is_ascending && chosen.back() < set_choices_max) {
        std::uint64_t bits = 0;
        for (const std::size_t choice : chosen) bits |= std::uint64_t{1} << choice;
        numbers_.varint(set_code);
        numbers_.varint(bits);
    } else {
        numbers_.varint(listed_code);
        numbers_.varint(chosen.size());
        for (const std::size_t choice : chosen) numbers_.varint(choice);
    }
    return true;
}

void ShortValueWriter::write(std::size_t question, std::string_view value)
{
    if (write_choices(question, value)) return;
    if (const auto number = whole_number(value)) {
        numbers_.varint(first_choice + questions_.choices(question).size() + *number);
        return;
    }
    if (const auto date = date_from_text(value)) {
        numbers_.varint(day_code);
        numbers_.varint(zigzag(days_since_epoch(*date) - base_days(instant_)));
        return;
    }
    if (value.size() > 10 && value[10] == 'T')
        if (const auto instant = instant_from_text(value)) {
            const int offset = offset_minutes_of(value);
            if (instant_to_text(*instant, offset) == value) {
                numbers_.varint(moment_code);
                numbers_.varint(zigzag(instant->time_since_epoch().count() - base_ms(instant_)));
                numbers_.varint(zigzag(offset));
                return;
            }
        }
    if (const auto uuid = uuid_of(value)) {
        numbers_.varint(uuid_code);
        texts_.raw(*uuid);
        return;
    }
    std::vector<Decimal> found;
    for (const std::string_view one : split(value, ' ')) {
        const auto decimal = found.size() < decimals_max ? decimal_of(one) : std::nullopt;
        if (!decimal) {
            numbers_.varint(text_code);
            numbers_.varint(value.size());
            texts_.raw(as_bytes(value));
            return;
        }
        found.push_back(*decimal);
    }
    numbers_.varint(decimals_code);
    numbers_.varint(found.size());
    for (const Decimal& decimal : found) {
        numbers_.varint(decimal.decimals);
        numbers_.varint(zigzag(decimal.digits));
    }
}

bool ShortValueReader::append_set(std::span<const std::string> choices, std::string& text)
{
    std::uint64_t bits = numbers_.varint();
    for (bool is_first = true; bits != 0; bits &= bits - 1, is_first = false) {
        const auto choice = static_cast<std::size_t>(std::countr_zero(bits));
        if (choice >= choices.size()) return false;
        if (!is_first) text += ' ';
        text += choices[choice];
    }
    return numbers_.ok();
}

bool ShortValueReader::append_listed(std::span<const std::string> choices, std::string& text)
{
    const std::uint64_t count = numbers_.varint();
    if (!numbers_.ok() || count > numbers_.left()) return false;
    const std::size_t before = text.size();
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t choice = numbers_.varint();
        if (!numbers_.ok() || choice >= choices.size() || text.size() - before > Record::value_bytes_max) return false;
        if (i > 0) text += ' ';
        text += choices[static_cast<std::size_t>(choice)];
    }
    return true;
}

bool ShortValueReader::append_decimals(std::string& text)
{
    const std::uint64_t count = numbers_.varint();
    if (!numbers_.ok() || count == 0 || count > decimals_max) return false;
    for (std::uint64_t i = 0; i < count; ++i) {
        Decimal decimal;
        decimal.decimals = numbers_.varint();
        decimal.digits = unzigzag(numbers_.varint());
        const bool is_sensible = decimal.decimals <= digits_max && decimal.digits < 1'000'000'000'000'000'000 &&
                                 decimal.digits > -1'000'000'000'000'000'000;
        if (!numbers_.ok() || !is_sensible) return false;
        if (i > 0) text += ' ';
        text += text_of(decimal);
    }
    return true;
}

bool ShortValueReader::append(std::size_t question, std::string& text)
{
    const std::span<const std::string> choices = questions_.choices(question);
    const std::uint64_t code = numbers_.varint();
    if (!numbers_.ok()) return false;
    switch (code) {
    case text_code: {
        const ByteView bytes = texts_.raw(static_cast<std::size_t>(numbers_.varint()));
        text += as_text(bytes);
        return numbers_.ok() && texts_.ok();
    }
    case day_code: {
        const std::int64_t distance = unzigzag(numbers_.varint());
        if (!numbers_.ok() || distance < -2 * days_max || distance > 2 * days_max) return false;
        text += date_to_text(date_from_days(base_days(instant_) + distance));
        return true;
    }
    case moment_code: {
        const std::int64_t distance = unzigzag(numbers_.varint()), offset = unzigzag(numbers_.varint());
        if (!numbers_.ok() || distance < -2 * days_max * day_ms || distance > 2 * days_max * day_ms ||
            offset < -offset_minutes_max || offset > offset_minutes_max)
            return false;
        text +=
            instant_to_text(Instant(std::chrono::milliseconds(base_ms(instant_) + distance)), static_cast<int>(offset));
        return true;
    }
    case uuid_code: {
        const ByteView bytes = texts_.raw(uuid_bytes);
        if (!texts_.ok()) return false;
        text += uuid_text(bytes);
        return true;
    }
    case decimals_code:
        return append_decimals(text);
    case set_code:
        return append_set(choices, text);
    case listed_code:
        return append_listed(choices, text);
    default:
        break;
    }
    const std::uint64_t number = code - first_choice;
    if (number < choices.size()) {
        text += choices[static_cast<std::size_t>(number)];
    } else {
        std::array<char, 24> digits{};
        const char* const end = std::to_chars(digits.begin(), digits.end(), number - choices.size()).ptr;
        text.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
    }
    return true;
}

} // namespace mahalla
