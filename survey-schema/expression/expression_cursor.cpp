#include "expression/expression_cursor.h"

#include "base/text.h"
#include "expression/syntax_words.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Range {
    char32_t first, last;
};

// What XML 1.0 §2.3 keeps out of names and authors' programs put in: quotation marks, dashes, signs of mathematics,
// blanks that look like one or like nothing. Any other character beyond ASCII is taken for a letter.
constexpr std::array<Range, 10> signs_beyond_ascii{{{0x80, 0xA0},
                                                    {0xAB, 0xAB},
                                                    {0xBB, 0xBB},
                                                    {0xD7, 0xD7},
                                                    {0xF7, 0xF7},
                                                    {0x2000, 0x200B},
                                                    {0x200E, 0x203E},
                                                    {0x2041, 0x206F},
                                                    {0x2200, 0x22FF},
                                                    {0xFEFF, 0xFEFF}}};
constexpr std::array<Range, 3> inside_names_only{{{0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};

bool lies_in(const auto& ranges, char32_t c)
{
    return std::ranges::any_of(ranges, [&](const Range& range) { return range.first <= c && c <= range.last; });
}

} // namespace

/// The bytes of the name's character that stands at `byte`; 0 where none does.
std::size_t ExpressionCursor::name_character(std::size_t byte, bool first) const
{
    if (byte >= text_.size()) return 0;
    const char c = text_[byte];
    if (static_cast<unsigned char>(c) < 0x80)
        return is_letter(c) || c == '_' || (!first && (is_digit(c) || c == '-' || c == '.')) ? 1 : 0;
    std::size_t size = 1;
    while (size < 4 && byte + size < text_.size() && (static_cast<unsigned char>(text_[byte + size]) & 0xC0U) == 0x80U)
        ++size;
    const std::u32string decoded = to_code_points(text_.substr(byte, size));
    if (decoded.size() != 1) return 0;
    if (decoded[0] == U'\uFFFD' || lies_in(signs_beyond_ascii, decoded[0])) return 0;
    return first && lies_in(inside_names_only, decoded[0]) ? 0 : size;
}

void ExpressionCursor::skip_white()
{
    while (at_ < text_.size() && is_white(text_[at_])) ++at_;
}

bool ExpressionCursor::take(std::string_view token)
{
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
}

ExpressionCursor::OperatorToken ExpressionCursor::operator_here() const
{
    std::size_t at = at_;
    while (at < text_.size() && is_white(text_[at])) ++at;
    const std::string_view rest = text_.substr(at);
    const auto token = [&](Operator what, int precedence, std::size_t size) {
        return OperatorToken{what, precedence, at - at_ + size};
    };
    if (rest.empty()) return {};
    const bool then_equal = rest.size() > 1 && rest[1] == '=';
    switch (rest[0]) {
    case '|':
        return token(Operator::Union, precedence_union, 1);
    case '+':
        return token(Operator::Add, precedence_additive, 1);
    case '-':
        return token(Operator::Subtract, precedence_additive, 1);
    case '*':
        return token(Operator::Multiply, precedence_multiplicative, 1);
    case '=':
        return token(Operator::Equal, precedence_equality, 1);
    case '!':
        return then_equal ? token(Operator::NotEqual, precedence_equality, 2) : OperatorToken{};
    case '<':
        return token(then_equal ? Operator::LessEqual : Operator::Less, precedence_relational, then_equal ? 2 : 1);
    case '>':
        return token(then_equal ? Operator::GreaterEqual : Operator::Greater, precedence_relational,
                     then_equal ? 2 : 1);
    default:
        break;
    }
    const auto word = [&](std::string_view name) {
        const std::size_t end = at + name.size();
        return rest.starts_with(name) && name_character(end, true) == 0 && (end == text_.size() || text_[end] != ':');
    };
    if (word("or")) return token(Operator::Or, precedence_or, 2);
    if (word("and")) return token(Operator::And, precedence_and, 3);
    if (word("div")) return token(Operator::Divide, precedence_multiplicative, 3);
    if (word("mod")) return token(Operator::Modulo, precedence_multiplicative, 3);
    return {};
}

std::string_view ExpressionCursor::take_name_part()
{
    const std::size_t begin = at_;
    while (const std::size_t size = name_character(at_, at_ == begin)) at_ += size;
    return text_.substr(begin, at_ - begin);
}

std::optional<ExpressionCursor::Name> ExpressionCursor::take_name()
{
    if (!name_starts()) return std::nullopt;
    Name made;
    made.begin = at_;
    made.local = take_name_part();
    if (here() == ':' && name_starts(1)) {
        ++at_;
        made.prefix = made.local;
        made.local = take_name_part();
    }
    return made;
}

std::optional<std::string_view> ExpressionCursor::take_literal()
{
    const std::size_t begin = at_ + 1;
    const std::size_t end = text_.find(text_[at_], begin);
    if (end == std::string_view::npos) return std::nullopt;
    at_ = end + 1;
    return text_.substr(begin, end - begin);
}

std::string_view ExpressionCursor::take_number()
{
    const std::size_t begin = at_;
    while (is_digit(here())) ++at_;
    if (here() == '.') {
        ++at_;
        while (is_digit(here())) ++at_;
    }
    return text_.substr(begin, at_ - begin);
}

std::string ExpressionCursor::place(std::size_t byte) const
{
    const auto begins_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    const auto before = std::ranges::count_if(text_.substr(0, byte), begins_character);
    return "Character " + std::to_string(before + 1) + ": ";
}

} // namespace mahalla
