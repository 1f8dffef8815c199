#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// One node of a running interview: the root, a group, the series of a repeat, one instance of a repeat, a question, a
/// value.
///
/// Stays the same for as long as the node lives, whatever is added or removed beside it; positions and refs change
/// instead. A node that was removed keeps its number for itself, so that `undo` may bring it back.
struct SessionNode {
    std::uint32_t number = 0;
    auto operator<=>(const SessionNode&) const = default;
};

/// What a node is to the person who answers.
enum class NodeType {
    Root,
    Group,
    Repeat,         ///< The series; its ref ends in `[]`.
    RepeatInstance, ///< One row of the series.
    Input,
    Select,
    Rank,
    Range,
    Trigger,
    Upload,
    Note,
    Value, ///< No control: calculated, hidden, metadata.
};

/// "root", "group", "repeat", "repeat-instance", "input", …: as `mahalla form run` prints it.
const char* name_of(NodeType type);

/// What is wrong with an answer. `Type` is typed text that is no int, date, geopoint…
enum class Violation { Constraint, Required, Type };

/// "constraint" or "required"; text of the wrong type violates a constraint to whoever reads only these two.
const char* name_of(Violation violation);

/// One choice of a select or rank as shown now.
struct ChoiceState {
    std::string value;
    std::string label;
    /// jr://images/… of the current language; empty where there is none.
    std::string image, audio, video;
    std::string big_image = {}; ///< The same picture, to be looked at closely.

    bool operator==(const ChoiceState&) const = default;
};

/// Everything a screen or a script shows of one node, in the current language, with outputs filled in.
struct NodeState {
    std::string ref; ///< /data/person[2]/age
    NodeType type = NodeType::Value;
    /// As expressions read it: empty where the node is not relevant, or where what was typed has the wrong type.
    std::string value;
    /// What was typed, kept where it has the wrong type or the node is not relevant; else the same as `value`.
    std::string typed;
    std::string value_type = "string"; ///< The bind's type without its prefix; empty where the node holds no value.
    bool relevant = true;              ///< With what is inherited, as are `readonly`s.
    bool readonly = false;
    bool required = false;
    std::optional<Violation> violation; ///< None while the answer is good or the node not relevant.
    std::string message;                ///< What to show about the violation, in the current language.
    std::string label, hint, guidance;
    /// jr://images/… of the label in the current language; empty where there is none.
    std::string image, audio, video;
    std::string big_image;            ///< The same picture, to be looked at closely.
    std::vector<ChoiceState> choices; ///< For selects and ranks, after filter and randomize.
    std::string appearance;
    std::size_t count = 0;   ///< For a series: how many instances it has.
    bool can_add = false;    ///< For a series: a person may add an instance.
    bool can_remove = false; ///< For an instance: a person may remove it.

    bool is_valid() const { return !violation; }
    bool operator==(const NodeState&) const = default;
};

/// An unmet condition, where it is, and what to tell the person.
struct UnmetCondition {
    SessionNode node;
    std::string ref;
    Violation condition = Violation::Constraint;
    std::string message;
};

} // namespace mahalla
