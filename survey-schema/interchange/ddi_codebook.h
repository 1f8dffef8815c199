#pragma once
#include "form/form_definition.h"

#include <string>

namespace mahalla {

/// A questionnaire as a DDI-Codebook 2.5 document: the study, the files its records become, and each variable with its
/// question in every language, codes and their labels, who is asked (universe), the range a constraint allows, and
/// which variable is the weight. Sampling and weights come from the form's sheet `design`.
///
/// Variables are named and ordered as `record export --to csv` names its columns, so that the document fits the data it
/// travels with; `language` goes first among the labels. Nothing of a record is in it: it may be published.
std::string write_ddi_codebook(const FormDefinition& form, std::size_t language);

} // namespace mahalla
