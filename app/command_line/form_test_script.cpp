#include "command_line/form_test_script.h"

#include "base/text.h"

#include <array>

namespace mahalla {

namespace {

using Aspect = FormTestExpectation::Aspect;
using Kind = FormTestStep::Kind;

constexpr const char* what_expect_takes =
    "After \"expect\" comes a question and one of: = VALUE, empty, shown, hidden, required, optional, readonly, "
    "editable, valid, invalid, label = TEXT, hint = TEXT, message = TEXT, choices = A B, offers A B, rows = N. Or: "
    "complete, incomplete, submission has TEXT, submission lacks TEXT.";

constexpr const char* what_a_line_is = "A line is QUESTION = VALUE, or begins with one of: expect, refused, clear, "
                                       "add, remove, language, undo, redo, new, "
                                       "now, attach, finalize.";

/// A word that says all by itself.
struct Sign {
    std::string_view word;
    Aspect aspect;
    const char* wanted;
};

constexpr std::array signs = {
    Sign{"empty", Aspect::Value, ""},         Sign{"shown", Aspect::Shown, "yes"},
    Sign{"hidden", Aspect::Shown, "no"},      Sign{"required", Aspect::Required, "yes"},
    Sign{"optional", Aspect::Required, "no"}, Sign{"readonly", Aspect::ReadOnly, "yes"},
    Sign{"editable", Aspect::ReadOnly, "no"}, Sign{"valid", Aspect::Valid, "yes"},
    Sign{"invalid", Aspect::Valid, "no"},
};

struct Property {
    std::string_view word;
    Aspect aspect;
};

constexpr std::array properties = {
    Property{"value", Aspect::Value},     Property{"label", Aspect::Label},           Property{"hint", Aspect::Hint},
    Property{"message", Aspect::Message}, Property{"appearance", Aspect::Appearance}, Property{"type", Aspect::Type},
    Property{"choices", Aspect::Choices}, Property{"offers", Aspect::Offers},         Property{"rows", Aspect::Rows},
};

/// The first word, taken off the front with the space behind it.
std::string_view take_word(std::string_view& text)
{
    text = trimmed(text);
    const std::size_t end = text.find_first_of(" \t");
    const std::string_view word = text.substr(0, end);
    text = trimmed(text.substr(word.size()));
    return word;
}

/// Quotes keep the spaces at either end; they are not needed else.
std::string unquoted(std::string_view text)
{
    text = trimmed(text);
    if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"')) text = text.substr(1, text.size() - 2);
    return std::string(text);
}

/// `REF = VALUE`, the ref being one word.
bool read_answer(std::string_view line, FormTestStep& step)
{
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view ref = trimmed(line.substr(0, equals));
    if (ref.empty() || ref.find_first_of(" \t") != std::string_view::npos) return false;
    step.kind = Kind::Answer;
    step.ref = ref;
    step.value = unquoted(line.substr(equals + 1));
    return true;
}

/// What stands behind "expect"; the message where it says nothing.
std::optional<std::string> read_expectation(std::string_view rest, FormTestStep& step)
{
    const auto expect = [&](std::string ref, Aspect aspect, std::string wanted) {
        step.expectations.push_back({std::move(ref), aspect, std::move(wanted)});
    };
    if (const std::size_t equals = rest.find('='); equals != std::string_view::npos) {
        const std::string_view ref = trimmed(rest.substr(0, equals));
        if (!ref.empty() && ref.find_first_of(" \t") == std::string_view::npos) {
            expect(std::string(ref), Aspect::Value, unquoted(rest.substr(equals + 1)));
            return std::nullopt;
        }
    }
    const std::string ref(take_word(rest));
    if (ref == "complete" && rest.empty()) {
        expect({}, Aspect::Complete, "yes");
        return std::nullopt;
    }
    if (ref == "submission" && (rest.starts_with("has ") || rest.starts_with("lacks "))) {
        const Aspect aspect = take_word(rest) == "has" ? Aspect::SubmissionHas : Aspect::SubmissionLacks;
        expect({}, aspect, unquoted(rest));
        return std::nullopt;
    }
    if (ref == "incomplete") {
        if (rest.empty())
            expect({}, Aspect::Complete, "no");
        else
            expect({}, Aspect::Unmet, collapsed(rest));
        return std::nullopt;
    }
    if (rest.empty()) return what_expect_takes;
    while (!rest.empty()) {
        const std::string_view word = take_word(rest);
        bool known = false;
        for (const Sign& sign : signs)
            if (sign.word == word) {
                expect(ref, sign.aspect, sign.wanted);
                known = true;
            }
        if (known) continue;
        for (const Property& property : properties)
            if (property.word == word) {
                if (rest.starts_with('=')) rest.remove_prefix(1);
                expect(ref, property.aspect, unquoted(rest));
                return std::nullopt;
            }
        return what_expect_takes;
    }
    return std::nullopt;
}

/// The message where the line says nothing.
std::optional<std::string> read_sentence(std::string_view line, FormTestStep& step)
{
    if (read_answer(line, step)) return std::nullopt;
    std::string_view rest = line;
    const std::string_view verb = take_word(rest);
    const auto takes = [&](Kind kind, const char* what) -> std::optional<std::string> {
        step.kind = kind;
        step.value = unquoted(rest);
        if (rest.empty()) return '"' + std::string(verb) + "\" takes " + what + '.';
        return std::nullopt;
    };
    const auto takes_ref = [&](Kind kind, const char* what) {
        auto mistake = takes(kind, what);
        step.ref = rest;
        step.value.reset();
        return mistake;
    };
    const auto takes_nothing = [&](Kind kind) -> std::optional<std::string> {
        step.kind = kind;
        if (!rest.empty()) return '"' + std::string(verb) + "\" stands alone.";
        return std::nullopt;
    };
    if (verb == "expect") return read_expectation(rest, step);
    if (verb == "refused" && !step.shall_be_refused) {
        step.shall_be_refused = true;
        auto mistake = read_sentence(rest, step);
        if (!mistake && step.kind == Kind::Look) mistake = "After \"refused\" comes a step that shall not be possible.";
        return mistake;
    }
    if (verb == "clear") return takes_ref(Kind::Answer, "a question");
    if (verb == "add") return takes_ref(Kind::AddRow, "a repeat");
    if (verb == "remove") return takes_ref(Kind::RemoveRow, "a row, such as person[2]");
    if (verb == "language") return takes(Kind::Language, "the name of a language");
    if (verb == "now") return takes(Kind::Now, "a moment such as 2026-11-21T05:27:00Z");
    if (verb == "undo") return takes_nothing(Kind::Undo);
    if (verb == "redo") return takes_nothing(Kind::Redo);
    if (verb == "new") return takes_nothing(Kind::New);
    if (verb == "finalize") return takes_nothing(Kind::Finalize);
    if (verb == "attach") {
        step.ref = take_word(rest);
        return takes(Kind::Attach, "a question and the name of a file");
    }
    return what_a_line_is;
}

} // namespace

const char* name_of(FormTestExpectation::Aspect aspect)
{
    switch (aspect) {
    case Aspect::Value:
        return "value";
    case Aspect::Shown:
        return "shown";
    case Aspect::Required:
        return "required";
    case Aspect::ReadOnly:
        return "readonly";
    case Aspect::Valid:
        return "valid";
    case Aspect::Label:
        return "label";
    case Aspect::Hint:
        return "hint";
    case Aspect::Message:
        return "message";
    case Aspect::Appearance:
        return "appearance";
    case Aspect::Type:
        return "type";
    case Aspect::Choices:
        return "choices";
    case Aspect::Offers:
        return "offers";
    case Aspect::Rows:
        return "rows";
    case Aspect::Complete:
        return "complete";
    case Aspect::Unmet:
        return "incomplete";
    case Aspect::SubmissionHas:
        return "submission has";
    case Aspect::SubmissionLacks:
        return "submission lacks";
    }
    return "";
}

FormTestScript read_form_test(std::string_view text)
{
    FormTestScript script;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3); // As some editors begin a file.
    int number = 0;
    for (const std::string_view raw : split(text, '\n')) {
        ++number;
        const std::string_view line = trimmed(raw);
        if (line.empty() || line.starts_with('#')) continue;
        FormTestStep step;
        step.line = number;
        step.text = line;
        if (auto mistake = line.starts_with('{') ? read_json_step(line, step) : read_sentence(line, step))
            script.mistakes.push_back({number, step.text, *std::move(mistake)});
        else
            script.steps.push_back(std::move(step));
    }
    return script;
}

} // namespace mahalla
