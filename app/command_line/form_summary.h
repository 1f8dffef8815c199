#pragma once
#include "base/diagnostic.h"
#include "form/form_definition.h"

#include <string>

namespace mahalla {

/// What `mahalla form info` tells of a questionnaire.
struct FormSummary {
    std::string id, version, title;
    std::vector<std::string> languages;
    std::size_t questions = 0; ///< Controls that a person can be shown, notes included.
    std::size_t groups = 0;    ///< Without the groups that only hold a repeat.
    std::size_t repeats = 0;
    std::size_t choices = 0;   ///< Of all choice lists in the form; lists in files are not counted.
    std::size_t max_depth = 0; ///< Groups and repeats around the innermost question, and itself.
    std::string hash;          ///< Of the form as it is published: 64 hexadecimal digits.
};

FormSummary summary_of(const FormDefinition& form);

std::string to_json(const FormSummary& summary);
/// A list with an object for each.
std::string to_json(const Diagnostics& diagnostics);

} // namespace mahalla
