#include "xlsform/entity_declarations.h"

#include "base/text.h"
#include "xlsform/question_reference.h"

#include <algorithm>
#include <map>

namespace mahalla {

namespace {

constexpr std::string_view reserved_prefix = "__";
constexpr const char* declaration_said = "The declaration is left out, and what is saved to it: no entity is made.";
constexpr const char* property_said = "Left out: the answer is recorded, and saved to no entity.";

using Containers = std::vector<ElementIndex>;

Containers containers_of(const SurveyTree& tree, ElementIndex element)
{
    Containers path;
    for (element = tree[element].parent; element != no_element; element = tree[element].parent) path.push_back(element);
    std::reverse(path.begin(), path.end());
    return path;
}

bool is_boundary(const SurveyTree& tree, ElementIndex container)
{
    return tree[container].kind == ElementKind::Repeat || tree[container].kind == ElementKind::Root;
}

/// Up to the nearest repeat, or the survey: within it there is one entity for each place, not one for each row.
Containers scope_of(const SurveyTree& tree, Containers path)
{
    while (path.size() > 1 && !is_boundary(tree, path.back())) path.pop_back();
    return path;
}

std::size_t repeats_in(const SurveyTree& tree, const Containers& path)
{
    return static_cast<std::size_t>(
        std::count_if(path.begin(), path.end(), [&](ElementIndex c) { return tree[c].kind == ElementKind::Repeat; }));
}

std::size_t groups_below_scope(const SurveyTree& tree, const Containers& path)
{
    return path.size() - scope_of(tree, path).size();
}

bool begins_with(const Containers& path, const Containers& beginning)
{
    return path.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), path.begin());
}

/// What is wrong with the name of a list or a property; nothing where it is right.
std::string name_fault(std::string_view name, bool is_property)
{
    if (name.starts_with(reserved_prefix)) return "must not begin with two underscores";
    if (!is_property && name.find('.') != std::string_view::npos) return "must not hold a period";
    const std::string lower = lower_ascii(name);
    if (is_property && (lower == "name" || lower == "label")) return "must not be \"name\" or \"label\"";
    if (!is_xml_name(name))
        return "must begin with a letter or underscore and hold letters, digits, underscores, hyphens and periods";
    return {};
}

Element attribute(std::string name, std::string value, int row)
{
    Element element;
    element.kind = ElementKind::Attribute;
    element.name = std::move(name);
    element.sheet = "entities";
    element.row = row;
    element.default_value = std::move(value);
    return element;
}

Element computed(Element element, const std::string& expression, const char* column)
{
    element.sheet = "entities";
    if (!expression.empty()) element.bind.push_back({"calculate", expression, column});
    element.bind.push_back({"type", "string", column});
    element.bind.push_back({"readonly", "true()", column});
    return element;
}

} // namespace

EntityDeclarations EntityDeclarations::read(const XlsformTable& table, Findings& findings)
{
    EntityDeclarations read;
    for (const TableColumn& column : table.columns)
        if (!ColumnNames::entities().known.contains(column.path.front()))
            findings.mend(
                {table.sheet, 1, column.header}, "column-unknown", "The entities sheet has no column of this name.",
                findings.did_you_mean(column.header, {"list_name", "label", "entity_id", "create_if", "update_if"},
                                      "Remove it."),
                "Left out.");
    for (const TableRow& row : table.rows) {
        Declaration declaration;
        declaration.list_name = row.text("dataset");
        declaration.label = row.text("label");
        declaration.entity_id = row.text("entity_id");
        declaration.create_if = row.text("create_if");
        declaration.update_if = row.text("update_if");
        declaration.row = row.number;
        const auto report = [&](const char* column, const char* code, std::string message, std::string help) {
            if (findings.mend(table.place(row, row.header_of(column)), code, std::move(message), std::move(help),
                              declaration_said))
                declaration.is_left_out = true;
        };
        const std::string fault = name_fault(declaration.list_name, false);
        if (declaration.list_name.empty())
            report("dataset", "entity-list-missing", "This entity has no list_name.", "Name the list it belongs to.");
        else if (!fault.empty())
            report("dataset", "entity-list-invalid", "The list's name " + fault + ".", "Rename the list.");
        if (read.has(declaration.list_name))
            report("dataset", "entity-list-duplicate",
                   "List \"" + declaration.list_name + "\" is declared more than once.", "Keep one row.");
        if (declaration.entity_id.empty() && !declaration.update_if.empty())
            report("entity_id", "entity-id-missing", "Updating needs to know which entity is meant.",
                   "Fill in entity_id, or write create_if instead of update_if.");
        if (!declaration.entity_id.empty() && !declaration.create_if.empty() && declaration.update_if.empty())
            report("update_if", "entity-update-missing", "An entity that is created or updated needs both conditions.",
                   "Fill in update_if, or clear entity_id to create only.");
        if (declaration.entity_id.empty() && declaration.label.empty())
            report("label", "entity-label-missing", "An entity that is created needs a label.",
                   "Fill in what the entity is called: ${name}.");
        read.declarations_.push_back(std::move(declaration));
    }
    return read;
}

const EntityDeclarations::Declaration* EntityDeclarations::find(std::string_view list_name) const
{
    const auto found = std::find_if(declarations_.begin(), declarations_.end(),
                                    [&](const Declaration& d) { return d.list_name == list_name; });
    return found == declarations_.end() ? nullptr : &*found;
}

void EntityDeclarations::note_save_to(SurveyTree& tree, ElementIndex index, Findings& findings)
{
    if (!save_to(tree, index, findings)) leave_out_property(tree[index]);
}

void EntityDeclarations::leave_out_property(Element& element)
{
    std::erase_if(element.bind, [](const WrittenValue& value) { return value.key == "entities:saveto"; });
}

bool EntityDeclarations::save_to(SurveyTree& tree, ElementIndex index, Findings& findings)
{
    Element& element = tree[index];
    const WrittenValue* written = element.find_bind("entities:saveto");
    if (written == nullptr) return true;
    const Place place{"survey", element.row, written->column};
    const auto refuse = [&](const char* code, std::string message, std::string help) {
        findings.mend(place, code, std::move(message), std::move(help), property_said);
        return false;
    };
    if (declarations_.empty())
        return refuse("entity-undeclared", "save_to needs an entity, and the workbook declares none.",
                      "Add a sheet \"entities\" with a list_name and a label.");
    std::string list = declarations_.front().list_name, property = written->text;
    const auto delimiters = std::count(property.begin(), property.end(), '#');
    if (delimiters > 1)
        return refuse("entity-property-invalid", "save_to holds more than one \"#\".", "Write list#property.");
    if (delimiters == 1) {
        list = property.substr(0, property.find('#'));
        property = property.substr(property.find('#') + 1);
    } else if (declarations_.size() > 1) {
        return refuse("entity-list-missing", "The workbook declares several entities, so save_to must name one.",
                      "Write list#" + property + ".");
    }
    set_value(element.bind, {"entities:saveto", property, written->column});
    const auto declaration = std::find_if(declarations_.begin(), declarations_.end(),
                                          [&](const Declaration& d) { return d.list_name == list; });
    std::vector<std::string> lists;
    for (const Declaration& declared : declarations_) lists.push_back(declared.list_name);
    if (declaration == declarations_.end())
        return refuse("entity-list-unknown", "The entities sheet declares no list \"" + list + "\".",
                      findings.did_you_mean(list, lists));
    if (element.is_section())
        return refuse("entity-property-misplaced", "A group or repeat cannot be saved to an entity's property.",
                      "Move save_to to a question.");
    if (const std::string fault = name_fault(property, true); !fault.empty())
        return refuse("entity-property-invalid", "The property's name " + fault + ".", "Rename it.");
    for (const Tie& tie : declaration->ties)
        if (tie.property == property)
            return refuse("entity-property-duplicate",
                          "Property \"" + property + "\" is filled by row " + std::to_string(tie.row) + " already.",
                          "Rename one, or save one question only.");
    if (declaration->is_left_out) return false;
    declaration->ties.push_back({containers_of(tree, index), element.row, property, "", index});
    return true;
}

void EntityDeclarations::add_question_ties(const SurveyTree& tree)
{
    for (Declaration& declaration : declarations_)
        for (const std::string* text :
             {&declaration.entity_id, &declaration.create_if, &declaration.update_if, &declaration.label})
            for (const QuestionReference& reference : find_references(*text)) {
                const ElementIndex meant = tree.meant_by(reference, no_element);
                if (meant != no_element)
                    declaration.ties.push_back(
                        {containers_of(tree, meant), declaration.row, "", reference.name, no_element});
            }
}

std::optional<EntityDeclarations::Request> EntityDeclarations::request(const SurveyTree& tree, Declaration& declaration,
                                                                       Findings& findings)
{
    if (declaration.ties.empty()) return Request{&declaration, {tree.root()}, {tree.root()}, {}};
    const auto depth = [&](const Containers& path) {
        return std::pair(repeats_in(tree, path), groups_below_scope(tree, path));
    };
    Request request{&declaration, {}, {}, {}};
    const Containers* deepest = nullptr;
    const Containers* deepest_property = nullptr;
    for (const Tie& tie : declaration.ties) {
        if (deepest == nullptr || depth(tie.containers) > depth(*deepest)) deepest = &tie.containers;
        if (tie.property.empty()) continue;
        if (deepest_property == nullptr || depth(tie.containers) > depth(*deepest_property))
            deepest_property = &tie.containers;
        if (std::find(request.property_paths.begin(), request.property_paths.end(), tie.containers) ==
            request.property_paths.end())
            request.property_paths.push_back(tie.containers);
    }
    request.scope = scope_of(tree, *deepest);
    request.wanted = deepest_property != nullptr ? *deepest_property : *deepest;
    if (request.property_paths.size() > 1) {
        Containers common = request.property_paths.front();
        for (const Containers& path : request.property_paths) {
            std::size_t same = 0;
            while (same < std::min(common.size(), path.size()) && common[same] == path[same]) ++same;
            common.resize(same);
        }
        const Containers scope = scope_of(tree, *deepest_property);
        request.wanted = depth(common) >= depth(scope) ? common : scope;
    }

    bool valid = true;
    for (const Tie& tie : declaration.ties) {
        const Containers scope = scope_of(tree, tie.containers);
        const bool outside = !begins_with(request.scope, scope);
        const bool elsewhere = !tie.property.empty() && scope != scope_of(tree, request.wanted);
        if (!outside && !elsewhere) continue;
        valid = false;
        const std::string list = "\"" + declaration.list_name + "\"";
        if (!tie.property.empty())
            findings.mend({"survey", tie.row, "save_to"}, "entity-scope-conflict",
                          "Entity " + list + " is filled from different repeats.",
                          "Copy the answer into the right repeat with a calculate question, and save that.",
                          declaration_said);
        else
            findings.mend({"entities", declaration.row, ""}, "entity-scope-conflict",
                          "Entity " + list + " uses \"" + tie.question + "\", which stands in another repeat.",
                          "Copy the answer into the right repeat with a calculate question, and use that.",
                          declaration_said);
    }
    if (!valid) return std::nullopt;
    return request;
}

void EntityDeclarations::add_nodes(SurveyTree& tree, ElementIndex meta, const Declaration& declaration)
{
    const int row = declaration.row;
    Element entity;
    entity.kind = ElementKind::Group;
    entity.name = "entity";
    entity.sheet = "entities";
    entity.row = row;
    entity.is_shown = false;
    const ElementIndex index = tree.add(meta, std::move(entity));
    tree.add(index, attribute("dataset", declaration.list_name, row));
    const bool creates = declaration.entity_id.empty() || !declaration.create_if.empty();
    const auto conditional = [&](const char* name, const std::string& condition, const char* column) {
        Element element = attribute(name, "1", row);
        tree.add(index, condition.empty() ? std::move(element) : computed(std::move(element), condition, column));
    };
    if (creates) conditional("create", declaration.create_if, "create_if");
    if (!declaration.entity_id.empty()) {
        conditional("update", declaration.update_if, "update_if");
        const std::string known =
            "instance('" + declaration.list_name + "')/root/item[name=" + declaration.entity_id + "]/__";
        for (const char* name : {"baseVersion", "trunkVersion", "branchId"}) {
            const std::string column = std::string_view(name) == "baseVersion" ? "version" : name;
            tree.add(index, computed(attribute(name, "", row), known + column, "entity_id"));
        }
    }
    Element id = computed(attribute("id", "", row), declaration.entity_id, "entity_id");
    if (declaration.entity_id.empty()) {
        id.actions.push_back({ActionKind::SetValue, FormEvent::FirstLoad, "uuid()", {}});
        if (tree.repeat_around(index) != no_element)
            id.actions.push_back({ActionKind::SetValue, FormEvent::NewRepeat, "uuid()", {}});
    }
    tree.add(index, std::move(id));
    if (declaration.label.empty()) return;
    Element label;
    label.name = "label";
    label.row = row;
    tree.add(index, computed(std::move(label), declaration.label, "label"));
}

bool EntityDeclarations::names_nothing(const SurveyTree& tree, const Declaration& declaration)
{
    const auto is_lost = [&](const QuestionReference& r) { return tree.meant_by(r, no_element) == no_element; };
    for (const std::string* text :
         {&declaration.entity_id, &declaration.create_if, &declaration.update_if, &declaration.label}) {
        const std::vector<QuestionReference> references = find_references(*text);
        if (std::any_of(references.begin(), references.end(), is_lost)) return true;
    }
    return false;
}

void EntityDeclarations::leave_out(SurveyTree& tree, Declaration& declaration)
{
    declaration.is_left_out = true;
    for (const Tie& tie : declaration.ties)
        if (tie.element != no_element) leave_out_property(tree[tie.element]);
}

std::string EntityDeclarations::place(SurveyTree& tree, ElementIndex survey_meta,
                                      const std::vector<std::string>& instance_ids, Findings& findings)
{
    if (declarations_.empty()) return {};
    add_question_ties(tree);
    std::map<Containers, std::vector<Request>> by_scope;
    for (Declaration& declaration : declarations_) {
        if (findings.mends() && names_nothing(tree, declaration)) leave_out(tree, declaration);
        if (declaration.is_left_out) continue;
        const bool has_instance =
            std::find(instance_ids.begin(), instance_ids.end(), declaration.list_name) != instance_ids.end();
        auto wish = request(tree, declaration, findings);
        bool is_usable = wish.has_value();
        if (!declaration.entity_id.empty() && !has_instance)
            is_usable = !findings.mend({"entities", declaration.row, ""}, "entity-instance-missing",
                                       "Updating \"" + declaration.list_name + "\" needs the list itself in the form.",
                                       "Add a question of type csv-external or select_one_from_file " +
                                           declaration.list_name + ".csv.",
                                       declaration_said) &&
                        is_usable;
        if (is_usable)
            by_scope[wish->scope].push_back(std::move(*wish));
        else
            leave_out(tree, declaration);
    }
    if (by_scope.empty()) return {};

    std::map<Containers, const Declaration*> taken, reserved;
    bool in_repeat = false;
    const bool only_one_in_survey =
        by_scope.size() == 1 && by_scope.begin()->first.size() == 1 && by_scope.begin()->second.size() == 1;
    if (only_one_in_survey) {
        add_nodes(tree, survey_meta, *by_scope.begin()->second.front().declaration);
        return "2024.1.0";
    }
    for (auto& [scope, requests] : by_scope) {
        for (Request& wish : requests) {
            const Declaration* conflict = nullptr;
            bool placed = false;
            // As low as wished, else further up within the scope, where no other declaration stands.
            for (Containers path = wish.wanted; path.size() >= scope.size() && !placed; path.pop_back()) {
                const auto other = taken.contains(path) ? taken.find(path) : reserved.find(path);
                if (taken.contains(path) || reserved.contains(path)) {
                    conflict = other->second;
                    const bool own_place_reserved =
                        std::any_of(wish.property_paths.begin(), wish.property_paths.end(),
                                    [&](const Containers& p) { return reserved.contains(p); });
                    if (own_place_reserved) break;
                    if (path.size() == 1) break;
                    continue;
                }
                placed = true;
                taken[path] = wish.declaration;
                reserved[path] = wish.declaration;
                for (Containers line : wish.property_paths)
                    for (; line.size() >= path.size(); line.pop_back()) reserved[line] = wish.declaration;
                if (path.size() == 1) break;
            }
            if (!placed && conflict != nullptr)
                findings.mend({"entities", wish.declaration->row, ""}, "entity-place-missing",
                              "There is no group left for this entity: row " + std::to_string(conflict->row) +
                                  " has taken the one it needs.",
                              "Put the questions of each entity into a group of their own.", declaration_said);
            if (!placed) leave_out(tree, *wish.declaration);
        }
    }
    for (const auto& [path, declaration] : taken) {
        in_repeat = in_repeat || repeats_in(tree, path) > 0;
        ElementIndex meta = survey_meta;
        if (path.size() > 1) {
            Element element;
            element.kind = ElementKind::Group;
            element.name = "meta";
            element.is_shown = false;
            meta = tree.add(path.back(), std::move(element));
        }
        add_nodes(tree, meta, *declaration);
    }
    return declarations_.size() > 1 || in_repeat ? "2025.1.0" : "2024.1.0";
}

} // namespace mahalla
