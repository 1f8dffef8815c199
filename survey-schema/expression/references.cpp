// Which nodes an expression reads, found by walking its tree with sets of paths in place of nodes.
#include "expression/expression.h"
#include "expression/syntax_tree.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

/// Where some nodes of an expression may lie.
struct Place {
    std::string instance;
    std::vector<std::string> names; ///< From the root; "@id" for an attribute, "*" for every name.
    bool everything_below = false;
    std::size_t own = 0; ///< So many names from the root are the context's own ancestors.

    auto operator<=>(const Place&) const = default;
};

using Places = std::vector<Place>;

/// Beyond so many, all of them are taken for "anywhere".
constexpr std::size_t places_max = 256;

std::vector<std::string> names_of(std::string_view path)
{
    std::vector<std::string> names;
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        // Positions of instances do not matter here.
        const std::string_view name = path.substr(at, end - at);
        if (!name.empty()) names.emplace_back(name.substr(0, name.find('[')));
        at = end + 1;
    }
    return names;
}

class ReferenceWalk {
public:
    ReferenceWalk(const ExpressionTree& tree, std::string_view context_path) : tree_(tree)
    {
        context_.names = names_of(context_path);
        context_.own = context_.names.size();
    }

    References walk()
    {
        for (const Place& place : visit(tree_.top, {context_}, Inside::Nothing)) note(place);
        std::ranges::sort(found_.instances);
        const auto again = std::ranges::unique(found_.instances);
        found_.instances.erase(again.begin(), again.end());
        found_.nodes.assign(nodes_.begin(), nodes_.end());
        return std::move(found_);
    }

private:
    enum class Inside { Nothing, Predicate };

    void note(const Place& place)
    {
        NodeReference reference;
        reference.instance = place.instance;
        for (const std::string& name : place.names) reference.path += "/" + name;
        if (reference.path.empty()) reference.path = "/";
        reference.everything_below = place.everything_below;
        if (place.instance.empty()) {
            std::size_t shared = 0;
            while (shared < place.names.size() && shared < context_.names.size() &&
                   (place.names[shared] == context_.names[shared] || place.names[shared] == "*"))
                ++shared;
            if (place.everything_below) shared = context_.names.size();
            reference.other_instances = place.own < shared;
            const bool is_context = place.names == context_.names;
            found_.itself |= is_context && !place.everything_below;
        }
        nodes_.insert(std::move(reference));
    }

    static void add(Places& places, Place place)
    {
        if (std::ranges::find(places, place) == places.end()) places.push_back(std::move(place));
    }

    /// Notes what is read on the way; gives where the nodes of the value may lie, for the caller to note or to walk on
    /// from.
    Places visit(SyntaxIndex at, const Places& from, Inside inside)
    {
        const SyntaxNode& node = tree_.nodes[at];
        switch (node.operation) {
        case Operation::Number:
        case Operation::Text:
        case Operation::Unknown:
            return {};
        case Operation::Negate:
            read(node.first, from, inside);
            return {};
        case Operation::Union: {
            Places all;
            for (SyntaxIndex i = 0; i < node.count; i += 2)
                for (Place& place : visit(tree_.operands[node.first + i], from, inside)) add(all, std::move(place));
            return all;
        }
        case Operation::Or:
        case Operation::And:
        case Operation::Equality:
        case Operation::Relational:
        case Operation::Additive:
        case Operation::Multiplicative:
            for (SyntaxIndex i = 0; i < node.count; i += 2) read(tree_.operands[node.first + i], from, inside);
            return {};
        case Operation::Call:
            return call(node, from, inside);
        case Operation::Path:
            return path(tree_.paths[node.first], from, inside);
        }
        return {};
    }

    void read(SyntaxIndex at, const Places& from, Inside inside)
    {
        for (const Place& place : visit(at, from, inside)) note(place);
    }

    SyntaxIndex argument(const SyntaxNode& node, std::size_t i) const { return tree_.operands[node.first + i]; }

    Places call(const SyntaxNode& node, const Places& from, Inside inside)
    {
        const Function function = node.function;
        const auto read_from = [&](std::size_t first) {
            for (std::size_t i = first; i < node.count; ++i) read(argument(node, i), from, inside);
        };
        if (function == DateFunction::Today || function == DateFunction::Now) found_.time = true;
        if (function == NumberFunction::Random || function == TextFunction::Uuid ||
            (function == NodeFunction::Randomize && node.count == 1))
            found_.chance = true;
        if (function == ChoiceFunction::Itext || function == ChoiceFunction::ChoiceName) found_.language = true;
        if (function == CoreFunction::Position && (node.count == 1 || inside == Inside::Nothing))
            found_.position = true;
        if (function == CoreFunction::Last && inside == Inside::Nothing) found_.last = true;

        if (function == NodeFunction::Current) {
            found_.current = true;
            return {context_};
        }
        if (function == NodeFunction::Instance || function == NodeFunction::PullData) {
            const SyntaxNode& id = tree_.nodes[argument(node, 0)];
            read_from(id.operation == Operation::Text ? 1 : 0);
            if (id.operation != Operation::Text) {
                found_.unknown_instance = true;
                return {};
            }
            found_.instances.emplace_back(id.text);
            return function == NodeFunction::Instance ? Places{{std::string(id.text), {}, false, 0}} : Places{};
        }
        if (function == NodeFunction::Randomize) {
            read_from(1);
            return visit(argument(node, 0), from, inside);
        }
        if (function == NodeFunction::IndexedRepeat) {
            read_from(1);
            Places places = visit(argument(node, 0), from, inside);
            for (Place& place : places) place.own = std::min<std::size_t>(place.own, 1);
            return places;
        }
        if (function == ChoiceFunction::If) {
            read(argument(node, 0), from, inside);
            Places places = visit(argument(node, 1), from, inside);
            for (Place& place : visit(argument(node, 2), from, inside)) add(places, std::move(place));
            return places;
        }
        if (function == ChoiceFunction::Depend) {
            read_from(1);
            return visit(argument(node, 0), from, inside);
        }
        if (function == CoreFunction::Id) {
            read_from(0);
            return {{{}, {}, true, 0}};
        }
        if (function == TextFunction::Once) {
            // It keeps the value that is there, which is no reason to compute it again, and no circle.
            found_.once = true;
        }
        // Functions that read the context node when they are given nothing.
        if (node.uses_focus && node.count == 0)
            for (const Place& place : from) note(place);
        read_from(0);
        return {};
    }

    Places path(const SyntaxPath& path, const Places& from, Inside inside)
    {
        Places places;
        switch (path.start) {
        case PathStart::Context:
            places = from;
            break;
        case PathStart::Root:
            places = {Place{{}, {}, false, 0}};
            break;
        case PathStart::Current:
            found_.current = true;
            places = {context_};
            break;
        case PathStart::Filter:
            places = visit(path.filter, from, inside);
            break;
        }
        predicates(path.first_predicate, path.predicate_count, places);
        for (SyntaxIndex i = 0; i < path.step_count; ++i) {
            const SyntaxStep& step = tree_.steps[path.first_step + i];
            Places next;
            for (const Place& place : places) walk_step(step, place, next);
            if (next.size() > places_max) next = {Place{{}, {}, true, 0}};
            predicates(step.first_predicate, step.predicate_count, next);
            places = std::move(next);
        }
        return places;
    }

    void predicates(SyntaxIndex first, SyntaxIndex count, const Places& places)
    {
        for (SyntaxIndex i = 0; i < count; ++i) read(tree_.operands[first + i], places, Inside::Predicate);
        // Which nodes a condition leaves depends on all of them.
        if (count > 0)
            for (const Place& place : places) note(place);
    }

    void walk_step(const SyntaxStep& step, const Place& place, Places& next)
    {
        const std::string name =
            step.test != TestKind::Name || step.name.local.empty() ? "*" : std::string(step.name.local);
        const auto below = [](Place at) {
            at.everything_below = true;
            return at;
        };
        const auto child_of = [&](Place at, const std::string& child) {
            // The document element is the only one: whoever goes down from the root comes to the own ancestor.
            if (at.names.empty() && at.instance.empty() && !context_.names.empty() && child == context_.names.front())
                at.own = 1;
            at.names.push_back(child);
            return at;
        };
        const auto parent_of = [](Place at) {
            if (at.everything_below) return at;
            if (!at.names.empty()) at.names.pop_back();
            at.own = std::min(at.own, at.names.size());
            return at;
        };
        switch (step.axis) {
        case Axis::Child:
            if (step.test == TestKind::Text || place.everything_below)
                add(next, place);
            else if (step.test == TestKind::Name)
                add(next, child_of(place, name));
            else if (step.test == TestKind::AnyNode) {
                add(next, place);
                add(next, child_of(place, "*"));
            }
            break;
        case Axis::Attribute:
            add(next, place.everything_below ? place : child_of(place, "@" + name));
            break;
        case Axis::Self:
            add(next, place);
            break;
        case Axis::Parent:
            add(next, parent_of(place));
            break;
        case Axis::Descendant:
        case Axis::DescendantOrSelf:
            add(next, below(place));
            break;
        case Axis::Ancestor:
        case Axis::AncestorOrSelf:
            if (step.axis == Axis::AncestorOrSelf || place.everything_below) add(next, place);
            for (Place above = place; !above.names.empty();) {
                above.everything_below = false;
                above = parent_of(above);
                if (step.test != TestKind::Name || name == "*" || (!above.names.empty() && above.names.back() == name))
                    add(next, above);
            }
            break;
        case Axis::FollowingSibling:
        case Axis::PrecedingSibling:
            add(next, place.everything_below ? place : child_of(parent_of(place), name));
            break;
        case Axis::Following:
        case Axis::Preceding:
            add(next, Place{place.instance, {}, true, 0});
            break;
        case Axis::Namespace:
            break;
        }
    }

    const ExpressionTree& tree_;
    Place context_;
    References found_;
    std::set<NodeReference> nodes_;
};

} // namespace

References Expression::references(std::string_view context_path) const
{
    return ReferenceWalk(*tree_, context_path).walk();
}

} // namespace mahalla
