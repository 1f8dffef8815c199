#pragma once
#include "record/record.h"
#include "session/carried_answers.h"
#include "session/form_session.h"
#include "session/history.h"
#include "session/live_evaluator.h"
#include "session/recalculation.h"

namespace mahalla {

/// What a `FormSession` holds. The functions of the files around it do the work; here are the few ways to change the
/// tree, each of which notes what it did (for `Changes` and for undoing) and what has to be worked out again.
class InterviewState {
public:
    InterviewState(std::shared_ptr<const FormProgram> program, const SessionEnvironment& environment);
    InterviewState(const InterviewState&) = delete;
    InterviewState& operator=(const InterviewState&) = delete;

    const FormDefinition& form() const { return program->form(); }
    const ProgramNode& program_of(NodeIndex node) const { return program->node(tree.model(node)); }
    const ModelNode& model_of(NodeIndex node) const { return form().node(tree.model(node)); }

    /// Begins what one call of the session does; `finish` settles everything and gives what changed.
    void begin(NodeIndex answered, bool continues_same_node = false);
    Changes finish();

    /// Keeps `value`, and `typed` where what was typed is no value of the type. Does nothing where both are there
    /// already.
    void set_value(NodeIndex node, std::string value, std::string typed = {});
    /// Sets a text as a person or an action gives it: fitted to the type, or kept as typed.
    void set_text(NodeIndex node, std::string_view text);
    /// Adds a row at the end with the form's defaults, and the rows that it starts with.
    BlockIndex add_row(NodeIndex anchor);
    void remove_row(BlockIndex row);
    /// Takes steps back (the last first) or does them again, without actions and without calculating again.
    void replay(const std::vector<HistoryStep>& steps, bool back);

    /// Fills a block as the form begins: defaults, flags, first rows. For the root's, and for rows being made.
    void fill_block(BlockIndex block, const std::vector<InitialRows>* rows);
    /// Schedules everything that is computed in a block and in the rows within.
    void compute_block(BlockIndex block);

    /// Notes that the state of a node may look different.
    void mark_changed(NodeIndex node);
    void mark_all_changed();

    std::shared_ptr<const FormProgram> program;
    SessionEnvironment environment;
    InstanceTree tree;
    LiveEvaluator evaluator;
    History history;
    Recalculation recalculation;

    RecordId record_id;
    std::optional<Instant> created, finalised;
    std::vector<std::string> languages;
    std::vector<Attachment> attachments;
    /// Of the record that was opened: what has no place in this form, and what the form does not hold as it was.
    CarriedAnswers carried;
    std::vector<Departure> departures;
    /// Where a person stands who walks through: the node of the last event, and its kind.
    NavigationEvent::Kind walk_kind = NavigationEvent::Kind::Question;
    NodeIndex walk_node = no_node;

private:
    void note_row_moves(NodeIndex anchor, std::size_t first_position);
    void put_row_in(BlockIndex row, std::size_t position);
    void take_row_out(BlockIndex row);
    void note_readers_of_block(BlockIndex block, std::size_t level_below);
    void fill_row(BlockIndex block, const InitialRow* row);
    /// Rows that came with a new row are new as well.
    void announce_row(BlockIndex row);

    Changes changes_;
    std::vector<std::uint32_t> changed_in_; // by node: the operation that noted it last
    std::uint32_t operation_ = 0;
};

} // namespace mahalla
