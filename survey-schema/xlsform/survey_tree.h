#pragma once
#include "form/action.h"
#include "xlsform/question_reference.h"
#include "xlsform/question_type.h"
#include "xlsform/xlsform_table.h"

#include <cstdint>
#include <unordered_map>

namespace mahalla {

using ElementIndex = std::uint32_t;
inline constexpr ElementIndex no_element = 0xffffffff;

/// A value as the author wrote it, with the header it stands under: the key is an attribute's name ("relevant",
/// "odk:quality").
struct WrittenValue {
    std::string key;
    std::string text;
    std::string column;
};

enum class ElementKind {
    Root,
    Group,
    Repeat,
    Question,
    Attribute, ///< An XML attribute of its parent: an entity's id.
    External,  ///< A file beside the form, and no node of the record: csv-external.
};

/// How the choices of a question are found.
struct ChoiceSource {
    std::string list_name; ///< "yes_no", "towns.csv", "${name}"; empty where the question has no choices.
    std::string filter;
    std::string value, label; ///< Parameters of select_one_from_file; empty for the usual names.
    bool randomize = false;
    std::string seed;
    bool external = false; ///< select_one_external: a query over external_choices.

    bool is_given() const { return !list_name.empty(); }
    /// The list's file name extension with its dot, where it is .csv, .xml or .geojson; empty otherwise.
    std::string extension() const;
    /// What `instance('…')` calls it.
    std::string instance_id() const { return list_name.substr(0, list_name.size() - extension().size()); }
};

/// An action that a row asks for, before anything in it is resolved. `value` is an expression.
struct WrittenAction {
    ActionKind kind = ActionKind::SetValue;
    FormEvent event = FormEvent::FirstLoad;
    std::string value;
    std::vector<WrittenAttribute> attributes;
};

/// A row of the survey sheet with what its type adds, or a node that XLSForm makes by itself (`meta`, `…_other`).
struct Element {
    ElementKind kind = ElementKind::Question;
    std::string type; ///< "integer", "select_one": what the author wrote, aliases replaced.
    std::string name;
    std::string written_name; ///< What references call it, where the name had to be changed.
    std::string sheet = "survey";
    int row = 0;
    bool counts_rows = false; ///< It is the calculation of a repeat's count, which its author wrote into repeat_count.
    ElementIndex parent = no_element;
    std::vector<ElementIndex> children;

    std::optional<ControlKind> control_kind; ///< None: nothing is shown.
    bool is_shown = true;                    ///< A group such as `meta` is not, though it has children.
    LocalText label, hint, guidance;
    std::vector<std::pair<std::string, LocalText>> media; ///< By form: "image".
    LocalText required_message, constraint_message, no_application_message;
    std::vector<WrittenValue> bind, control, instance;
    std::string default_value, default_column = "default";
    bool default_is_dynamic = false;
    ChoiceSource choices;
    std::vector<std::string> triggers;
    std::vector<WrittenAction> actions;
    std::vector<Choice> tags;                  ///< Of an osm question; labels are plain.
    std::vector<WrittenAttribute> own_columns; ///< sensitivity, merge_unit.

    const WrittenValue* find_bind(std::string_view key) const;
    const WrittenValue* find_control(std::string_view key) const;
    bool is_section() const
    {
        return kind == ElementKind::Group || kind == ElementKind::Repeat || kind == ElementKind::Root;
    }
};

/// Sets a value in a list of them, replacing one of the same key.
void set_value(std::vector<WrittenValue>& values, WrittenValue value);

/// All elements of a form by their place. The first is the root.
class SurveyTree {
public:
    explicit SurveyTree(std::string root_name, Faults faults = Faults::Refuse);

    ElementIndex add(ElementIndex parent, Element element);
    Element& operator[](ElementIndex index) { return elements_[index]; }
    const Element& operator[](ElementIndex index) const { return elements_[index]; }
    std::size_t size() const { return elements_.size(); }
    ElementIndex root() const { return 0; }

    /// All elements, parents first, in the order of the form.
    std::vector<ElementIndex> in_document_order() const;
    /// "/data/person/age"; attributes as "/data/meta/entity/@id".
    std::string path(ElementIndex index) const { return path_below(index, no_element); }
    /// The path's part below an ancestor: "/age". `no_element` gives the whole path.
    std::string path_below(ElementIndex index, ElementIndex ancestor) const;
    /// The nearest repeat around an element; itself does not count.
    ElementIndex repeat_around(ElementIndex index) const;
    /// How deep an element stands: 0 for the root.
    std::size_t depth(ElementIndex index) const;

    /// The elements of a name that references mean (not attributes or files). Computed when first asked: nothing may be
    /// added afterwards.
    const std::vector<ElementIndex>& named(std::string_view name) const;
    /// What `${reference}` means in a text of `from` (`no_element` where it belongs to nobody); `no_element` where it
    /// means nothing.
    ///
    /// Strictly, the only element of that name. Where faults are mended, also the nearest of several, which shares the
    /// most groups with `from`, and the only one whose name is the same but for case, blanks, hyphens and underscores.
    ElementIndex meant_by(const QuestionReference& reference, ElementIndex from) const;
    ElementIndex meant_by(std::string_view name, ElementIndex from) const;
    bool mends() const { return faults_ == Faults::Mend; }

private:
    void index_names() const;
    ElementIndex nearest(const std::vector<ElementIndex>& candidates, ElementIndex from) const;

    Faults faults_;
    std::vector<Element> elements_;
    mutable std::unordered_map<std::string, std::vector<ElementIndex>> by_name_;
    mutable std::unordered_map<std::string, ElementIndex> by_loose_name_; ///< `no_element` for several; only to mend.
};

} // namespace mahalla
