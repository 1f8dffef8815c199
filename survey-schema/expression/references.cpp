// Which nodes an expression reads, found by walking its tree with sets of paths in place of nodes.
#include "expression/expression.h"
#include "expression/syntax_tree.h"

#include <algorithm>

namespace mahalla {

namespace {

/// Where some nodes of an expression may lie.
struct Place {
    std::string instance;
    std::string path;      ///< "/data/person", "" for the root; "@id" for an attribute, "*" for every name.
    std::size_t names = 0; ///< So many of them stand in `path`.
    bool everything_below = false;
    std::size_t own = 0; ///< So many names from the root are the context's own ancestors.

    bool operator==(const Place&) const = default;

    void go_down(std::string_view name)
    {
        path += '/';
        path += name;
        ++names;
    }
    void go_up()
    {
        if (everything_below || names == 0) return;
        path.resize(path.rfind('/'));
        --names;
        own = std::min(own, names);
    }
    std::string_view last_name() const { return std::string_view(path).substr(path.rfind('/') + 1); }
};

using Places = std::vector<Place>;

/// Beyond so many, all of them are taken for "anywhere".
constexpr std::size_t places_max = 256;

/// The place of a node, positions of instances left out, which do not matter here.
Place place_of(std::string_view path)
{
    Place place;
    place.path.reserve(path.size());
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view name = path.substr(at, end - at);
        if (!name.empty()) place.go_down(name.substr(0, name.find('[')));
        at = end + 1;
    }
    place.own = place.names;
    return place;
}

Place root_of(std::string instance)
{
    Place place;
    place.instance = std::move(instance);
    return place;
}

Place anywhere_in(std::string instance)
{
    Place place = root_of(std::move(instance));
    place.everything_below = true;
    return place;
}

/// The name at the front of "/data/person", which is left without it.
std::string_view take_name(std::string_view& path)
{
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view name = path.substr(1, end - 1);
    path.remove_prefix(end);
    return name;
}

/// How many names of a context's path a place goes through as well, from the root on.
std::size_t shared_names(std::string_view place, std::string_view context)
{
    std::size_t shared = 0;
    while (!place.empty() && !context.empty()) {
        const std::string_view name = take_name(place);
        if (name != take_name(context) && name != "*") break;
        ++shared;
    }
    return shared;
}

class ReferenceWalk {
public:
    ReferenceWalk(const ExpressionTree& tree, std::string_view context_path)
        : tree_(tree), context_(place_of(context_path))
    {}

    References walk()
    {
        const Places from(1, context_);
        for (const Place& place : visit(tree_.top, from, Inside::Nothing)) note(place);
        make_each_once(found_.instances);
        make_each_once(found_.nodes);
        return std::move(found_);
    }

private:
    enum class Inside { Nothing, Predicate };

    static void make_each_once(auto& items)
    {
        std::ranges::sort(items);
        const auto again = std::ranges::unique(items);
        items.erase(again.begin(), again.end());
    }

    void note(const Place& place)
    {
        NodeReference reference;
        reference.instance = place.instance;
        reference.path = place.names == 0 ? "/" : place.path;
        reference.everything_below = place.everything_below;
        if (place.instance.empty()) {
            const std::size_t shared =
                place.everything_below ? context_.names : shared_names(place.path, context_.path);
            reference.other_instances = place.own < shared;
            found_.itself |= place.path == context_.path && !place.everything_below;
        }
        // A comparison names the same node again and again; what is left is sorted at the end.
        if (found_.nodes.empty() || found_.nodes.back() != reference) found_.nodes.push_back(std::move(reference));
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
            return function == NodeFunction::Instance ? Places{root_of(std::string(id.text))} : Places{};
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
            return {anywhere_in({})};
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
            places.emplace_back();
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
            if (places.size() == 1 && step.is_plain_child() && !places.front().everything_below) {
                go_to_child(places.front(), name_of(step));
                continue;
            }
            Places next;
            for (const Place& place : places) walk_step(step, place, next);
            if (next.size() > places_max) next = {anywhere_in({})};
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

    static std::string_view name_of(const SyntaxStep& step)
    {
        return step.test != TestKind::Name || step.name.local.empty() ? "*" : step.name.local;
    }

    void go_to_child(Place& place, std::string_view name) const
    {
        // The document element is the only one: whoever goes down from the root comes to the own ancestor.
        std::string_view own = context_.path;
        if (place.names == 0 && place.instance.empty() && !own.empty() && name == take_name(own)) place.own = 1;
        place.go_down(name);
    }

    void walk_step(const SyntaxStep& step, const Place& place, Places& next)
    {
        const std::string_view name = name_of(step);
        const auto below = [](Place at) {
            at.everything_below = true;
            return at;
        };
        const auto child_of = [&](Place at, std::string_view child) {
            go_to_child(at, child);
            return at;
        };
        const auto parent_of = [](Place at) {
            at.go_up();
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
            add(next, place.everything_below ? place : child_of(place, "@" + std::string(name)));
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
            for (Place above = place; above.names > 0;) {
                above.everything_below = false;
                above.go_up();
                if (step.test != TestKind::Name || name == "*" || (above.names > 0 && above.last_name() == name))
                    add(next, above);
            }
            break;
        case Axis::FollowingSibling:
        case Axis::PrecedingSibling:
            add(next, place.everything_below ? place : child_of(parent_of(place), name));
            break;
        case Axis::Following:
        case Axis::Preceding:
            add(next, anywhere_in(place.instance));
            break;
        case Axis::Namespace:
            break;
        }
    }

    const ExpressionTree& tree_;
    Place context_;
    References found_;
};

} // namespace

References Expression::references(std::string_view context_path) const
{
    return ReferenceWalk(*tree_, context_path).walk();
}

} // namespace mahalla
