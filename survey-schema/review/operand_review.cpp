// What a function or an operator is given, held against what it can do something with.
#include "review/type_review.h"

#include "base/text.h"

namespace mahalla {

namespace {

bool is_value(const Operand& operand) { return operand.node != no_index && operand.kind != AnswerKind::Section; }

} // namespace

bool TypeReview::expect_number(SyntaxIndex at, bool converts_on_purpose)
{
    const Operand& operand = (*operands_)[at];
    const auto told = [&](const std::string& why, std::string help) {
        return tell("number-expected", words(at) + why, std::move(help));
    };
    switch (operand.kind) {
    case AnswerKind::Nothing:
    case AnswerKind::Words:
        if (!operand.is_constant && operand.node == no_index) return false; // Made by a function: who knows.
        return told(" is no number, so that nothing can be computed with it.", "Write a number.");
    case AnswerKind::TruthWord:
        return told(" holds the word true or the word false, and no number.", "Make its calculation if(…, 1, 0).");
    case AnswerKind::FreeText:
        if (converts_on_purpose) return false;
        return told(" is a text question; whoever types anything but a number there gets no result here.",
                    "Make it an integer or decimal question.");
    case AnswerKind::OneChoice: {
        const ValuesOnOffer* offer = choices_.of(operand.node);
        if (offer == nullptr || !offer->numbers.empty()) return false;
        return told(" is computed with, but no name of its choices is a number.",
                    "Name the choices by numbers, or write if(…, …, …).");
    }
    case AnswerKind::SomeChoices:
        if (converts_on_purpose) return false;
        return told(" may hold several choices, which are no number together.",
                    "Write count-selected(…) for how many they are, selected(…, …) for one of them.");
    case AnswerKind::TimeOfDay:
        return told(" is a time of day, which does not count as a number.",
                    "Write decimal-time(…) around it: half a day is 0.5.");
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::File:
    case AnswerKind::Tick:
        return told(" is " + std::string(words_for(operand.kind)) + ", and no number.",
                    "Use a question that gives a number.");
    case AnswerKind::Section:
        return told(" is a group or repeat, and has no answer of its own.", "Name a question inside it.");
    case AnswerKind::Unknown:
    case AnswerKind::Boolean:
    case AnswerKind::Number:
    case AnswerKind::DateLike:
        break;
    }
    return false;
}

bool TypeReview::expect_date(SyntaxIndex at, const char* what)
{
    const Operand& operand = (*operands_)[at];
    switch (operand.kind) {
    case AnswerKind::Words:
        if (!operand.is_constant && operand.node == no_index) return false;
        break;
    case AnswerKind::TruthWord:
    case AnswerKind::Boolean:
    case AnswerKind::FreeText:
    case AnswerKind::OneChoice:
    case AnswerKind::SomeChoices:
    case AnswerKind::TimeOfDay:
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::File:
    case AnswerKind::Tick:
    case AnswerKind::Section:
        break;
    case AnswerKind::Unknown:
    case AnswerKind::Nothing:
    case AnswerKind::Number:
    case AnswerKind::DateLike:
        return false;
    }
    if (operand.kind == AnswerKind::OneChoice && operand.node != no_index && choices_.of(operand.node) == nullptr)
        return false;
    return tell("date-expected",
                std::string(what) + " is given " + words(at) + ", which is " + std::string(words_for(operand.kind)) +
                    ".",
                operand.kind == AnswerKind::TimeOfDay ? "Take its parts with substr(…), or ask for a dateTime."
                                                      : "Give it a question of type date or dateTime.");
}

bool TypeReview::expect_place(SyntaxIndex at)
{
    const Operand& operand = (*operands_)[at];
    if (!is_value(operand)) return false;
    switch (operand.kind) {
    case AnswerKind::Number:
    case AnswerKind::TruthWord:
    case AnswerKind::DateLike:
    case AnswerKind::TimeOfDay:
    case AnswerKind::OneChoice:
    case AnswerKind::SomeChoices:
    case AnswerKind::File:
    case AnswerKind::Tick:
        break;
    case AnswerKind::Unknown: // A calculation, or a choice from a map.
    case AnswerKind::Nothing:
    case AnswerKind::Boolean:
    case AnswerKind::Words:
    case AnswerKind::FreeText:
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::Section:
        return false;
    }
    return tell("place-expected",
                words(at) + " is " + std::string(words_for(operand.kind)) + ", and no place on the map.",
                "Name a question of type geopoint, geotrace or geoshape.");
}

bool TypeReview::expect_choices(SyntaxIndex at)
{
    const Operand& operand = (*operands_)[at];
    if (operand.node == no_index) return false;
    switch (operand.kind) {
    case AnswerKind::Unknown:
    case AnswerKind::Nothing:
    case AnswerKind::Boolean:
    case AnswerKind::Words: // A calculation may put choices together.
    case AnswerKind::OneChoice:
    case AnswerKind::SomeChoices:
        return false;
    case AnswerKind::TruthWord:
    case AnswerKind::Number:
    case AnswerKind::FreeText:
    case AnswerKind::DateLike:
    case AnswerKind::TimeOfDay:
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::File:
    case AnswerKind::Tick:
    case AnswerKind::Section:
        break;
    }
    return tell("choices-expected",
                "A question with choices is expected here, but " + words(at) + " is " +
                    std::string(words_for(operand.kind)) + ".",
                operand.kind == AnswerKind::Section ? "Name a question inside it."
                                                    : "Compare it with =, or name a select question.");
}

bool TypeReview::expect_condition(SyntaxIndex at)
{
    const Operand& operand = (*operands_)[at];
    if (is_text(at) && operand.kind != AnswerKind::Nothing)
        return tell("condition-always-true",
                    words(at) + " stands between quotation marks: any such text counts as true.",
                    "Write true() or false(), or the comparison that is meant.");
    if (at_index(at).operation != Operation::Path || operand.node == no_index || !operand.is_single) return false;
    if (operand.kind == AnswerKind::TruthWord)
        return tell("answer-as-condition", words(at) + " counts as true here even where it says false.",
                    "Write " + words(at) + " = 'true'.");
    return tell("answer-as-condition",
                words(at) + " counts as true here whatever is answered, and even where nothing is.",
                "Write " + words(at) + " != '' to ask whether it is answered, or compare it with an answer.");
}

bool TypeReview::expect_choice(ModelIndex select, std::string_view value, bool as_number)
{
    const ValuesOnOffer* offer = select == no_index ? nullptr : choices_.of(select);
    if (offer == nullptr || offer->has(value)) return false;
    if (as_number && offer->has_number(number_of_text(value))) return false;
    if (findings_.is_full("choice-unknown")) return tell("choice-unknown", {}, {}); // Its words would not be told.
    const std::string name = select == owner_ ? "this question" : findings_.name_of(select);
    std::string help;
    constexpr std::size_t candidates_max = 500, listed_max = 8;
    for (const std::string& candidate : offer->values)
        if (equal_ignoring_ascii_case(candidate, value)) help = "Did you mean " + in_quotes(candidate) + "?";
    // Of a letter or two, everything is a neighbour.
    if (help.empty() && value.size() > 2 && offer->values.size() <= candidates_max)
        if (const auto nearest = nearest_word(value, offer->values)) help = "Did you mean " + in_quotes(*nearest) + "?";
    if (help.empty()) {
        help = "Its choices are ";
        for (std::size_t i = 0; i < std::min(listed_max, offer->values.size()); ++i)
            help += (i > 0 ? ", " : "") + offer->values[i];
        help += offer->values.size() > listed_max ? "…" : ".";
    }
    return tell("choice-unknown", in_quotes(value) + " is no choice of " + name + ": nobody can take it.",
                std::move(help));
}

} // namespace mahalla
