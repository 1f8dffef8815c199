#pragma once
#include "form/form_definition.h"

#include <string_view>
#include <vector>

namespace mahalla {

/// What an answer, or the value of an expression, can be said to be before anybody has answered.
enum class AnswerKind {
    Unknown,     ///< Anything: nothing is said about it.
    Nothing,     ///< Always empty: the literal ''.
    Boolean,     ///< True or false, as an expression gives them.
    TruthWord,   ///< "true" or "false", which is what a calculation keeps of a boolean.
    Number,      //
    Words,       ///< Certainly a text that is no number and no date.
    FreeText,    ///< What a person types into a text question.
    DateLike,    ///< A date, or a date with time.
    TimeOfDay,   //
    OneChoice,   //
    SomeChoices, ///< Several, separated by blanks: select_multiple, rank.
    Point,       //
    Shape,       ///< A trace or an area.
    File,        //
    Tick,        ///< An acknowledge: "OK" or nothing.
    Section,     ///< A group or repeat, which holds no answer itself.
};

/// "a date", "several choices"; for messages.
std::string_view words_for(AnswerKind kind);

/// The kinds of all nodes. Those of calculations are told by whoever works them out (`note_calculation`), in the
/// order of the dependencies; until then they are unknown.
class AnswerKinds {
public:
    explicit AnswerKinds(const FormDefinition& form);

    AnswerKind operator[](ModelIndex node) const { return kinds_[node]; }
    void note_calculation(ModelIndex node, AnswerKind value);

private:
    const FormDefinition& form_;
    std::vector<AnswerKind> kinds_;
};

/// The kind that a bind's type says.
AnswerKind kind_of(DataType type);

} // namespace mahalla
