#pragma once
#include "xlsform/text_cells.h"

#include <map>
#include <set>

namespace mahalla {

/// The sheets `choices` and `osm` of a form: its choice lists, and those that stand inside of questions, which get a
/// name.
class ChoiceSheet {
public:
    ChoiceSheet(const FormDefinition& form, TextCells& texts, Findings& findings);

    /// Whether the instance is one that the sheet can hold: items with a name and plain columns.
    bool holds(const SecondaryInstance& instance) const;
    /// The list that holds the choices written inside of a question, made where there is none yet.
    std::string list_of(const Control& control);
    /// The list of an osm question's tags.
    std::string tags_of(const Control& control);

    /// Some choice of a list is called by the text of this id.
    bool uses(const std::string& text_id) const { return used_texts_.contains(text_id); }

    const SheetTable& choices() const { return choices_; }
    const SheetTable& osm() const { return osm_; }
    /// Some list has two choices of one name, which a workbook must allow.
    bool has_duplicates() const { return has_duplicates_; }

private:
    void add(const SecondaryInstance& instance);
    void add_item(const std::string& list, const Document& document, NodeIndex item);
    std::string new_list_name(const std::string& wanted);

    const FormDefinition& form_;
    TextCells& texts_;
    Findings& findings_;
    SheetTable choices_{{"list_name", "name", "label"}}, osm_{{"list_name", "name", "label"}};
    std::map<std::string, std::string> inline_lists_; ///< By what they say: lists that several questions share.
    std::set<std::string> used_texts_, list_names_;
    std::map<std::string, int> namesakes_; ///< How many lists wanted a name that was taken.
    bool has_duplicates_ = false;
};

} // namespace mahalla
