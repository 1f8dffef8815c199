#pragma once
#include "command_line/form_test_script.h"
#include "command_line/interview_options.h"

namespace mahalla {

/// Something that did not come out as its test says.
struct FormTestFailure {
    int line = 0;
    std::string text;   ///< The line as written.
    std::string ref;    ///< Of the question; empty for the whole interview.
    std::string label;  ///< What the person is asked, in the language of the interview.
    std::string aspect; ///< "value", "shown"; "step" where the step itself went otherwise.
    std::string expected, found;
    std::string help; ///< What may be meant instead; empty where nothing is near.
};

struct FormTestOutcome {
    std::size_t steps = 0, expectations = 0;
    std::vector<FormTestFailure> failures; ///< In the order of lines; all, not the first alone.
};

/// Plays a test into a new interview in `world` and compares. A step that fails is told and the test goes on. Fails
/// with `Invalid` where the form cannot run or has no such language.
Result<FormTestOutcome> run_form_test(const FormTestScript& script, InterviewWorld& world,
                                      std::shared_ptr<const FormProgram> program, std::string_view language);

} // namespace mahalla
