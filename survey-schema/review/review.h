#pragma once
#include "base/diagnostic.h"

namespace mahalla {

class FormDefinition;

/// What an author would want to be told about a questionnaire that works: warnings, none of which refuses it.
///
/// Expressions whose types do not fit, comparisons with choices that are not there, conditions that are always true or
/// false, questions nobody can reach or finish, texts that do not fit a screen, translations that are missing. The
/// codes stand in docs/diagnostics.md under "Advice". Workbooks and XForms are judged alike; places (sheet, row,
/// column) are told where the form knows them, the question's path where it does not.
///
/// Says nothing that it cannot be sure of: a doubt is silence. In the order of the rows; of each code a bounded number,
/// the rest counted. Takes time linear in the form.
Diagnostics review(const FormDefinition& form);

} // namespace mahalla
