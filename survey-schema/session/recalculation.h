#pragma once
#include "session/form_program.h"
#include "session/instance_tree.h"

#include <deque>
#include <set>
#include <vector>

namespace mahalla {

class InterviewState;

/// Works out again what depends on a change, each facet once, in the order of the form's dependencies.
///
/// First everything that is computed; then selects whose list may have changed; then series with a jr:count; then
/// actions on changed values, one at a time, each of which starts over. A form that goes round in circles by actions or
/// counts is stopped after `rounds_max`.
class Recalculation {
public:
    static constexpr std::size_t rounds_max = 20'000;
    static constexpr std::size_t rows_max = 100'000;

    explicit Recalculation(InterviewState& state) : state_(state) {}

    /// The readable value of a node changed: schedules what reads it.
    void value_changed(NodeIndex node);
    /// Rows came or went in a series, those from `first_position` on have moved.
    void rows_changed(NodeIndex anchor, std::size_t first_position);
    /// A node came or went with its row, which lies at `row_level`: schedules those outside the row who read it.
    void read_from_outside(NodeIndex node, std::size_t row_level);
    /// A row was added by a person or a count: actions wait for it.
    void new_row(BlockIndex row);
    void schedule(NodeIndex node, FacetKind kind);
    /// The kept value changed: actions wait for it.
    void schedule_actions(NodeIndex node);
    /// An answer in a row decides whether there is another row: its count is looked at even where the number came out
    /// the same.
    void schedule_own_count(NodeIndex node);

    /// What `relevant` and `readonly` of a node and everything below inherit; changes are followed up.
    void inherit(NodeIndex node);

    void settle();

    /// While a change is taken back, values are as they were: only relevance and what is shown follow.
    bool values_stand = false;
    /// What would have been calculated meanwhile. Where it is not relevant it has to be when it is again.
    std::vector<NodeIndex> stood;
    /// A new record begins: a count that is still blank means no rows.
    bool opening = false;
    /// A record that was saved before is opened, perhaps with another version of its form: what was drawn by lot stays
    /// as it is, no row is taken away, and a choice that is not offered any more is kept as typed.
    bool reopening = false;
    /// The series that kept their rows then.
    std::set<NodeIndex> longer_than_counted;
    /// Off until the actions of the first load have run.
    bool counts_run = true;
    bool actions_run = true;
    /// The first failure of an evaluation, which a new record does not survive.
    std::optional<Error> failed;

private:
    void schedule_reader(const Dependent& reader, BlockIndex block, std::size_t level_max);
    void compute(NodeIndex node, FacetKind kind);
    void calculate(NodeIndex node);
    bool decide(const Condition& condition, NodeIndex node, bool before);
    void refilter(NodeIndex select);
    void adjust_count(NodeIndex anchor);
    bool queue_once(NodeIndex node, FacetKind kind);
    bool inherit_one(NodeIndex node);

    struct Entry {
        std::uint32_t rank;
        NodeIndex node;
        FacetKind kind;
    };

    InterviewState& state_;
    std::vector<Entry> computations_; // a heap, the lowest rank on top
    std::deque<NodeIndex> selects_, series_, changed_sources_;
    std::deque<BlockIndex> new_rows_;
    std::set<BlockIndex> rows_made_; // since `settle` began, or for it
    /// Series whose count reads their own rows, and that have grown since `settle` began: once is enough, for a new
    /// row's blank answers would ask for another, for ever. As in Collect, what is answered in the new row decides.
    std::set<NodeIndex> grown_;
    std::vector<std::uint8_t> queued_; // by node, a bit for each facet
};

} // namespace mahalla
