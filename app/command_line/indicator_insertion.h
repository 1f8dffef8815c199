#pragma once
#include "base/result.h"
#include "form/form_definition.h"
#include "indicator/indicator_library.h"
#include "workbook/workbook.h"

#include <string>
#include <vector>

namespace mahalla {

/// What to insert and where.
struct InsertionRequest {
    std::vector<std::string> names; ///< Of instruments (all their indicators) or of single indicators.
    /// The group or repeat at whose end the questions are put; empty for the end of the form, and for persons the only
    /// repeat there is, or a new one.
    std::string into;
    std::string language = "en"; ///< Of the words where the form names no languages.
};

struct Insertion {
    Workbook workbook;
    std::vector<std::string> notes; ///< What was done, a sentence each, for the person.
};

/// Writes questions, choices and indicators of the library into a workbook: into the sheets survey, choices and
/// indicators, in the columns and languages the form has. A language that the library does not speak gets the English
/// words, and a note. Questions that the form has by their names are left as they are.
///
/// Fails with `NotFound` for a name that the library does not have (the nearest is named), and with `Invalid`: where
/// the form has some questions of an instrument but not all, or a choice list of the same name; where `into` is no
/// group; where it is not clear into which of several repeats persons' questions belong; where the workbook that
/// results could not be read without new errors.
Result<Insertion> with_indicators(const Workbook& workbook, const FormDefinition& form,
                                  const InsertionRequest& request);

} // namespace mahalla
