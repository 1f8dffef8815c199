#pragma once
#include "base/clock.h"
#include "base/seeded_random.h"
#include "form/form_definition.h"
#include "session/form_session.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace mahalla::test {

/// A clock that stands still until it is set.
class StandingClock final : public Clock {
public:
    explicit StandingClock(Instant now) : now_(now) {}
    Instant now() const override { return now_; }
    void set(Instant now) { now_ = now; }

private:
    Instant now_;
};

/// The text of an XForm: what stands in `<instance>`, the binds and other elements of the model, and the body. The
/// usual prefixes (h, jr, odk, orx, xsd) are declared.
std::string xform(std::string_view instance, std::string_view model, std::string_view body);

/// The form of an XForm text or of Markdown tables (`| survey | | |`…); fails the test where it has errors.
std::shared_ptr<const FormDefinition> form_of(std::string_view text);
/// The form of a file: .xml, .xlsx, .md.
std::shared_ptr<const FormDefinition> form_of_file(const std::filesystem::path& path);

/// An interview told in the words of a person: it is 2026-11-21 08:00 UTC, chance is seeded.
///
/// Every step that the session refuses fails the test with the message; `refused` is for those that should be.
class FormScenario {
public:
    /// An XForm text or Markdown tables.
    explicit FormScenario(std::string_view text) : FormScenario(form_of(text)) {}
    explicit FormScenario(std::shared_ptr<const FormDefinition> form);

    FormScenario& answer(std::string_view ref, std::string_view value);
    FormScenario& clear(std::string_view ref);
    FormScenario& add(std::string_view series);
    FormScenario& remove(std::string_view row);
    FormScenario& undo();
    FormScenario& redo();
    FormScenario& speak(std::string_view language);
    /// The interview goes on from what was saved.
    FormScenario& save_and_restore();
    /// A new record of the same form.
    FormScenario& begin_again();
    /// The record is stored and opened again.
    FormScenario& store_and_open();

    std::string value(std::string_view ref);
    std::string typed(std::string_view ref);
    std::string label(std::string_view ref);
    bool relevant(std::string_view ref);
    std::size_t count(std::string_view series);
    /// "constraint", "required", "" where all is well.
    std::string violation(std::string_view ref);
    /// The values on offer, with spaces between.
    std::string choices(std::string_view ref);
    std::string choice_labels(std::string_view ref);
    NodeState state(std::string_view ref);
    /// The paths of a record's relevant answers, rows without their ids, to the values.
    std::multimap<std::string, std::string> exported();
    /// Refs of what `last` changed, sorted, without those that only moved.
    std::vector<std::string> changed();

    FormSession& session() { return *session_; }
    const Changes& last() const { return last_; }
    StandingClock& clock() { return clock_; }
    SessionEnvironment& environment() { return environment_; }

private:
    void take(Result<Changes> changes);

    StandingClock clock_;
    SeededRandom random_{20261121};
    SessionEnvironment environment_;
    std::shared_ptr<const FormProgram> program_;
    std::optional<FormSession> session_;
    Changes last_;
};

} // namespace mahalla::test
