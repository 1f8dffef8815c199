#pragma once
#include "base/result.h"
#include "record/record.h"
#include "session/departure.h"
#include "session/node_state.h"
#include "session/session_changes.h"
#include "session/session_environment.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

class FormDefinition;
struct ModelNode;
class FormProgram;
class InterviewState;

/// Where a person stands who walks through the interview question by question.
struct NavigationEvent {
    enum class Kind { Question, Group, Repeat, PromptNewRepeat, End };
    Kind kind = Kind::End;
    /// The question, the group shown on one screen (field-list), the instance entered, or the series that may grow. The
    /// root at the end.
    SessionNode node;
    std::string ref;
};

/// "question", "group", "repeat", "prompt_new_repeat", "end": as `mahalla form run` prints it.
const char* name_of(NavigationEvent::Kind kind);

/// A file that belongs to an answer, in memory until the record is stored.
struct Attachment {
    std::string name;
    Bytes content;
};

/// Filling in one record of one form.
///
/// The definition is never changed and may be shared; what it means for a running interview (who depends on whom) is
/// worked out once and shared too: `FormProgram`. Whatever an operation does besides what was asked — calculations,
/// relevance, actions, series that follow a jr:count, choices that fell out of a filtered list — has happened when it
/// returns, and costs what depends on the change, not what the form holds.
///
/// A node is named by its ref, an absolute XPath with 1-based positions of repeat instances (`/data/person[2]/age`; a
/// position left out means the first; a series is `/data/person[]`), or by its `SessionNode`, which is faster and
/// survives renumbering. Every operation that takes a ref fails with `NotFound` where there is no such node; operations
/// that change something fail with `Refused` once the record is finalised. A failed operation changed nothing.
///
/// Values that stop being relevant are kept, read as empty, stay out of records, and come back. Typed text of the wrong
/// type reads as empty and is kept as typed. An unmet constraint or missing answer never refuses an answer; it only
/// keeps the record from being finalised.
///
/// One thread. No messages and no errors contain answers.
class FormSession {
public:
    /// Starts a new record: defaults, preloads, first-load actions, calculations. Fails with `Invalid` where the form
    /// cannot run; the message names the cycle or the node.
    static Result<FormSession> create(std::shared_ptr<const FormDefinition> form,
                                      const SessionEnvironment& environment);
    /// The same for a program compiled before: what opening a second record costs.
    static Result<FormSession> create(std::shared_ptr<const FormProgram> program,
                                      const SessionEnvironment& environment);
    /// Opens a record that was saved or received, for editing: no first-load action runs again, instance-load actions
    /// do. `Invalid` where the record is of another form (its id).
    ///
    /// A record of an older or newer version of the form loses nothing: an answer with a place is taken, one that does
    /// not fit any more is kept as typed and marked, and everything without a place is carried: it stands in `save`
    /// and `to_record` as it came, so that the version it belongs to finds it again. `departures` names all three.
    static Result<FormSession> open(std::shared_ptr<const FormProgram> program, const SessionEnvironment& environment,
                                    const Record& record);
    /// Exactly what `save` saved, running nothing. `Corrupt` where the bytes are no saved interview, `Invalid` where
    /// they are of another form or version.
    static Result<FormSession> restore(std::shared_ptr<const FormProgram> program,
                                       const SessionEnvironment& environment, ByteView saved);

    FormSession(FormSession&&) noexcept;
    FormSession& operator=(FormSession&&) noexcept;
    ~FormSession();

    /// What of the record that was opened this version of the form does not hold as it was said, in the order of paths
    /// by kind; empty for a new record. Stays as it was found when opening.
    const std::vector<Departure>& departures() const;

    const FormDefinition& form() const;
    const std::shared_ptr<const FormProgram>& program() const;

    // Reading

    SessionNode root() const;
    std::optional<SessionNode> find(std::string_view ref) const;
    std::string ref_of(SessionNode node) const;
    NodeState state(SessionNode node) const;
    Result<NodeState> state(std::string_view ref) const;
    /// Every node in document order, each series before its instances.
    std::vector<NodeState> states() const;
    std::vector<SessionNode> nodes() const;
    /// As expressions read it, without the cost of a whole state.
    std::string value(std::string_view ref) const;
    std::string value(SessionNode node) const;
    bool is_relevant(std::string_view ref) const;
    bool is_relevant(SessionNode node) const;
    /// What is wrong with the answer now.
    std::optional<Violation> violation(SessionNode node) const;
    /// False once the node was removed, with its row.
    bool contains(SessionNode node) const;
    /// What the author wrote about it.
    const ModelNode& model(SessionNode node) const;
    /// The time it is to the interview.
    Instant now() const;
    /// The instances of a series, in order; what stands below a group, an instance or the root, in order.
    std::vector<SessionNode> children(SessionNode node) const;
    SessionNode parent(SessionNode node) const;

    // Answering

    /// Sets a value as a person typed it; nothing clears it. `Refused` where the node is readonly, `Invalid` where it
    /// holds no value.
    Result<Changes> answer(std::string_view ref, std::optional<std::string_view> value);
    Result<Changes> answer(SessionNode node, std::optional<std::string_view> value);
    /// Adds an instance at the end of a series (`/data/person`, `/data/person[]`). `Refused` where jr:count or
    /// jr:noAddRemove rules the series, or at 100,000 instances.
    Result<Changes> add_repeat(std::string_view ref);
    /// Removes an instance (`/data/person[2]`); those behind it move up.
    Result<Changes> remove_repeat(std::string_view ref);
    /// Takes a file and answers an upload question with its name, made distinct where another answer has a file of that
    /// name.
    Result<Changes> attach(std::string_view ref, std::string_view name, Bytes content);
    /// The files that answers name now, in document order. Valid until the next change.
    std::vector<const Attachment*> attachments() const;

    /// Takes back, or does again, everything the last answer, addition or removal brought about. Nothing to take back
    /// changes nothing. Undoing over a hundred steps back is not possible.
    Result<Changes> undo();
    Result<Changes> redo();
    bool can_undo() const;
    bool can_redo() const;

    /// The languages the form has, its default first; empty names stand for "default".
    const std::vector<std::string>& languages() const;
    const std::string& language() const;
    /// `NotFound` where the form has no such language.
    Result<Changes> set_language(std::string_view language);

    // Walking through

    /// To the first question, group or repeat that is relevant; `End` where there is none.
    NavigationEvent begin();
    /// One step on or back over what is relevant now; stays where it is at either end.
    NavigationEvent next();
    NavigationEvent previous();
    NavigationEvent at() const;
    /// Goes to a question, for a person who chose it from an overview.
    Result<NavigationEvent> go_to(std::string_view ref);

    // Ending

    /// Every unmet condition of relevant nodes, in document order.
    std::vector<UnmetCondition> validate() const;
    /// As `validate`; where nothing is unmet, timestamps of the end are set and later changes are refused.
    std::vector<UnmetCondition> finalize();
    bool is_finalized() const;

    /// Everything, to go on later as if nothing had happened; only the steps to undo are left out.
    Bytes save() const;
    /// What was said, rows keyed by their ids; answers that are not relevant are marked so. With what is carried.
    Record to_record() const;
    /// The same for `write_submission`: without what is carried; and nodes that are not relevant stand in it where they
    /// are empty as well, so that they are left out.
    Record to_submission_record() const;

private:
    explicit FormSession(std::unique_ptr<InterviewState> state);
    NavigationEvent walk_by(int steps);
    NavigationEvent walk_to(std::size_t place);

    std::unique_ptr<InterviewState> state_;
};

/// Compiles a form for running: dependencies in order, expressions bound to their nodes. Immutable, to be shared by
/// every session of the form, on any thread. `Invalid` with the cycle's path where a value depends on itself.
Result<std::shared_ptr<const FormProgram>> compile_form(std::shared_ptr<const FormDefinition> form);

} // namespace mahalla
