// Dispatch, and the functions of XPath 1.0 §4 over nodes, texts and booleans.
#include "expression/characters.h"
#include "expression/evaluator.h"
#include "expression/node_walk.h"

#include "base/text.h"

#include <cmath>
#include <unordered_set>

namespace mahalla {

namespace {

constexpr std::string_view xml_uri = "http://www.w3.org/XML/1998/namespace";

std::string qualified_name(NodeRef node)
{
    const std::string_view prefix = node.source->prefix(node.node);
    const std::string_view local = node.source->local_name(node.node);
    return prefix.empty() ? std::string(local) : std::string(prefix) + ":" + std::string(local);
}

} // namespace

Value Evaluator::call(const SyntaxNode& node, const Focus& focus)
{
    switch (node.function.kind()) {
    case FunctionKind::Core:
        return core_call(node, focus);
    case FunctionKind::Text:
        return text_call(node, focus);
    case FunctionKind::Number:
        return number_call(node, focus);
    case FunctionKind::Node:
        return node_call(node, focus);
    case FunctionKind::Choice:
        return choice_call(node, focus);
    case FunctionKind::Calendar:
        return date_call(node, focus);
    case FunctionKind::Place:
        return place_call(node, focus);
    }
    return {};
}

Value Evaluator::core_call(const SyntaxNode& node, const Focus& focus)
{
    std::string first_storage, second_storage;
    const auto first = [&] {
        return node.count > 0 ? text(argument(node, 0), focus, first_storage) : text_of(focus.node, first_storage);
    };
    const auto second = [&] { return text(argument(node, 1), focus, second_storage); };
    /// The node that a function about names is asked of: the first of its argument, or the context node.
    const auto named = [&] {
        if (node.count == 0) return focus.node;
        const NodeSet set = nodes(argument(node, 0), focus);
        return set.empty() ? NodeRef{} : set.front();
    };

    switch (node.function.as<CoreFunction>()) {
    case CoreFunction::Last:
        return static_cast<double>(focus.size);
    case CoreFunction::Position: {
        if (node.count == 0) return static_cast<double>(focus.position);
        const NodeRef asked = named();
        if (!asked) return std::nan("");
        const std::size_t position = asked.source->position_among_namesakes(asked.node);
        spend(position);
        return static_cast<double>(position);
    }
    case CoreFunction::Count: {
        std::size_t count = 0;
        const auto counted = [&](NodeRef) {
            ++count;
            return false;
        };
        each_node(argument(node, 0), focus, counted);
        return static_cast<double>(count);
    }
    case CoreFunction::Id:
        return by_id(argument(node, 0), focus);
    case CoreFunction::LocalName: {
        const NodeRef asked = named();
        return asked ? std::string(asked.source->local_name(asked.node)) : std::string();
    }
    case CoreFunction::NamespaceUri: {
        const NodeRef asked = named();
        return asked ? std::string(asked.source->namespace_uri(asked.node)) : std::string();
    }
    case CoreFunction::Name: {
        const NodeRef asked = named();
        return asked ? qualified_name(asked) : std::string();
    }
    case CoreFunction::String:
        return std::string(first());
    case CoreFunction::StartsWith: {
        const std::string_view whole = first();
        return whole.starts_with(second());
    }
    case CoreFunction::Contains: {
        const std::string_view whole = first();
        return place_of(second(), whole) != std::string_view::npos;
    }
    case CoreFunction::SubstringBefore: {
        const std::string_view whole = first();
        const std::size_t at = place_of(second(), whole);
        return at == std::string_view::npos ? std::string() : std::string(whole.substr(0, at));
    }
    case CoreFunction::SubstringAfter: {
        const std::string_view whole = first(), part = second();
        const std::size_t at = place_of(part, whole);
        return at == std::string_view::npos ? std::string() : std::string(whole.substr(at + part.size()));
    }
    case CoreFunction::Substring: {
        const double length = node.count == 3 ? number(argument(node, 2), focus) : HUGE_VAL;
        return std::string(substring(first(), number(argument(node, 1), focus), length));
    }
    case CoreFunction::StringLength:
        return static_cast<double>(characters_in(first()));
    case CoreFunction::NormalizeSpace:
        return collapsed(first());
    case CoreFunction::Translate: {
        const std::string_view whole = first(), from = second();
        return translated(whole, from, string(argument(node, 2), focus));
    }
    case CoreFunction::Boolean:
        return boolean(argument(node, 0), focus);
    case CoreFunction::Not:
        return !boolean(argument(node, 0), focus);
    case CoreFunction::True:
        return true;
    case CoreFunction::False:
        return false;
    case CoreFunction::Lang:
        return lang(first(), focus.node);
    case CoreFunction::Number:
        return number_value(node.count > 0 ? value(argument(node, 0), focus) : Value(std::string(first())));
    case CoreFunction::Sum:
        return sum(argument(node, 0), focus);
    default:
        return {};
    }
}

double Evaluator::sum(SyntaxIndex at, const Focus& focus)
{
    double total = 0;
    const auto add = [&](NodeRef node) {
        total += number_of(node);
        return false;
    };
    each_node(at, focus, add);
    return total;
}

/// §4.3: the nearest `xml:lang` is the wanted language, or begins with it and a hyphen; letters of either case.
bool Evaluator::lang(std::string_view wanted, NodeRef node)
{
    for (; node; node.node = node.source->parent(node.node)) {
        if (node.source->kind(node.node) != NodeKind::Element) continue;
        for (NodeIndex one = node.source->first_attribute(node.node); one != no_node;
             one = node.source->next_attribute(one)) {
            if (node.source->local_name(one) != "lang" || node.source->namespace_uri(one) != xml_uri) continue;
            const std::string language = string_value({node.source, one});
            return equal_ignoring_ascii_case(language.substr(0, wanted.size()), wanted) &&
                   (language.size() == wanted.size() ||
                    (language.size() > wanted.size() && language[wanted.size()] == '-'));
        }
    }
    return false;
}

/// §4.1. Without a document type no attribute is declared an id; `id` and `xml:id` are taken for it.
NodeSet Evaluator::by_id(SyntaxIndex at, const Focus& focus)
{
    const Value wanted = value(at, focus);
    std::string texts, storage;
    if (wanted.kind() == ValueKind::Nodes) {
        for (const NodeRef node : wanted.nodes()) {
            texts += text_of(node, storage);
            texts += ' ';
            if (!spend(texts.size() / 16)) return {};
        }
    } else {
        texts = wanted.to_string();
    }
    const std::vector<std::string_view> listed = words(texts);
    std::unordered_set<std::string_view> ids(listed.begin(), listed.end());
    NodeSet found;
    if (!focus.node) return found;
    const NodeSource& source = *focus.node.source;
    for (NodeIndex element = source.root(); element != no_node && !ids.empty() && spend(1);
         element = next_in_document(source, element)) {
        if (source.kind(element) != NodeKind::Element) continue;
        for (NodeIndex one = source.first_attribute(element); one != no_node; one = source.next_attribute(one)) {
            const std::string_view uri = source.namespace_uri(one);
            if (source.local_name(one) != "id" || (!uri.empty() && uri != xml_uri)) continue;
            // An id names the first element that has it.
            if (ids.erase(text_of({&source, one}, storage)) > 0) {
                found.push_back({&source, element});
                break;
            }
        }
    }
    return found;
}

} // namespace mahalla
