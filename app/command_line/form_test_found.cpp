#include "command_line/form_test_found.h"

#include "base/number.h"
#include "base/text.h"

namespace mahalla {

namespace {

using Aspect = FormTestExpectation::Aspect;

std::string values_of(const std::vector<ChoiceState>& choices)
{
    std::vector<std::string> values;
    for (const ChoiceState& choice : choices) values.push_back(choice.value);
    return joined(values, " ");
}

} // namespace

std::string found_in(const NodeState& state, Aspect aspect)
{
    switch (aspect) {
    case Aspect::Value:
        // A text of the wrong type reads as empty; whoever looks for the mistake wants to see it.
        return state.value.empty() && state.violation == Violation::Type ? state.typed : state.value;
    case Aspect::Shown:
        return yes_or_no(state.relevant);
    case Aspect::Required:
        return yes_or_no(state.required);
    case Aspect::ReadOnly:
        return yes_or_no(state.readonly);
    case Aspect::Valid:
        return yes_or_no(state.is_valid());
    case Aspect::Label:
        return state.label;
    case Aspect::Hint:
        return state.hint;
    case Aspect::Message:
        return state.message;
    case Aspect::Appearance:
        return state.appearance;
    case Aspect::Type:
        return name_of(state.type);
    case Aspect::Choices:
    case Aspect::Offers:
        return values_of(state.choices);
    case Aspect::Rows:
        return number_to_text(static_cast<double>(state.count));
    case Aspect::Complete:
    case Aspect::Unmet:
    case Aspect::SubmissionHas:
    case Aspect::SubmissionLacks:
        break;
    }
    return {};
}

std::string yes_or_no(bool is_so) { return is_so ? "yes" : "no"; }

} // namespace mahalla
