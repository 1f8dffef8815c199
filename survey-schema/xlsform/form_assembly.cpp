#include "xlsform/form_assembly.h"

#include "base/text.h"
#include "xlsform/repairs.h"

#include <algorithm>
#include <map>

namespace mahalla {

namespace {

/// What authors write for truth in the columns that hold expressions.
std::string as_expression(const std::string& text)
{
    for (const std::string_view word : {"yes", "Yes", "YES", "true", "True", "TRUE"})
        if (text == word) return "true()";
    for (const std::string_view word : {"no", "No", "NO", "false", "False", "FALSE"})
        if (text == word) return "false()";
    return text;
}

bool is_search(const Element& element)
{
    const WrittenValue* appearance = element.find_control("appearance");
    const std::size_t call = appearance == nullptr ? std::string::npos : appearance->text.find("search(");
    return call != std::string::npos && appearance->text.find(')', call) != std::string::npos;
}

class FormAssembly {
public:
    FormAssembly(const AssemblyInput& input, FormDraft& draft)
        : tree_(input.tree), lists_(input.lists), expressions_(input.expressions),
          findings_(input.expressions.findings()), draft_(draft), texts_(draft, input.languages, input.expressions),
          order_(tree_.in_document_order()), nodes_(tree_.size(), no_index), controls_(tree_.size(), no_index),
          paths_(tree_.size())
    {}

    void assemble()
    {
        note_searches();
        for (ChoiceList& list : lists_.all()) texts_.add_translations(list);
        for (const ElementIndex index : order_) add_node(index);
        draft_.begin_repeats_with_one_row();
        for (const ElementIndex index : order_) add_control(index);
        for (const ElementIndex index : order_) add_actions(index);
        add_instances();
    }

private:
    Place place(const Element& element, std::string column) const
    {
        return {element.sheet, element.row, std::move(column)};
    }

    void note_searches();
    void add_node(ElementIndex index);
    void add_bind(ElementIndex index, ModelNode& node);
    void add_control(ElementIndex index);
    bool is_shown(ElementIndex index) const;
    ControlIndex parent_control(ElementIndex index) const;
    void add_control_attributes(ElementIndex index, Control& control);
    void check_label(const Element& element, Control& control);
    void check_choices(ElementIndex index, Control& control);
    std::string usable_filter(ElementIndex index, bool from_parent_of_repeat);
    void add_choices(ElementIndex index, Control& control);
    std::optional<Itemset> itemset_of_list(ElementIndex index);
    std::optional<Itemset> itemset_of_repeat(ElementIndex index);
    void add_actions(ElementIndex index);
    void add_triggered(ElementIndex index);
    void add_instances();
    void tell_unused_columns(const ChoiceList& searched);

    const SurveyTree& tree_;
    ChoiceLists& lists_;
    const ExpressionReader& expressions_;
    Findings& findings_;
    FormDraft& draft_;
    FormTexts texts_;
    std::vector<ElementIndex> order_;
    std::vector<ModelIndex> nodes_;
    std::vector<ControlIndex> controls_; ///< Of a repeat, the inner control that holds its questions.
    std::vector<std::string> paths_;
};

void FormAssembly::note_searches()
{
    std::map<std::string, const Element*> others;
    for (const ElementIndex index : order_) {
        const Element& element = tree_[index];
        if (!element.choices.is_given() || !element.control_kind) continue;
        if (!is_search(element)) {
            others.emplace(element.choices.list_name, &element);
            continue;
        }
        if (!element.choices.extension().empty())
            findings_.mend(place(element, "appearance"), "search-misplaced",
                           "search() cannot be combined with choices from a file.", "Remove one of them.",
                           "The choices of the file are shown.");
        if (ChoiceList* list = lists_.find(element.choices.list_name)) list->is_used_by_search = true;
    }
    for (const ElementIndex index : order_) {
        const Element& element = tree_[index];
        const ChoiceList* list = lists_.find(element.choices.list_name);
        if (list == nullptr || !is_search(element) || !others.contains(list->name)) continue;
        findings_.mend(place(element, "appearance"), "search-list-shared",
                       "The list \"" + list->name + "\" is used by search() here and as a plain list in row " +
                           std::to_string(others[list->name]->row) + ".",
                       "Use another list name for the question with search().", "The choices of the list are shown.");
        lists_.find(list->name)->is_used_by_search = false;
    }
}

void FormAssembly::add_node(ElementIndex index)
{
    const Element& element = tree_[index];
    if (element.kind == ElementKind::External) return;
    const bool is_root = index == tree_.root();
    paths_[index] =
        (is_root ? "" : paths_[element.parent]) + (element.kind == ElementKind::Attribute ? "/@" : "/") + element.name;
    const ModelNodeKind kind = element.kind == ElementKind::Repeat      ? ModelNodeKind::Repeat
                               : element.kind == ElementKind::Attribute ? ModelNodeKind::Attribute
                               : element.is_section()                   ? ModelNodeKind::Group
                                                                        : ModelNodeKind::Value;
    nodes_[index] = draft_.add_node(is_root ? no_index : nodes_[element.parent], element.name, kind);
    ModelNode node = std::move(draft_.nodes[nodes_[index]]);
    node.sheet_row = element.sheet == "survey" ? element.row : 0;
    if (!element.default_is_dynamic) node.default_value = element.default_value;
    node.columns = element.own_columns;
    add_bind(index, node);
    draft_.nodes[nodes_[index]] = std::move(node);
    for (const WrittenValue& attribute : element.instance) {
        const std::optional<std::string> text = expressions_.read_attribute(attribute.text, {index, false, false});
        if (!text || !expressions_.takes_attribute(attribute.key, place(element, attribute.column))) continue;
        const ModelIndex added = draft_.add_node(nodes_[index], attribute.key, ModelNodeKind::Attribute);
        draft_.nodes[added].default_value = *text;
    }
}

void FormAssembly::add_bind(ElementIndex index, ModelNode& node)
{
    const Element& element = tree_[index];
    Bind& bind = node.bind;
    const ReferenceContext context{index, false, false};
    const auto expression = [&](const WrittenValue& value) {
        return expressions_.read(as_expression(value.text), context, place(element, value.column), value.key);
    };
    for (const WrittenValue& value : element.bind) {
        if (value.key == "type")
            bind.type = value.text;
        else if (value.key == "relevant")
            bind.relevant = expression(value);
        else if (value.key == "required")
            bind.required = expression(value);
        else if (value.key == "readonly")
            bind.readonly = expression(value);
        else if (value.key == "constraint")
            bind.constraint = expression(value);
        else if (value.key == "calculate") {
            if (element.triggers.empty())
                bind.calculate =
                    expressions_.read_calculation(as_expression(value.text), context, place(element, value.column),
                                                  element.counts_rows ? "jr:count" : "calculate");
            // Else it is the value of an action.
        } else if (value.key == "jr:preload")
            bind.preload = value.text;
        else if (value.key == "jr:preloadParams")
            bind.preload_parameters = value.text;
        else if (value.key == "entities:saveto")
            bind.save_to = value.text;
        else if (auto text = expressions_.read_attribute(value.text, context);
                 text && expressions_.takes_attribute(value.key, place(element, value.column)))
            bind.attributes.push_back({value.key, *std::move(text)});
    }
    bind.data_type = data_type_of(bind.type).value_or(DataType::String);
    bind.required_message = texts_.message(element.required_message, element, index, paths_[index], "jr:requiredMsg");
    bind.constraint_message =
        texts_.message(element.constraint_message, element, index, paths_[index], "jr:constraintMsg");
    const LocalText& no_application = element.no_application_message;
    if (no_application.is_translated()) {
        const Text text = texts_.message(no_application, element, index, paths_[index], "jr:noAppErrorString");
        bind.attributes.push_back({"jr:noAppErrorString", "jr:itext('" + text.translation_id + "')"});
    } else if (!no_application.plain.empty()) {
        bind.attributes.push_back(
            {"jr:noAppErrorString", expressions_.resolver().resolved(no_application.plain, context)});
    }
}

bool FormAssembly::is_shown(ElementIndex index) const
{
    const Element& element = tree_[index];
    if (element.kind == ElementKind::External || element.kind == ElementKind::Attribute ||
        element.kind == ElementKind::Root || !element.is_shown)
        return false;
    if (element.parent != no_element && !tree_[element.parent].is_shown) return false;
    if (element.is_section()) return true;
    if (!element.control_kind) return false;
    const bool computes_itself = element.find_bind("calculate") != nullptr || !element.triggers.empty();
    return !computes_itself || !element.label.is_empty() || !element.hint.is_empty();
}

ControlIndex FormAssembly::parent_control(ElementIndex index) const
{
    const ElementIndex parent = tree_[index].parent;
    return parent == no_element ? no_index : controls_[parent];
}

void FormAssembly::check_label(const Element& element, Control& control)
{
    if (element.label.is_empty() && element.media.empty() && element.hint.is_empty()) {
        const WrittenValue* appearance = element.find_control("appearance");
        if (appearance != nullptr && appearance->text == "label") return;
        findings_.mend(place(element, "label"), "label-missing",
                       "Question \"" + element.name + "\" has no label and no hint.", "Fill in what is asked.",
                       "Its name is shown.");
        control.label = Text::of(element.written_name.empty() ? element.name : element.written_name);
    }
    const auto has = [&](std::string_view form) {
        return std::any_of(element.media.begin(), element.media.end(), [&](const auto& m) { return m.first == form; });
    };
    if (has("big-image") && !has("image"))
        findings_.mend(place(element, "big-image"), "media-incomplete",
                       "A big-image needs an image to be enlarged from.", "Fill in the column image.",
                       "It is shown as the image.");
    for (const auto& [form, text] : element.media)
        if (form != "image" && form != "big-image" && form != "audio" && form != "video")
            findings_.mend(place(element, text.column), "media-unknown", "There is no kind of media \"" + form + "\".",
                           findings_.did_you_mean(form, {"image", "big-image", "audio", "video"}), "Left out.");
}

void FormAssembly::add_control(ElementIndex index)
{
    if (!is_shown(index)) return;
    const Element& element = tree_[index];
    const std::string& path = paths_[index];
    const bool is_repeat = element.kind == ElementKind::Repeat;
    const ControlKind kind = element.is_section() ? ControlKind::Group : *element.control_kind;
    const ControlIndex added = draft_.add_control(parent_control(index), kind, path);
    Control control = std::move(draft_.controls[added]);
    control.sheet_row = element.row;
    control.label = texts_.label(element, index, path);
    const WrittenValue* appearance = element.find_control("appearance");
    if (control.label.is_empty() && appearance != nullptr && appearance->text == "label") control.label = Text::of(" ");
    if (!element.is_section()) {
        check_label(element, control);
        control.hint = texts_.hint(element, index, path);
        control.choices = element.tags;
        add_choices(index, control);
        check_choices(index, control);
    }
    if (!is_repeat) add_control_attributes(index, control);
    draft_.controls[added] = std::move(control);
    controls_[index] = added;
    if (!is_repeat) return;
    controls_[index] = draft_.add_control(added, ControlKind::Repeat, path);
    Control rows = std::move(draft_.controls[controls_[index]]);
    rows.sheet_row = element.row;
    add_control_attributes(index, rows);
    draft_.controls[controls_[index]] = std::move(rows);
}

void FormAssembly::add_control_attributes(ElementIndex index, Control& control)
{
    const Element& element = tree_[index];
    const ReferenceContext context{index, false, false};
    for (const WrittenValue& value : element.control) {
        if (value.key == "tag" || value.key == "bodyless") continue;
        if (value.key == "jr:count")
            control.count = expressions_.read(value.text, context, place(element, value.column), value.key);
        else if (value.key == "jr:noAddRemove")
            control.no_add_remove =
                expressions_.read(as_expression(value.text), context, place(element, value.column), value.key);
        else if (value.key == "appearance")
            control.appearance = expressions_.read_attribute(value.text, context).value_or("");
        else if (auto text = expressions_.read_attribute(value.text, context);
                 text && expressions_.takes_attribute(value.key, place(element, value.column)))
            control.attributes.push_back({value.key, *std::move(text)});
    }
    const bool is_meaningless = control.count && control.kind != ControlKind::Repeat;
    if (is_meaningless)
        findings_.warning(place(element, "repeat_count"), "column-unused", "Only repeats have a count.",
                          "Clear the cell.");
}

void FormAssembly::add_choices(ElementIndex index, Control& control)
{
    const Element& element = tree_[index];
    const ChoiceSource& source = element.choices;
    if (!source.is_given()) return;
    const ChoiceList* list = lists_.find(source.list_name);
    if (source.external) {
        std::string query = "instance('" + source.list_name + "')/root/item";
        if (const std::string filter = usable_filter(index, false); !filter.empty()) query += "[" + filter + "]";
        control.attributes.push_back({"query", std::move(query)});
    } else if (list != nullptr && list->is_used_by_search && is_search(element)) {
        for (std::size_t i = 0; i < list->choices.size(); ++i)
            control.choices.push_back({list->choices[i].name, texts_.choice_label(*list, i)});
    } else {
        control.itemset = has_reference(source.list_name) ? itemset_of_repeat(index) : itemset_of_list(index);
    }
}

std::optional<Itemset> FormAssembly::itemset_of_list(ElementIndex index)
{
    const Element& element = tree_[index];
    const ChoiceSource& source = element.choices;
    const std::string extension = source.extension();
    const ChoiceList* list = extension.empty() ? lists_.find(source.list_name) : nullptr;
    const bool is_geojson = extension == ".geojson";
    std::string value = source.value.empty() ? (is_geojson ? "id" : "name") : source.value;
    std::string label = source.label.empty() ? (is_geojson ? "title" : "label") : source.label;
    if (list != nullptr && list->needs_translations()) label = "jr:itext(itextId)";

    std::string nodeset = "instance('" + source.instance_id() + "')/root/item";
    if (const std::string filter = usable_filter(index, false); !filter.empty()) nodeset += "[" + filter + "]";
    if (source.randomize) {
        nodeset = "randomize(" + nodeset;
        const std::string seed = expressions_.read_attribute(source.seed, {index, false, false}).value_or("");
        if (!seed.empty()) nodeset += ", " + std::string(trimmed(seed));
        nodeset += ")";
    }
    auto nodes = expressions_.parse(nodeset, place(element, source.filter.empty() ? "type" : "choice_filter"), "type");
    auto value_path = expressions_.parse(value, place(element, "parameters"), "parameters"),
         label_path = expressions_.parse(label, place(element, "parameters"), "parameters");
    if (!nodes || !value_path || !label_path) return std::nullopt;
    return Itemset{*std::move(nodes), *std::move(value_path), *std::move(label_path)};
}

std::string FormAssembly::usable_filter(ElementIndex index, bool from_parent_of_repeat)
{
    const Element& element = tree_[index];
    const std::string& filter = element.choices.filter;
    const ReferenceContext context{index, true, from_parent_of_repeat};
    // Strictly, the whole set of choices is refused with its filter.
    const bool is_left_out = findings_.mends() && !filter.empty() &&
                             !expressions_.read(filter, context, place(element, "choice_filter"), "choice_filter");
    return is_left_out ? "" : expressions_.resolver().resolved(filter, context);
}

void FormAssembly::check_choices(ElementIndex index, Control& control)
{
    if (!findings_.mends() || !control.is_select() || control.itemset || !control.choices.empty()) return;
    const Element& element = tree_[index];
    findings_.mend(place(element, "type"), "choices-missing", "The question " + paths_[index] + " has no choices.",
                   "Name a choice list that has choices.", "Any answer can be typed.");
    control.kind = ControlKind::Input;
    Bind& bind = draft_.nodes[nodes_[index]].bind;
    if (bind.type == "odk:rank") bind.type = "string";
}

std::optional<Itemset> FormAssembly::itemset_of_repeat(ElementIndex index)
{
    const Element& element = tree_[index];
    const ChoiceSource& source = element.choices;
    std::string path(trimmed(expressions_.resolver().resolved(source.list_name, {index, false, true})));
    // The rows of a repeat named as a whole are known by their geometries.
    const ElementIndex named = tree_.meant_by(only_reference(source.list_name), index);
    if (named != no_element && tree_[named].kind == ElementKind::Repeat) path += "/geometry";
    const std::size_t last = path.rfind('/');
    if (last == std::string::npos) return std::nullopt; // The reference is unknown, which was reported.
    std::string nodeset = path.substr(0, last);
    const std::string name = path.substr(last + 1);
    // Paths to the row itself become "." inside the predicate; rows without an answer are no choices.
    std::string filter = "./" + name + " != ''";
    if (const std::string written = usable_filter(index, true); !written.empty())
        filter = replaced_all(replaced_all(written, "current()/" + nodeset, "."), nodeset, ".");
    nodeset += "[" + filter + "]";
    if (source.randomize) {
        nodeset = "randomize(" + nodeset;
        const std::string seed = expressions_.read_attribute(source.seed, {index, false, false}).value_or("");
        if (!seed.empty()) nodeset += ", " + std::string(trimmed(seed));
        nodeset += ")";
    }
    auto nodes = expressions_.parse(nodeset, place(element, source.filter.empty() ? "type" : "choice_filter"), "type");
    auto value = expressions_.parse(name, place(element, "type"), "type");
    if (!nodes || !value) return std::nullopt;
    return Itemset{*std::move(nodes), *value, *value};
}

void FormAssembly::add_actions(ElementIndex index)
{
    const Element& element = tree_[index];
    for (const WrittenAction& written : element.actions) {
        Action action;
        action.kind = written.kind;
        action.events = {written.event};
        action.ref = paths_[index];
        action.sheet_row = element.sheet == "survey" ? element.row : 0;
        action.attributes = written.attributes;
        if (!written.value.empty()) {
            action.value = expressions_.read_calculation(written.value, {index, false, false},
                                                         place(element, element.default_column), "default");
            if (!action.value) continue;
        }
        if (written.event == FormEvent::NewRepeat) action.control = controls_[tree_.repeat_around(index)];
        draft_.actions.push_back(std::move(action));
    }
    add_triggered(index);
}

void FormAssembly::add_triggered(ElementIndex index)
{
    const Element& element = tree_[index];
    const WrittenValue* value = element.find_bind("calculate");
    bool is_triggered = false;
    for (const std::string& name : element.triggers) {
        const ElementIndex trigger = tree_.meant_by(name, index);
        if (trigger == no_element || (findings_.mends() && tree_[trigger].is_section()))
            continue; // Told with the cell.
        if (controls_[trigger] == no_index) {
            findings_.mend(place(element, "trigger"), "trigger-hidden",
                           "\"" + name + "\" is not shown, so nobody can change its answer.",
                           "Name a question that is shown.", when_left_out("trigger"));
            continue;
        }
        is_triggered = true;
        Action action;
        action.kind = element.type == "background-geopoint" ? ActionKind::SetGeopoint : ActionKind::SetValue;
        action.events = {FormEvent::ValueChanged};
        action.ref = paths_[index];
        action.sheet_row = element.row;
        action.control = controls_[trigger];
        // The expression is evaluated where the action stands, so its paths begin at the trigger.
        if (value != nullptr) {
            action.value = expressions_.read_calculation(value->text, {trigger, false, false},
                                                         place(element, value->column), "calculate");
            // An action without its value would empty the answer.
            if (!action.value) continue;
        }
        draft_.actions.push_back(std::move(action));
    }
    const bool is_hidden = controls_[index] == no_index;
    if (findings_.mends() && !element.triggers.empty() && !is_triggered && is_hidden && value != nullptr)
        draft_.nodes[nodes_[index]].bind.calculate = expressions_.read_calculation(
            value->text, {index, false, false}, place(element, value->column), "calculate");
}

void FormAssembly::tell_unused_columns(const ChoiceList& searched)
{
    for (const ListChoice& choice : searched.choices) {
        if (choice.other_columns.empty()) continue;
        const std::string& column = choice.other_columns.front().first;
        findings_.warning({"choices", choice.row, column}, "column-unused",
                          "The choices of \"" + searched.name +
                              "\" stand inside their question, for search(); the column \"" + column +
                              "\" is left out.",
                          "Filter with the arguments of search().");
        return;
    }
}

void FormAssembly::add_instances()
{
    draft_.instances = file_instances(tree_, findings_);
    std::map<std::string, std::string> files;
    for (const SecondaryInstance& instance : draft_.instances) files.emplace(instance.id, instance.source);
    for (const ChoiceList& list : lists_.all()) {
        if (list.is_used_by_search) {
            tell_unused_columns(list);
            continue;
        }
        const auto file = files.find(list.name);
        if (file == files.end()) {
            draft_.instances.push_back(choice_instance(list));
            continue;
        }
        findings_.mend({"choices", list.choices.front().row, "list_name"}, "instance-conflict",
                       "The list \"" + list.name + "\" has the name of a file that the form uses: " + file->second +
                           ".",
                       "Rename the list.", "The list is used, the file is left out.");
        *std::find_if(draft_.instances.begin(), draft_.instances.end(), [&](const SecondaryInstance& instance) {
            return instance.id == list.name;
        }) = choice_instance(list);
    }
}

} // namespace

void assemble_form(const AssemblyInput& input, FormDraft& draft) { FormAssembly(input, draft).assemble(); }

} // namespace mahalla
