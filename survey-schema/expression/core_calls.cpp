// Dispatch, and the functions of XPath 1.0 §4 over nodes, texts and booleans.
#include "expression/evaluator.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

constexpr std::string_view xml_uri = "http://www.w3.org/XML/1998/namespace";

bool is_ascii(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::size_t length_of(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// §4.2: the characters whose position p fulfils p >= round(start) and p < round(start) + round(length).
std::string substring(std::string_view text, double start, double length)
{
    const auto rounded = [](double number) { return std::floor(number + 0.5); };
    const double first = rounded(start), last = first + rounded(length);
    std::string made;
    double position = 0;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++position;
        if (position >= first && position < last) made += c;
    }
    return made;
}

std::string translated(std::string_view text, std::string_view from, std::string_view to)
{
    const std::u32string from_characters = to_code_points(from), to_characters = to_code_points(to);
    std::string made;
    for (const char32_t c : to_code_points(text)) {
        const std::size_t at = from_characters.find(c);
        if (at == std::u32string::npos)
            append_utf8(made, c);
        else if (at < to_characters.size())
            append_utf8(made, to_characters[at]);
    }
    return made;
}

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
        return static_cast<double>(asked.source->position_among_namesakes(asked.node));
    }
    case CoreFunction::Count:
        return static_cast<double>(nodes(argument(node, 0), focus).size());
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
        return whole.find(second()) != std::string_view::npos;
    }
    case CoreFunction::SubstringBefore: {
        const std::string_view whole = first();
        const std::size_t at = whole.find(second());
        return at == std::string_view::npos ? std::string() : std::string(whole.substr(0, at));
    }
    case CoreFunction::SubstringAfter: {
        const std::string_view whole = first(), part = second();
        const std::size_t at = whole.find(part);
        return at == std::string_view::npos ? std::string() : std::string(whole.substr(at + part.size()));
    }
    case CoreFunction::Substring: {
        const double length = node.count == 3 ? number(argument(node, 2), focus) : HUGE_VAL;
        return substring(first(), number(argument(node, 1), focus), length);
    }
    case CoreFunction::StringLength:
        return static_cast<double>(length_of(first()));
    case CoreFunction::NormalizeSpace:
        return collapsed(first());
    case CoreFunction::Translate: {
        const std::string_view whole = first(), from = second();
        const std::string to = string(argument(node, 2), focus);
        if (!is_ascii(whole) || !is_ascii(from) || !is_ascii(to)) return translated(whole, from, to);
        std::string made;
        for (const char c : whole) {
            const std::size_t at = from.find(c);
            if (at == std::string_view::npos)
                made += c;
            else if (at < to.size())
                made += to[at];
        }
        return made;
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
        return number_value(node.count > 0 ? value(argument(node, 0), focus) : Value(string_value(focus.node)));
    case CoreFunction::Sum: {
        double total = 0;
        for (const NodeRef one : nodes(argument(node, 0), focus)) total += number_of(one);
        return total;
    }
    default:
        return {};
    }
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
    std::string texts;
    if (wanted.kind() == ValueKind::Nodes) {
        for (const NodeRef node : wanted.nodes()) texts += string_value(node) + " ";
    } else {
        texts = wanted.to_string();
    }
    const std::vector<std::string_view> ids = words(texts);
    NodeSet found;
    if (!focus.node || ids.empty()) return found;
    const NodeSource& source = *focus.node.source;
    std::vector<std::string_view> used;
    const NodeIndex top = source.root();
    NodeIndex element = top;
    while (spend(1)) {
        for (NodeIndex one = source.kind(element) == NodeKind::Element ? source.first_attribute(element) : no_node;
             one != no_node; one = source.next_attribute(one)) {
            const std::string_view uri = source.namespace_uri(one);
            if (source.local_name(one) != "id" || (!uri.empty() && uri != xml_uri)) continue;
            const std::string id = string_value({&source, one});
            const auto match = std::ranges::find(ids, id);
            // An id names the first element that has it.
            if (match != ids.end() && std::ranges::find(used, *match) == used.end()) {
                used.push_back(*match);
                found.push_back({&source, element});
            }
        }
        NodeIndex next = source.first_child(element);
        while (next == no_node && element != top) {
            next = source.next_sibling(element);
            if (next == no_node) element = source.parent(element);
        }
        if (next == no_node) break;
        element = next;
    }
    return found;
}

} // namespace mahalla
