#pragma once
#include "session/instance_tree.h"

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace mahalla {

/// One thing that was done to the tree, with what it takes to undo it.
struct HistoryStep {
    enum class Kind { Value, Typed, RowIn, RowOut };
    Kind kind = Kind::Value;
    NodeIndex node = no_node;
    std::string before, after; ///< Of a value or typed text.
    BlockIndex row = 0;        ///< Of a row put in or taken out,
    std::size_t position = 0;  ///< at this position.
};

/// What was done, grouped by the question that was answered, so that one step back takes back what one answer brought
/// about.
class History {
public:
    static constexpr std::size_t groups_max = 100;

    /// Steps from here on belong together. Answering the same node again continues the group before.
    void begin(NodeIndex answered, bool continues_same_node);
    void add(HistoryStep step);
    /// Ends the group; one without steps leaves no trace.
    void end();
    /// Steps are not noted until the next `begin`: they are being taken back themselves.
    void stop_noting() { is_open_ = false; }
    /// Forgets everything: a record was opened.
    void clear();

    bool can_undo() const { return !done_.empty(); }
    bool can_redo() const { return !undone_.empty(); }
    /// The group to take back, moved to what can be done again; and the other way round. Steps in the order they were
    /// done.
    const std::vector<HistoryStep>& take_back();
    const std::vector<HistoryStep>& do_again();

private:
    struct Group {
        NodeIndex answered = no_node;
        std::vector<HistoryStep> steps;
    };

    std::deque<Group> done_, undone_;
    Group open_;
    /// Where in the open group a node's value or typed text changes.
    std::map<std::pair<NodeIndex, HistoryStep::Kind>, std::size_t> steps_of_texts_;
    bool is_open_ = false;
    bool continues_ = false;
};

} // namespace mahalla
