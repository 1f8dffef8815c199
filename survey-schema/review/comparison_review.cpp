// What two sides of a comparison can never be to each other.
#include "review/type_review.h"

#include "base/number.h"
#include "base/text.h"

namespace mahalla {

namespace {

/// So many days after 1970-01-01 somebody may mean a day by a number.
constexpr double day_numbers_from = 3000;

bool is_text_kind(AnswerKind kind) { return kind == AnswerKind::Words || kind == AnswerKind::Nothing; }

} // namespace

bool TypeReview::unfit(SyntaxIndex left, SyntaxIndex right, std::string why, std::string help)
{
    return tell("comparison-unfit", words(left) + " is compared with " + words(right) + ": " + why, std::move(help));
}

bool TypeReview::compare_equal(SyntaxIndex left, SyntaxIndex right)
{
    const Operand& answer = (*operands_)[left];
    const Operand& other = (*operands_)[right];
    const bool other_is_words = is_text(right) && other.kind == AnswerKind::Words;
    const bool other_is_number = is_number(right);
    const std::string_view text = is_text(right) ? at_index(right).text : std::string_view();
    switch (answer.kind) {
    case AnswerKind::Boolean:
        if (!is_text(right) || other.kind == AnswerKind::Nothing) return false;
        return unfit(left, right, "beside true and false, every text counts as true.",
                     "Leave the comparison out, or put not(…) around what is compared.");
    case AnswerKind::TruthWord:
        if (other_is_number)
            return unfit(left, right, "a calculation keeps the words true and false, never a number.",
                         "Compare it with 'true' or 'false'.");
        if (!is_text(right) || text.empty() || text == "true" || text == "false") return false;
        return unfit(left, right, "it holds the word true or the word false, nothing else.",
                     "Compare it with 'true' or 'false'.");
    case AnswerKind::SomeChoices:
        if (!other_is_number && (!is_text(right) || text.empty())) return false;
        for (const std::string_view value : mahalla::words(text))
            if (expect_choice(answer.node, value, false)) return true;
        only_choice_.emplace_back(left, right);
        return false;
    case AnswerKind::OneChoice:
    case AnswerKind::Tick:
        if (other_is_number) return expect_choice(answer.node, number_to_text(at_index(right).number), true);
        return is_text(right) && !text.empty() && expect_choice(answer.node, text, false);
    case AnswerKind::Number:
        if (!other_is_words) return false;
        return unfit(left, right, "the first is a number, the second is none.", "Compare it with a number.");
    case AnswerKind::DateLike:
        if (other_is_words || (other_is_number && at_index(right).number < day_numbers_from))
            return unfit(left, right, "the first is a date, the second is none.",
                         "Write a date as '2026-12-31'; for its year, format-date(…, '%Y').");
        return false;
    case AnswerKind::TimeOfDay:
        if (!other_is_number && !other_is_words) return false;
        return unfit(left, right, "the first is a time of day, the second is none.",
                     "Write decimal-time(…) around the first: half a day is 0.5.");
    case AnswerKind::Section:
        if (!is_text(right) && !other_is_number) return false;
        return unfit(left, right, "a group or repeat has no answer of its own.", "Name a question inside it.");
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::File:
        if (!other_is_number) return false;
        return unfit(left, right, "the first is no number.", "Compare it with '' to see whether it is answered.");
    case AnswerKind::Unknown:
    case AnswerKind::Nothing:
    case AnswerKind::Words:
    case AnswerKind::FreeText:
        break;
    }
    return false;
}

bool TypeReview::compare_order(SyntaxIndex left, SyntaxIndex right)
{
    for (const auto& [date, other] : {std::pair(left, right), std::pair(right, left)}) {
        if ((*operands_)[date].kind != AnswerKind::DateLike) continue;
        const Operand& beside = (*operands_)[other];
        const bool is_day_number = is_number(other) && at_index(other).number >= day_numbers_from;
        if (beside.kind == AnswerKind::Number && !is_day_number)
            return unfit(date, other,
                         "a date counts as the days since 1970-01-01, so this holds for every date or for none.",
                         "For an age, write int((today() - …) div 365.25); for a year, format-date(…, '%Y').");
        if (is_text_kind(beside.kind) && beside.is_constant && is_text(other) && !trimmed(at_index(other).text).empty())
            return unfit(date, other, "the first is a date, the second is none, so this is never true.",
                         "Write a date as '2026-12-31'.");
        if (beside.kind == AnswerKind::TimeOfDay)
            return unfit(date, other, "a date and a time of day have no order.", "Compare two dates or two times.");
        return false;
    }
    bool told = false;
    for (const auto& [part, other] : {std::pair(left, right), std::pair(right, left)}) {
        const AnswerKind kind = (*operands_)[part].kind;
        if (kind == AnswerKind::FreeText && (*operands_)[other].kind != AnswerKind::Number) continue;
        if (kind == AnswerKind::Boolean) continue;
        told |= expect_number(part);
    }
    return told;
}

} // namespace mahalla
