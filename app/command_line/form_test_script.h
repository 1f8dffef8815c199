#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// What a line of a test expects of one question, or of the whole interview (no ref).
struct FormTestExpectation {
    enum class Aspect {
        Value,
        Shown, ///< "yes" or "no", as are the next three.
        Required,
        ReadOnly,
        Valid,
        Label,
        Hint,
        Message, ///< What is said about an answer that is not accepted.
        Appearance,
        Type,
        Choices, ///< Exactly these, in this order, with spaces between.
        Offers,  ///< These among others.
        Rows,    ///< How many rows a repeat has.
        // Of the whole interview.
        Complete,      ///< "yes" or "no": nothing is missing or wrong.
        Unmet,         ///< The refs of what is missing or wrong, with spaces between.
        SubmissionHas, ///< A piece of the submission's XML.
        SubmissionLacks,
    };
    std::string ref; ///< As written: full_ref (short_ref.h) finds what it means.
    Aspect aspect = Aspect::Value;
    std::string wanted;
};

/// One line of a test: something that is done, and what holds afterwards.
struct FormTestStep {
    enum class Kind { Answer, AddRow, RemoveRow, Language, Undo, Redo, New, Now, Attach, Load, Finalize, Look };
    int line = 0;
    std::string text; ///< As written, for messages.
    Kind kind = Kind::Look;
    std::string ref;                  ///< Of an answer or a row.
    std::optional<std::string> value; ///< An answer (none clears it), language, moment, file name, submission.
    std::string content;              ///< Of a file, in base64.
    bool shall_be_refused = false;    ///< What is done must not be possible.
    std::vector<FormTestExpectation> expectations;
};

/// A line that says nothing a test can do.
struct FormTestMistake {
    int line = 0;
    std::string text, message;
};

/// A test of a questionnaire, as its author wrote it.
struct FormTestScript {
    std::vector<FormTestStep> steps;
    std::vector<FormTestMistake> mistakes;
};

inline constexpr std::size_t form_test_bytes_max = std::size_t{16} << 20U;

/// Reads a test: a sentence a line (docs/guides/questionnaires.md has them all), or a step of `mahalla form run` as
/// JSON with an "expect" member. Empty lines and those that begin with "#" are passed over. Reads on after a mistake.
FormTestScript read_form_test(std::string_view text);

/// What is read of one line of JSON; the message where it cannot be.
std::optional<std::string> read_json_step(std::string_view line, FormTestStep& step);

/// "value", "shown", …: as JSON and messages name it.
const char* name_of(FormTestExpectation::Aspect aspect);

} // namespace mahalla
