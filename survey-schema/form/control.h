#pragma once
#include "form/model_node.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// How a node is shown and answered. A repeat is two controls, as in XForms: a `Group` with the label, and in it the
/// `Repeat` with the questions of each row; both refer to the same node.
enum class ControlKind { Input, SelectOne, SelectMultiple, Rank, Range, Trigger, Upload, Group, Repeat };

/// The element a control is written as: "input", "select1", "select", "odk:rank", "range", "trigger", "upload",
/// "group".
std::string_view name_of(ControlKind kind);

/// A choice written inside its question.
struct Choice {
    std::string value;
    Text label;
};

/// Choices taken from nodes: of a secondary instance (usually), or of rows of the record.
struct Itemset {
    Expression nodeset; ///< With its filter and `randomize(…)`: `instance('towns')/root/item[state = /data/state]`.
    Expression value;   ///< Relative to an item: `name`.
    Expression label;   ///< Relative to an item: `label`, or `jr:itext(itextId)`.
};

/// One element of the body. Indexes are positions in `FormDraft::controls`, where a parent stands before its children.
struct Control {
    ControlKind kind = ControlKind::Input;
    std::string ref;            ///< The absolute nodeset it answers; empty for a group that only arranges.
    ModelIndex node = no_index; ///< The node of `ref`; filled by `FormDefinition::create`.
    ControlIndex parent = no_index;
    std::vector<ControlIndex> children; ///< Filled by `create`.
    Text label;
    Text hint; ///< Its "guidance" form is for the enumerator's training.
    std::string appearance;
    std::vector<WrittenAttribute>
        attributes; ///< All others as written: "rows", "mediatype", "start", "autoplay", "intent".
    std::optional<Itemset> itemset;
    std::vector<Choice> choices;             ///< Where there is no itemset; for an upload of osm, its tags.
    std::optional<Expression> count;         ///< `jr:count`: how many rows the repeat has.
    std::optional<Expression> no_add_remove; ///< `jr:noAddRemove`: people may not add or remove rows.
    int sheet_row = 0;

    bool is_select() const
    {
        return kind == ControlKind::SelectOne || kind == ControlKind::SelectMultiple || kind == ControlKind::Rank;
    }
    bool is_structure() const { return kind == ControlKind::Group || kind == ControlKind::Repeat; }
    /// The appearance holds this word.
    bool has_appearance(std::string_view word) const;
    const std::string* attribute(std::string_view name) const { return find_attribute(attributes, name); }
};

} // namespace mahalla
