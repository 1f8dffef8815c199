// Functions over node sets that XPath 1.0 does not have: instances, repeats, order by chance.
#include "base/text.h"
#include "expression/evaluator.h"
#include "expression/shuffle.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

bool lies_in(NodeRef node, NodeRef container)
{
    if (node.source != container.source) return false;
    for (NodeIndex above = node.source->parent(node.node); above != no_node; above = node.source->parent(above))
        if (above == container.node) return true;
    return false;
}

std::size_t depth_of(NodeRef node)
{
    std::size_t depth = 0;
    for (NodeIndex above = node.source->parent(node.node); above != no_node; above = node.source->parent(above))
        ++depth;
    return depth;
}

} // namespace

Value Evaluator::node_call(const SyntaxNode& node, const Focus& focus)
{
    switch (node.function.as<NodeFunction>()) {
    case NodeFunction::CountNonEmpty: {
        std::size_t count = 0;
        std::string storage;
        const auto look = [&](NodeRef one) {
            if (!text_of(one, storage).empty()) ++count;
            return false;
        };
        each_node(argument(node, 0), focus, look);
        return static_cast<double>(count);
    }
    case NodeFunction::Instance: {
        std::string storage;
        const auto found = environment_.instance(text(argument(node, 0), focus, storage));
        return found ? NodeSet{*found} : NodeSet{};
    }
    case NodeFunction::Current:
        return current_ ? NodeSet{current_} : NodeSet{};
    case NodeFunction::Randomize:
        return randomized(node, focus);
    case NodeFunction::IndexedRepeat:
        return indexed_repeat(node, focus);
    case NodeFunction::PullData:
        return pull_data(node, focus);
    default:
        return {};
    }
}

NodeSet Evaluator::randomized(const SyntaxNode& node, const Focus& focus)
{
    NodeSet set = nodes(argument(node, 0), focus);
    if (node.count == 1) {
        shuffle(set, [&](std::size_t count) { return environment_.random().below(count); });
        return set;
    }
    const Value seed = value(argument(node, 1), focus);
    const double number = number_of(seed);
    const bool is_text = seed.kind() == ValueKind::String || seed.kind() == ValueKind::Nodes;
    ParkMiller chance(std::isnan(number) && is_text ? seed_of_text(text_of(seed)) : seed_of_number(number));
    shuffle(set, [&](std::size_t count) { return chance.below(count); });
    return set;
}

/// The nodes of the first argument that lie in the given instance of each repeat, the outermost repeat first whatever
/// order they are named in.
NodeSet Evaluator::indexed_repeat(const SyntaxNode& node, const Focus& focus)
{
    struct Choice {
        NodeSet repeats;
        double position = 0;
        std::size_t depth = 0;
    };
    std::vector<Choice> choices;
    for (std::size_t i = 1; i + 1 < node.count; i += 2) {
        Choice choice{nodes(argument(node, i), focus), number(argument(node, i + 1), focus), 0};
        if (choice.repeats.empty()) return {};
        choice.depth = depth_of(choice.repeats.front());
        choices.push_back(std::move(choice));
    }
    std::ranges::stable_sort(choices, {}, &Choice::depth);

    NodeRef chosen;
    for (const Choice& choice : choices) {
        double position = 0;
        NodeRef found;
        for (const NodeRef repeat : choice.repeats) {
            if (!spend(1)) return {};
            if (chosen && !lies_in(repeat, chosen)) continue;
            if (++position == choice.position) {
                found = repeat;
                break;
            }
        }
        if (!found) return {};
        chosen = found;
    }
    NodeSet set = nodes(argument(node, 0), focus);
    std::erase_if(set, [&](NodeRef one) { return !lies_in(one, chosen); });
    return set;
}

/// `pulldata('fruits', 'name', 'name_key', 'mango')`: the first row of the instance whose key column holds the key.
std::string Evaluator::pull_data(const SyntaxNode& node, const Focus& focus)
{
    const auto instance = environment_.instance(string(argument(node, 0), focus));
    const std::string column = string(argument(node, 1), focus), key_column = string(argument(node, 2), focus);
    const std::string key = string(argument(node, 3), focus);
    if (!instance) return {};
    const NodeSource& source = *instance->source;
    NameTest any;
    any.any_namespace = true;
    NameTest key_test, column_test;
    key_test.local = key_column;
    column_test.local = column;
    const NodeIndex top = source.first_child_element(instance->node, any);
    if (top == no_node || key_column.empty() || column.empty()) return {};
    // ODK Collect compares the names of columns without their case.
    const NodeIndex first = source.first_child_element(top, any);
    for (NameTest* test : {&key_test, &column_test}) {
        if (first == no_node || source.first_child_element(first, *test) != no_node) continue;
        for (NodeIndex cell = source.first_child_element(first, any); cell != no_node;
             cell = source.next_sibling_element(cell, any))
            if (equal_ignoring_ascii_case(source.local_name(cell), test->local)) test->local = source.local_name(cell);
    }

    std::vector<NodeIndex> rows;
    if (!source.append_children_where(top, any, key_test, key, rows)) {
        std::string storage;
        for (NodeIndex row = source.first_child_element(top, any); row != no_node && rows.empty() && spend(1);
             row = source.next_sibling_element(row, any)) {
            const NodeIndex cell = source.first_child_element(row, key_test);
            if (cell != no_node && text_of({&source, cell}, storage) == key) rows.push_back(row);
        }
    }
    if (rows.empty()) return {};
    const NodeIndex cell = source.first_child_element(rows.front(), column_test);
    return cell == no_node ? std::string() : string_value({&source, cell});
}

} // namespace mahalla
