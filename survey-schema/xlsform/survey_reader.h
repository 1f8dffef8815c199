#pragma once
#include "xlsform/choice_lists.h"
#include "xlsform/entity_declarations.h"
#include "xlsform/question_rules.h"
#include "xlsform/survey_tree.h"

#include <set>

namespace mahalla {

/// The other sheets, as far as the survey sheet refers to them.
struct SurveyNeighbours {
    ChoiceLists& lists;
    const ChoiceLists& external_lists;
    const ChoiceLists& osm_tags;
    EntityDeclarations& entities;
    const Namespaces& namespaces;
};

/// Reads the rows of the survey sheet into a tree, row by row, reporting everything that is wrong on the way.
class SurveyReader {
public:
    SurveyReader(SurveyTree& tree, const SurveyNeighbours& neighbours, Findings& findings);

    void read(const XlsformTable& table);

    /// The sheet is deeper or larger than any form may be; the rest of it was not read, and nothing should be made of
    /// it.
    bool has_stopped() const { return stopped_; }
    /// Settings that stand as rows of the survey sheet, as old workbooks have them: key and value.
    const std::vector<std::pair<std::string, std::string>>& settings() const { return settings_; }
    /// The row of type audit, which belongs into the form's metadata.
    std::optional<Element> take_audit() { return std::move(audit_); }

private:
    static constexpr std::size_t depth_max = 100, elements_max = 50'000;

    /// A group, repeat or loop whose end has not come yet.
    struct Frame {
        TypeCell::Section section = TypeCell::Section::Group;
        ElementIndex element = 0;
        std::string loop_list;
        std::set<std::string> names, names_lower;
        int row = 0;
    };

    void read_row(const TableRow& row);
    TypeCell type_of(const TableRow& row);
    bool report_unknown_type(const TableRow& row, const TypeCell& type, std::string done);
    Element element_of(const TableRow& row, const std::string& type) const;
    void read_trigger(const TableRow& row, Element& element);
    void read_default(const TableRow& row, Element& element) const;
    /// A name whose prefix, where it has one, is declared: without that a record would be no XML.
    bool is_usable_name(std::string_view name) const;
    bool read_name(const TableRow& row, const TypeCell& type, Element& element);
    /// `name`, or where faults are mended and a row has that name, the first of name_2, name_3… that none has.
    std::string free_name(std::string name);
    void begin_section(const TableRow& row, const TypeCell& type, Element element);
    void begin_table_list(const TableRow& row, Element& element, std::vector<Element>& first_children);
    void end_section(const TableRow& row, const TypeCell& type);
    /// Reports those that never end.
    void close_open_sections();
    TypeCell::Section close_last();
    void end_named(const TableRow& row, ElementIndex section);
    void repeat_for_each_choice(const Frame& loop);
    void copy_below(ElementIndex source, ElementIndex parent, const ListChoice& choice);
    void add_select(const TableRow& row, TypeCell type, Element element, const Parameters& parameters);
    bool check_list(const TableRow& row, const TypeCell& type);
    /// Conditions name the choices of `lists_without_blanks_` as they are stored: selected(${q}, 'no answer').
    void rename_compared_choices();
    std::string with_stored_choices(std::string text, ElementIndex from) const;
    void add_to_table_list(const TableRow& row, const TypeCell& type, Element& element);
    void add_osm(const TypeCell& type, Element element);
    void add_question(const TableRow& row, const TypeCell& type, Element element, const Parameters& parameters);
    void check_columns(const XlsformTable& table);
    void check_triggers();
    ElementIndex add(Element element);

    SurveyTree& tree_;
    SurveyNeighbours neighbours_;
    Findings& findings_;
    QuestionRules rules_;
    std::vector<Frame> open_;
    std::set<std::string> repeat_names_;
    std::set<std::string> question_names_;
    std::map<std::string, int> next_suffix_;
    std::set<std::string> taken_names_; ///< Of all rows, known from the beginning where faults are mended.
    std::vector<std::pair<std::string, Place>> triggers_;
    std::vector<std::pair<std::string, std::string>> settings_;
    std::map<std::string, const ChoiceList*> lists_without_blanks_; ///< By the copy's name: the list as written.
    std::optional<Element> audit_;
    bool in_table_list_ = false;
    std::string table_list_; ///< Empty until the first select of the table.
    bool stopped_ = false;
};

} // namespace mahalla
