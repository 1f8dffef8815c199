#pragma once
#include "xlsform/choice_sheet.h"

#include <optional>
#include <set>

namespace mahalla {

/// The sheet `survey` of a form: its nodes in the order in which they are asked, each with its bind, its control, its
/// actions; groups and repeats around them. What no cell can say is a warning (lost-in-xlsform).
///
/// Rows stand where the nodes stand, so that every path stays as it is. Nodes that nobody is shown follow the question
/// they followed in the record.
class SurveySheet {
public:
    SurveySheet(const FormDefinition& form, const ReferenceWriter& references, TextCells& texts, ChoiceSheet& lists,
                Findings& findings);

    /// `entity_lists`: the lists of the entities sheet, where save_to must name one.
    void write(const std::vector<std::string>& entity_lists);

    const SheetTable& table() const { return table_; }

private:
    struct Actions {
        const Action* on_load = nullptr;    ///< Sets a value in a new record, or a place, or begins to record.
        const Action* on_new_row = nullptr; ///< The same in a new row.
        std::vector<const Action*> on_change;
    };

    void sort_actions();
    void report_controls();
    void report_unused_texts();
    std::vector<ModelIndex> in_order_asked(const ModelNode& parent) const;
    const Control* control_of(ModelIndex index, ControlKind kind) const;
    const Control* question_of(ModelIndex index) const;

    enum class FilePlace { BeforeQuestions, BehindQuestions };
    /// The ids of the files that a select or pulldata() brings along, so that no row needs to name them.
    std::set<std::string> files_brought_along() const;
    void write_files(FilePlace place);
    void write_children(const ModelNode& parent);
    void write_section(ModelIndex index);
    void write_count(ModelIndex index, const Control& rows);
    void write_value(ModelIndex index);
    void write_audit(ModelIndex index);
    void add_recording_quality(ModelIndex index, std::string& parameters);

    std::string type_of_shown(ModelIndex index, const Control& control);
    std::string type_of_hidden(ModelIndex index) const;
    std::string list_cell(ModelIndex index, const Control& control, std::string& filter, std::string& parameters);
    void write_bind(ModelIndex index, std::string_view type);
    void write_bind_attribute(ModelIndex index, std::string_view type, const WrittenAttribute& attribute,
                              std::string& parameters);
    void write_control(ModelIndex index, const Control& control, std::string_view type, std::string& parameters);
    void write_control_attributes(ModelIndex index, const Control& control, std::string_view type,
                                  std::string& parameters);
    void write_label(ModelIndex index, const Control& control);
    void write_default(ModelIndex index, std::string_view type);
    void write_trigger(ModelIndex index);
    std::string save_to(ModelIndex index) const;

    std::string expression(const std::optional<Expression>& expression, ModelIndex at) const;
    TextCells::Owner owner(ModelIndex index, std::string what) const;
    void lost(ModelIndex index, std::string column, std::string what, std::string help);

    const FormDefinition& form_;
    const ReferenceWriter& references_;
    TextCells& texts_;
    ChoiceSheet& lists_;
    Findings& findings_;
    SheetTable table_{{"type", "name", "label"}};
    std::vector<Actions> actions_;             ///< By node.
    std::vector<ControlIndex> first_controls_; ///< Of a node or anything in it, by node; `no_index` for what is hidden.
    std::vector<std::string> entity_lists_;
};

/// Appends `name=value` to a cell of parameters.
void add_parameter(std::string& parameters, std::string_view name, std::string_view value);

/// The ID of `jr:itext('ID')`; empty for anything else.
std::string_view text_id_of(std::string_view reference);

/// The prefixes and uses of `meta` differ between forms; a workbook writes neither.
bool is_metadata(const FormDefinition& form, ModelIndex index);

} // namespace mahalla
