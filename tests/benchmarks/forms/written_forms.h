#pragma once
#include <string>

/// Questionnaires of any size as XForms, for showing how costs grow.

/// `questions` in blocks of four: the first is answered, the others depend on it (a relevance with a constraint, a
/// calculation, a readonly), so an answer has three dependents whatever the size.
std::string form_of_questions(int questions);
/// The name of the answered question of a block in the middle of such a form.
std::string answered_question(int questions);

/// A roster of rows of ten questions, of which the first has three dependents in its row.
std::string form_of_roster();
/// The same with a sum over all rows outside: each row that is added has it worked out again.
std::string form_of_summed_roster();
/// A repeat of five questions in the repeat.
std::string form_of_nested_rosters();

/// A select over `choices` villages in a thousand districts, filtered by `filter`, which reads /data/d.
std::string form_of_choices(int choices, const std::string& filter);
/// The same whose villages lie in villages.csv.
std::string form_of_choices_in_csv(const std::string& filter);
std::string csv_of_choices(int choices);
