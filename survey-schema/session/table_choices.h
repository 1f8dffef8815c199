#pragma once
#include "session/live_evaluator.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// What a row of `itemsets.csv` is called in the interview's language: its column `label::LANGUAGE`, else `label`, else
/// its name.
std::string label_of_external_choice(LiveEvaluator& evaluator, NodeRef row);

/// Whether the file that `select` searches came with the form.
bool has_searched_table(LiveEvaluator& evaluator, NodeIndex select);

/// The choices of a select whose appearance searches a CSV file, as ODK Collect shows them.
///
/// `rows` are its choices as the form lists them. One whose value is a whole number is a choice for itself. Any other
/// stands for the rows found: its value names the column of their values, its label the column of their labels (or
/// several, with commas: the further ones follow in brackets), its image the column of their pictures. A value that
/// comes twice is shown once; rows are ordered by the column `sortby` where there is one, else as in the file.
///
/// Texts are compared without regard to ASCII case, the filter exactly; names of columns as they become names of
/// elements, in any case.
std::vector<ChoiceState> searched_choices(LiveEvaluator& evaluator, NodeIndex select, std::vector<ChoiceState> rows);

} // namespace mahalla
