#pragma once
#include "review/answer_kind.h"
#include "review/choice_values.h"

#include <compare>
#include <set>
#include <string>
#include <vector>

namespace mahalla {

/// What a condition may be about: the answer of one question, or a number made of it.
enum class Measure { Answer, Length, ChosenCount, Count, Position };

struct Subject {
    ModelIndex node = no_index;
    Measure measure = Measure::Answer;

    auto operator<=>(const Subject&) const = default;
};

/// One answer as expressions see it.
struct AnswerSample {
    std::string text;  ///< Left out where nobody asks for it.
    double number = 0; ///< NaN where it is none; a date counts as days.
    bool is_empty = false;
};

/// What a condition compares its subject with.
struct Demands {
    std::set<std::string, std::less<>> texts;
    std::set<double> numbers;     ///< None of them NaN.
    bool asks_for_number = false; ///< Some comparison is one of numbers.
};

/// Answers of which every other answer behaves like one, as far as comparisons with `demands` go: each text and number
/// asked for, its neighbours, one beside them all, none at all. Empty where no such set can be given.
struct SampleSource {
    const FormDefinition& form;
    const AnswerKinds& kinds;
    ChoiceValues& choices;

    std::vector<AnswerSample> samples(const Subject& subject, const Demands& demands) const;
};

AnswerSample sample_of(std::string text);

} // namespace mahalla
