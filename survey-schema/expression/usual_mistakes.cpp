#include "expression/usual_mistakes.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mahalla {

namespace {

using Entry = std::pair<std::string_view, std::string_view>;

/// Signs, the longer before the shorter.
constexpr std::array<Entry, 45> signs{{
    {"===", "“===” is written “=”"},
    {"==", "“==” is written “=”"},
    {"!==", "“!==” is written “!=”"},
    {"&&", "“&&” is written “and”"},
    {"||", "“||” is written “or”"},
    {"<>", "“<>” is written “!=”"},
    {"=<", "“=<” is written “<=”"},
    {"=>", "“=>” is written “>=”"},
    {"=!", "“=!” is written “!=”"},
    {"> =", "“> =” is written “>=”, without a blank"},
    {"< =", "“< =” is written “<=”, without a blank"},
    {"! =", "“! =” is written “!=”, without a blank"},
    {"&lt;", "“&lt;” is written “<”"},
    {"&gt;", "“&gt;” is written “>”"},
    {"&amp;", "“&amp;” is no operator; conditions are joined with “and”, texts with “concat(…)”"},
    {"&quot;", "“&quot;” is written as a quotation mark"},
    {"&", "“&” is no operator; conditions are joined with “and”, texts with “concat(…)”"},
    {"“", "a text stands between plain quotation marks, ' or \""},
    {"”", "a text stands between plain quotation marks, ' or \""},
    {"„", "a text stands between plain quotation marks, ' or \""},
    {"‘", "a text stands between plain quotation marks, ' or \""},
    {"’", "a text stands between plain quotation marks, ' or \""},
    {"‚", "a text stands between plain quotation marks, ' or \""},
    {"«", "a text stands between plain quotation marks, ' or \""},
    {"»", "a text stands between plain quotation marks, ' or \""},
    {"`", "a text stands between plain quotation marks, ' or \""},
    {"–", "the dash “–” is written “-”"},
    {"—", "the dash “—” is written “-”"},
    {"−", "the sign “−” is written “-”"},
    {"×", "“×” is written “*”"},
    {"÷", "“÷” is written “div”"},
    {"≤", "“≤” is written “<=”"},
    {"≥", "“≥” is written “>=”"},
    {"≠", "“≠” is written “!=”"},
    {"\u00A0", "a no-break space stands here; type an ordinary blank"},
    {"\u200B", "an invisible character stands here; delete it"},
    {"\uFEFF", "an invisible character stands here; delete it"},
    {"$(", "“$(…)” is written “${…}”"},
    {"^", "“^” is no operator; a power is written “pow(number, power)”"},
    {"%", "“%” is no operator; what is left of a division is written “mod”"},
    {"?", "“?” is no operator; a choice is written “if(condition, then, otherwise)”"},
    {";", "arguments are separated by “,”"},
    {"{", "the name of a question is written “${…}”"},
    {"!", "“!” is written “not(…)”"},
    {"\\", "“\\” protects no quotation mark; a text that holds ' stands between \""},
}};

/// Words that are operators elsewhere.
constexpr std::array<Entry, 14> words_elsewhere{{
    {"eq", "="},
    {"ne", "!="},
    {"lt", "<"},
    {"le", "<="},
    {"gt", ">"},
    {"ge", ">="},
    {"is", "="},
    {"equals", "="},
    {"then", "if(condition, then, otherwise)"},
    {"in", "selected(list, value)"},
    {"like", "regex(text, pattern)"},
    {"contains", "contains(text, part)"},
    {"xor", "!="},
    {"between", "value >= least and value <= most"},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_quote(char c) { return c == '\'' || c == '"'; }

std::string_view word_at(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    return text.substr(at, end - at);
}

std::string_view word_before(std::string_view text, std::size_t at)
{
    std::size_t begin = at;
    while (begin > 0 && is_letter(text[begin - 1])) --begin;
    return text.substr(begin, at - begin);
}

/// A sign that begins here, or has begun before with what is an operator here too (`=` of `==`).
std::optional<Mistake> wrong_sign(std::string_view text, std::size_t at)
{
    for (const auto& [sign, what_to_do] : signs)
        for (std::size_t back = 0; back < sign.size() && back <= at; ++back)
            if (text.substr(at - back).starts_with(sign)) return Mistake{at - back, std::string(what_to_do)};
    return std::nullopt;
}

std::optional<Mistake> wrong_word(std::string_view text, std::size_t at, std::string_view before)
{
    const std::string_view word = word_at(text, at);
    const std::string lower = lower_ascii(word);
    if (word.empty()) return std::nullopt;
    for (const std::string_view known : {"and", "or", "div", "mod"})
        if (lower == known && word != known)
            return Mistake{at, "“" + std::string(word) + "” is written “" + std::string(known) + "”, in small letters"};
    if (lower_ascii(word_before(text, before.size())) == "not")
        return Mistake{before.size() - 3, "“not” is a function: write “not(…)”"};
    for (const auto& [elsewhere, here] : words_elsewhere)
        if (lower == elsewhere)
            return Mistake{at, "“" + std::string(word) + "” is written “" + std::string(here) + "”"};
    return std::nullopt;
}

std::optional<Mistake> where_an_operator_is_expected(std::string_view text, std::size_t at)
{
    const std::string_view before = text.substr(0, text.find_last_not_of(" \t\r\n", at == 0 ? 0 : at - 1) + 1);
    const char last = before.empty() ? '\0' : before.back();
    const char next = at < text.size() ? text[at] : '\0';
    const char after_next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (next == ',' && is_digit(last) && is_digit(after_next))
        return Mistake{at, "a decimal number is written with a point, not a comma"};
    if ((next == 'e' || next == 'E') && before.size() == at && is_digit(last) &&
        (is_digit(after_next) || after_next == '-' || after_next == '+'))
        return Mistake{at, "a number has no exponent here; write all its digits"};
    if (is_quote(last) && before.size() == at && (next == last || is_letter(next)))
        return Mistake{at, "the text ended before this character; a text that holds ' stands between \""};
    if (next == '/' && (is_digit(last) || is_quote(last) || last == ')'))
        return Mistake{at, "“/” leads along a path; a division is written “div”"};
    return wrong_word(text, at, before);
}

std::optional<Mistake> where_a_value_is_expected(std::string_view text, std::size_t at)
{
    const std::size_t last_at = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t\r\n", at - 1);
    const char last = last_at == std::string_view::npos ? '\0' : text[last_at];
    const char next = at < text.size() ? text[at] : '\0';
    if ((next == ',' && (last == '(' || last == ',')) || (next == ')' && last == ','))
        return Mistake{at, "an argument is missing here"};
    if (last == '/' && next == '[')
        return Mistake{last_at, "“[…]” stands right after the name it filters, without “/”"};
    if (last == '/' && (is_digit(next) || next == '(' || next == '$' || is_quote(next)))
        return Mistake{last_at, "“/” leads along a path; a division is written “div”"};
    if (next == '=' || next == '<' || next == '>' || (next == '!' && at + 1 < text.size() && text[at + 1] == '='))
        return Mistake{at, "what is to be compared is missing here; the question itself is “.”"};
    return std::nullopt;
}

} // namespace

std::optional<Mistake> usual_mistake(std::string_view text, std::size_t at, Expected expected)
{
    if (auto sign = wrong_sign(text, at)) return sign;
    return expected == Expected::Operator ? where_an_operator_is_expected(text, at)
                                          : where_a_value_is_expected(text, at);
}

} // namespace mahalla
