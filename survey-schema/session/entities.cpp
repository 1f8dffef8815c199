#include "session/entities.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

/// "1" and "true" say yes, anything else no (entities specification, "Declaring that a form creates entities").
bool says_yes(std::string_view text) { return text == "1" || text == "true"; }

bool is_uuid(std::string_view text)
{
    // RFC 4122 §3: 8-4-4-4-12 hexadecimal digits.
    if (text.starts_with("uuid:")) text.remove_prefix(5);
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (dash ? c != '-' : !digit) return false;
    }
    return true;
}

class EntityReader {
public:
    EntityReader(const FormDefinition& form, const Record& record) : form_(form), record_(record) {}

    std::vector<EntityChange> read()
    {
        for (ModelIndex node = 0; node < form_.nodes().size(); ++node)
            if (!form_.node(node).bind.save_to.empty())
                if (const ModelIndex container = container_of(node); container != no_index)
                    saved_[container].push_back(node);
        for (ModelIndex node = 0; node < form_.nodes().size(); ++node) {
            if (!is_entity(node)) continue;
            for (const AnswerPath& path : places_of(node)) read_entity(node, path);
        }
        return std::move(changes_);
    }

private:
    ModelIndex child_named(ModelIndex parent, std::string_view name) const
    {
        for (const ModelIndex child : form_.node(parent).children)
            if (form_.node(child).local_name() == name) return child;
        return no_index;
    }

    ModelIndex attribute_named(ModelIndex parent, std::string_view name) const
    {
        for (const ModelIndex attribute : form_.node(parent).attributes)
            if (form_.node(attribute).local_name() == name) return attribute;
        return no_index;
    }

    bool is_entity(ModelIndex node) const
    {
        const ModelIndex parent = form_.node(node).parent;
        return form_.node(node).local_name() == "entity" && parent != no_index &&
               form_.node(parent).local_name() == "meta" && attribute_named(node, "dataset") != no_index;
    }

    /// The nearest group, repeat or root around a node that declares an entity; it owns the node's answer.
    ModelIndex container_of(ModelIndex node) const
    {
        for (ModelIndex at = form_.node(node).parent; at != no_index; at = form_.node(at).parent) {
            const ModelIndex meta = child_named(at, "meta");
            const ModelIndex entity = meta == no_index ? no_index : child_named(meta, "entity");
            if (entity != no_index && is_entity(entity)) return at;
        }
        return no_index;
    }

    /// Where a node stands in the record, once for each row around it. `below`: only in this one place.
    std::vector<AnswerPath> places_of(ModelIndex node, ModelIndex above = no_index, const AnswerPath& below = {}) const
    {
        if (node == above) return {below};
        const ModelNode& model = form_.node(node);
        std::vector<AnswerPath> parents{AnswerPath()};
        if (model.parent != no_index) parents = places_of(model.parent, above, below);
        std::vector<AnswerPath> places;
        for (const AnswerPath& parent : parents) {
            const auto place = parent.child((model.kind == ModelNodeKind::Attribute ? "@" : "") + model.name);
            if (!place) continue;
            if (model.kind != ModelNodeKind::Repeat) {
                places.push_back(*place);
                continue;
            }
            const auto rows = record_.rosters.find(*place);
            if (rows == record_.rosters.end()) continue;
            for (const RowId& row : rows->second) places.push_back(place->with_row(row));
        }
        return places;
    }

    const Answer* answer(const AnswerPath& path) const
    {
        const auto found = record_.answers.find(path);
        return found == record_.answers.end() ? nullptr : &found->second;
    }

    /// What an attribute says: its answer, or what the form writes there.
    std::string said(ModelIndex entity, const AnswerPath& path, std::string_view name) const
    {
        const ModelIndex attribute = attribute_named(entity, name);
        if (attribute == no_index) return {};
        const auto at = path.child("@" + form_.node(attribute).name);
        if (const Answer* found = at ? answer(*at) : nullptr) return found->relevant ? found->value : std::string();
        return form_.node(attribute).bind.calculate ? std::string() : form_.node(attribute).default_value;
    }

    void read_entity(ModelIndex node, const AnswerPath& path)
    {
        EntityChange change;
        change.creates = says_yes(said(node, path, "create"));
        change.updates = says_yes(said(node, path, "update"));
        change.id = said(node, path, "id");
        // An id that does not count stands in a place that is not relevant.
        if ((!change.creates && !change.updates) || is_irrelevant(node, path)) return;
        change.list = said(node, path, "dataset");
        change.base_version = said(node, path, "baseVersion");
        change.trunk_version = said(node, path, "trunkVersion");
        change.branch_id = said(node, path, "branchId");
        change.path = path;
        if (const auto label = path.child("label"))
            if (const Answer* found = answer(*label); found && found->relevant) change.label = found->value;
        const ModelIndex container = form_.node(form_.node(node).parent).parent;
        for (const ModelIndex saved : saved_[container])
            for (const AnswerPath& place : places_of(saved, container, path.parent().parent())) {
                const Answer* found = answer(place);
                if (found && !found->relevant) continue;
                change.properties[form_.node(saved).bind.save_to] = found ? found->value : std::string();
            }
        changes_.push_back(std::move(change));
    }

    bool is_irrelevant(ModelIndex entity, const AnswerPath& path) const
    {
        const ModelIndex id = attribute_named(entity, "id");
        const auto at = id == no_index ? Result<AnswerPath>(path) : path.child("@" + form_.node(id).name);
        const Answer* found = at ? answer(*at) : nullptr;
        return found && !found->relevant;
    }

    const FormDefinition& form_;
    const Record& record_;
    std::map<ModelIndex, std::vector<ModelIndex>> saved_; // by container
    std::vector<EntityChange> changes_;
};

} // namespace

bool EntityChange::is_complete() const
{
    return !list.empty() && is_uuid(id) && (!creates || (label && !trimmed(*label).empty()));
}

std::vector<EntityChange> entities_of(const FormDefinition& form, const Record& record)
{
    return EntityReader(form, record).read();
}

} // namespace mahalla
