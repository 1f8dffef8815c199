#pragma once
#include "form/form_definition.h"
#include "indicator/data_table.h"
#include "indicator/disaggregation.h"

#include <vector>

namespace mahalla {

/// The question of choices that the expression `value` is, as it stands (`${area}`); null where it is anything else.
const Control* select_that_is(const FormDefinition& form, std::string_view value);

/// The categories of a breakdown that lists none itself: those that `column`, its value, has. Where the value is one
/// question that is answered by choosing (`${area}`), they stand in the order of the question's choices, with the
/// labels of every language of the form; codes that are no choice (of another version of the form, say) follow. Choices
/// that nobody took are left out: a list of twelve thousand villages is no table.
std::vector<DisaggregationCategory>
categories_from_choices(const FormDefinition& form, const DisaggregationDefinition& definition, const Column& column);

} // namespace mahalla
