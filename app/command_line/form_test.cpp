#include "command_line/form_test.h"

#include "base/text.h"
#include "command_line/form_test_found.h"
#include "command_line/short_ref.h"
#include "xform/submission.h"

#include <algorithm>

namespace mahalla {

namespace {

using Aspect = FormTestExpectation::Aspect;
using Kind = FormTestStep::Kind;

bool holds_all(std::string_view list, std::string_view some)
{
    const auto there = words(list);
    const auto wanted = words(some);
    return std::all_of(wanted.begin(), wanted.end(), [&](std::string_view word) {
        return std::find(there.begin(), there.end(), word) != there.end();
    });
}

class FormTest {
public:
    FormTest(InterviewWorld& world, FormSession session, std::string language)
        : world_(world), session_(std::move(session)), language_(std::move(language))
    {}

    FormTestOutcome run(const FormTestScript& script)
    {
        for (const FormTestStep& step : script.steps) {
            step_ = &step;
            if (step.kind != Kind::Look) take();
            for (const FormTestExpectation& expectation : step.expectations) check(expectation);
        }
        return std::move(outcome_);
    }

private:
    void take()
    {
        ++outcome_.steps;
        const auto done = perform();
        if (done.has_value() != step_->shall_be_refused) return;
        if (done) return fail({}, "step", "refused", "done", {});
        fail(ref_, "step", "done", done.error().message, help_for_choice());
    }

    Result<void> perform()
    {
        ref_.clear();
        const std::string value = step_->value.value_or(std::string());
        switch (step_->kind) {
        case Kind::Answer:
            return answer();
        case Kind::AddRow: {
            MAHALLA_TRY(ref_, full_ref(session_, step_->ref));
            return done(session_.add_repeat(ref_));
        }
        case Kind::RemoveRow: {
            MAHALLA_TRY(ref_, full_ref(session_, step_->ref));
            return done(session_.remove_repeat(ref_));
        }
        case Kind::Attach: {
            MAHALLA_TRY(ref_, full_ref(session_, step_->ref));
            MAHALLA_TRY(Bytes content, from_base64(step_->content));
            return done(session_.attach(ref_, value, std::move(content)));
        }
        case Kind::Language: {
            auto set = done(session_.set_language(value));
            if (!set) return failure(ErrorKind::NotFound, "The form has " + languages() + '.');
            language_ = value;
            return {};
        }
        case Kind::Undo:
            return done(session_.undo());
        case Kind::Redo:
            return done(session_.redo());
        case Kind::Now: {
            MAHALLA_TRY(const Instant now,
                        moment_from_text(value, world_.environment.time_zone, world_.standing_clock));
            world_.standing_clock.set(now);
            return {};
        }
        case Kind::New: {
            MAHALLA_TRY(session_, FormSession::create(session_.program(), world_.environment));
            if (!language_.empty()) (void)session_.set_language(language_);
            return {};
        }
        case Kind::Load: {
            MAHALLA_TRY(const Record record, read_submission(session_.form(), value, world_.environment.random));
            MAHALLA_TRY(session_, FormSession::open(session_.program(), world_.environment, record));
            return {};
        }
        case Kind::Finalize:
            if (session_.finalize().empty()) return {};
            return failure(ErrorKind::Refused, "Not complete: " + unmet() + '.');
        case Kind::Look:
            break;
        }
        return {};
    }

    Result<void> answer()
    {
        MAHALLA_TRY(ref_, full_ref(session_, step_->ref));
        if (!session_.is_relevant(ref_)) return failure(ErrorKind::Refused, "The question is hidden: nobody is asked.");
        const auto value = step_->value;
        return done(session_.answer(ref_, value ? std::optional<std::string_view>(*value) : std::nullopt));
    }

    static Result<void> done(const Result<Changes>& changes)
    {
        return changes ? Result<void>() : tl::unexpected(changes.error());
    }

    void check(const FormTestExpectation& expectation)
    {
        ++outcome_.expectations;
        const Aspect aspect = expectation.aspect;
        if (aspect == Aspect::Complete)
            compare({}, expectation, yes_or_no(unmet().empty()),
                    unmet().empty() ? "" : "Missing or wrong: " + unmet() + '.');
        else if (aspect == Aspect::Unmet)
            check_unmet(expectation);
        else if (aspect == Aspect::SubmissionHas || aspect == Aspect::SubmissionLacks)
            check_submission(expectation);
        else
            check_question(expectation);
    }

    void check_submission(const FormTestExpectation& expectation)
    {
        const auto xml = write_submission(session_.form(), session_.to_submission_record());
        const std::string found = xml ? *xml : xml.error().message;
        const bool has = found.find(expectation.wanted) != std::string::npos;
        if (has != (expectation.aspect == Aspect::SubmissionHas))
            fail({}, name_of(expectation.aspect), expectation.wanted, found, {});
    }

    void check_question(const FormTestExpectation& expectation)
    {
        const char* aspect = name_of(expectation.aspect);
        const auto ref = full_ref(session_, expectation.ref);
        if (!ref) return fail({}, aspect, expectation.wanted, "nothing", ref.error().message);
        const std::string at = expectation.aspect == Aspect::Rows ? series_ref(session_, *ref) : *ref;
        const auto state = session_.state(at);
        if (!state) return fail(at, aspect, expectation.wanted, "nothing", state.error().message);
        const std::string found = found_in(*state, expectation.aspect);
        if (expectation.aspect != Aspect::Offers)
            compare(at, expectation, found, help_for(*state, expectation));
        else if (!holds_all(found, expectation.wanted))
            fail(at, aspect, expectation.wanted, found, {});
    }

    /// Sets of refs are the same whatever their order; each may be written short.
    void check_unmet(const FormTestExpectation& expectation)
    {
        std::vector<std::string> wanted, found;
        for (const std::string_view written : words(expectation.wanted)) {
            const auto ref = full_ref(session_, written);
            if (!ref) return fail({}, name_of(expectation.aspect), expectation.wanted, unmet(), ref.error().message);
            wanted.push_back(session_.ref_of(*session_.find(*ref)));
        }
        for (const UnmetCondition& condition : session_.validate()) found.push_back(condition.ref);
        std::sort(wanted.begin(), wanted.end());
        std::sort(found.begin(), found.end());
        if (wanted != found)
            fail({}, name_of(expectation.aspect), joined(wanted, " "), found.empty() ? "nothing" : joined(found, " "),
                 {});
    }

    void compare(const std::string& ref, const FormTestExpectation& expectation, const std::string& found,
                 const std::string& help)
    {
        const bool lists = expectation.aspect == Aspect::Choices;
        const bool same = lists ? collapsed(found) == collapsed(expectation.wanted) : found == expectation.wanted;
        if (!same) fail(ref, name_of(expectation.aspect), expectation.wanted, found, help);
    }

    void fail(const std::string& ref, const char* aspect, std::string expected, std::string found, std::string help)
    {
        std::string label;
        if (const auto state = session_.state(ref)) label = state->label;
        outcome_.failures.push_back({step_->line, step_->text, ref, std::move(label), aspect, std::move(expected),
                                     std::move(found), std::move(help)});
    }

    std::string unmet() const
    {
        std::vector<std::string> refs;
        for (const UnmetCondition& condition : session_.validate()) refs.push_back(condition.ref);
        return joined(refs, " ");
    }

    std::string languages() const
    {
        if (session_.languages().size() == 1 && session_.languages().front().empty()) return "no languages";
        return "the languages " + joined(session_.languages(), ", ");
    }

    /// Why a value is not what it should be, where the question itself says why.
    static std::string help_for(const NodeState& state, const FormTestExpectation& expectation)
    {
        if (expectation.aspect == Aspect::Value && !state.relevant) return "The question is hidden.";
        if (expectation.aspect == Aspect::Valid && state.violation)
            return state.message.empty() ? std::string(name_of(*state.violation)) + " is not met." : state.message;
        return {};
    }

    std::string help_for_choice() const
    {
        if (step_->kind != Kind::Answer || ref_.empty() || !step_->value) return {};
        const auto state = session_.state(ref_);
        if (!state || state->choices.empty()) return {};
        std::vector<std::string> values;
        for (const ChoiceState& choice : state->choices) values.push_back(choice.value);
        if (const auto nearest = nearest_word(*step_->value, values)) return "Did you mean \"" + *nearest + "\"?";
        constexpr std::size_t shown_max = 20;
        if (values.size() > shown_max) values.resize(shown_max);
        return "On offer: " + joined(values, " ") + (state->choices.size() > shown_max ? " …" : "");
    }

    InterviewWorld& world_;
    FormSession session_;
    std::string language_;
    const FormTestStep* step_ = nullptr;
    std::string ref_; // Of the step that is being taken.
    FormTestOutcome outcome_;
};

} // namespace

Result<FormTestOutcome> run_form_test(const FormTestScript& script, InterviewWorld& world,
                                      std::shared_ptr<const FormProgram> program, std::string_view language)
{
    MAHALLA_TRY(auto session, FormSession::create(std::move(program), world.environment));
    if (!language.empty())
        if (const auto set = session.set_language(language); !set) return tl::unexpected(set.error());
    FormTestOutcome outcome = FormTest(world, std::move(session), std::string(language)).run(script);
    for (const FormTestMistake& mistake : script.mistakes)
        outcome.failures.push_back({mistake.line, mistake.text, {}, {}, "script", {}, {}, mistake.message});
    std::stable_sort(outcome.failures.begin(), outcome.failures.end(),
                     [](const FormTestFailure& a, const FormTestFailure& b) { return a.line < b.line; });
    return outcome;
}

} // namespace mahalla
