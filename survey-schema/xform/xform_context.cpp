#include "xform/xform_context.h"

#include "base/text.h"
#include "xform/own_extensions.h"

#include <algorithm>

namespace mahalla {

namespace {

/// "/data/orx:meta/orx:instanceID" as "/data/meta/instanceID".
std::string without_prefixes(std::string_view nodeset)
{
    std::string result;
    std::size_t begin = 0;
    while (begin < nodeset.size()) {
        const std::size_t slash = nodeset.find('/', begin + 1);
        const std::string_view step = nodeset.substr(begin, slash == std::string_view::npos ? slash : slash - begin);
        const std::size_t colon = step.find(':');
        const bool attribute = step.starts_with("/@");
        result += attribute ? "/@" : "/";
        result += colon == std::string_view::npos ? step.substr(attribute ? 2 : 1) : step.substr(colon + 1);
        begin = slash == std::string_view::npos ? nodeset.size() : slash;
    }
    return result;
}

} // namespace

std::string Purpose::text() const
{
    std::string text(what);
    if (!of.empty()) text.append(" of ").append(of);
    return text;
}

XFormContext::XFormContext(std::shared_ptr<const Document> document, FormDraft& draft, Diagnostics& diagnostics)
    : document_(std::move(document)), draft_(draft), diagnostics_(diagnostics), namespaces_(Namespaces::odk())
{
    collect_namespaces();
}

void XFormContext::collect_namespaces()
{
    for (const auto& [prefix, uri] : Namespaces::odk().declarations())
        if (!prefix.empty()) prefix_by_uri_.emplace(uri, prefix);
    for (NodeIndex node = 0; node < document_->node_count(); ++node) {
        if (document_->kind(node) != NodeKind::Namespace) continue;
        const std::string_view prefix = document_->local_name(node), uri = document_->text(node);
        if (prefix.empty() || prefix == "xml" || uri == own_namespace || prefix_by_uri_.contains(uri)) continue;
        // A prefix means one namespace in the whole form that is written: who comes second gets one of its own.
        std::string whole(prefix);
        while (namespaces_.uri(whole)) whole += '_';
        namespaces_.add(whole, uri);
        draft_.settings.namespaces.push_back({whole, std::string(uri)});
        prefix_by_uri_.emplace(uri, std::move(whole));
    }
}

void XFormContext::add(Severity severity, NodeIndex at, std::string code, std::string message, std::string help)
{
    Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.code = std::move(code);
    const std::uint32_t line = at == no_node ? 0 : document_->line(at);
    if (line > 0) message = "Line " + std::to_string(line) + ": " + message;
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    diagnostics_.push_back(std::move(diagnostic));
}

void XFormContext::error(NodeIndex at, std::string code, std::string message, std::string help)
{
    add(Severity::Error, at, std::move(code), std::move(message), std::move(help));
}

void XFormContext::warning(NodeIndex at, std::string code, std::string message, std::string help)
{
    add(Severity::Warning, at, std::move(code), std::move(message), std::move(help));
}

void XFormContext::report_other_attributes(NodeIndex element, std::initializer_list<std::string_view> known)
{
    for (NodeIndex a = document_->first_attribute(element); a != no_node; a = document_->next_attribute(a)) {
        const bool is_known = document_->namespace_uri(a).empty() &&
                              std::find(known.begin(), known.end(), document_->local_name(a)) != known.end();
        const std::string name = written_name(a), of = written_name(element);
        if (!is_known && reported_.insert(of + "/@" + name).second)
            warning(element, "attribute-unknown",
                    "The element “" + of + "” has an attribute “" + name + "”, which is not known.", "It is left out.");
    }
}

void XFormContext::report_element(NodeIndex element, std::string_view where, std::string_view help)
{
    const std::string name = written_name(element);
    if (reported_.insert(std::string(where) + "/" + name).second)
        warning(element, "element-unknown", std::string(where) + " has an element “" + name + "”, which is not known.",
                std::string(help));
}

NodeIndex XFormContext::first(NodeIndex parent) const
{
    NodeIndex child = document_->first_child(parent);
    while (child != no_node && document_->kind(child) != NodeKind::Element) child = document_->next_sibling(child);
    return child;
}

NodeIndex XFormContext::next(NodeIndex element) const
{
    NodeIndex sibling = document_->next_sibling(element);
    while (sibling != no_node && document_->kind(sibling) != NodeKind::Element)
        sibling = document_->next_sibling(sibling);
    return sibling;
}

NodeIndex XFormContext::find(NodeIndex parent, std::string_view local) const
{
    NodeIndex child = first(parent);
    while (child != no_node && !is(child, local)) child = next(child);
    return child;
}

std::string_view XFormContext::attribute(NodeIndex element, std::string_view local,
                                         std::string_view namespace_uri) const
{
    return document_->attribute(element, local, namespace_uri).value_or(std::string_view());
}

std::string XFormContext::written_name(NodeIndex node) const
{
    const std::string_view uri = document_->namespace_uri(node), local = document_->local_name(node);
    const bool plain = uri.empty() || (document_->prefix(node).empty() &&
                                       (uri == xforms_namespace || uri == draft_.settings.record_namespace));
    if (plain) return std::string(local);
    const auto found = prefix_by_uri_.find(uri);
    const std::string_view prefix = found == prefix_by_uri_.end() ? document_->prefix(node) : found->second;
    if (prefix.empty()) return std::string(local);
    std::string name(prefix);
    name += ':';
    name += local;
    return name;
}

std::string XFormContext::trimmed_text(NodeIndex element) const
{
    std::string text;
    document_->append_string_value(element, text);
    return std::string(trimmed(text));
}

std::optional<Expression> XFormContext::expression(std::string_view text, NodeIndex at, const Purpose& purpose,
                                                   CallCheck unknown_calls)
{
    if (trimmed(text).empty()) return std::nullopt;
    // Forms say the same thing many times ("true()", a filter): each text is compiled once.
    if (const auto found = expressions_.find(text); found != expressions_.end()) return found->second;
    Result<Expression> parsed = Expression::parse(text, namespaces_);
    if (!parsed) {
        if (auto foreign = Expression::parse(text, namespaces_, unknown_calls)) {
            warning(at, "function-unknown", "In the " + purpose.text() + ": " + parsed.error().message,
                    "It belongs to another program; here it is as if the expression were not there.");
            return *std::move(foreign);
        }
        error(at, "expression-invalid", "The " + purpose.text() + " cannot be read: " + parsed.error().message,
              "Correct the expression.");
        return std::nullopt;
    }
    const std::string_view own_text = parsed->text();
    return expressions_.emplace(own_text, *std::move(parsed)).first->second;
}

std::optional<Expression> XFormContext::calculation(std::string_view text, NodeIndex at, const Purpose& purpose)
{
    return expression(text, at, purpose, CallCheck::WhenCalled);
}

std::string XFormContext::resolved(std::string_view path, std::string_view context) const
{
    path = trimmed(path);
    std::string result;
    if (path.starts_with('/')) {
        path.remove_prefix(1);
    } else {
        result = context;
        if (path.starts_with("current()/")) path.remove_prefix(10);
    }
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        const std::string_view step = trimmed(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
        if (step.empty() || step == ".") continue;
        if (step == "..") {
            result.resize(result.rfind('/') == std::string::npos ? 0 : result.rfind('/'));
            continue;
        }
        result += '/';
        result += step;
    }
    return canonical(std::move(result));
}

void XFormContext::reserve(NodeIndex primary_root, NodeIndex body)
{
    const auto elements_in = [&](NodeIndex element) {
        const NodeIndex end = document_->end_of_subtree(element);
        std::size_t count = 0;
        for (NodeIndex node = element; node < end; ++node)
            if (document_->kind(node) == NodeKind::Element) ++count;
        return count;
    };
    const std::size_t nodes = elements_in(primary_root);
    draft_.nodes.reserve(nodes);
    nodes_.reserve(nodes);
    if (body == no_node) return;
    // Most controls answer a node of their own; a label, an item or an itemset is no control.
    draft_.controls.reserve(std::min(elements_in(body) / 2 + 1, nodes + nodes / 8));
}

void XFormContext::note_node(std::string_view nodeset, ModelIndex index)
{
    auto* text = static_cast<char*>(nodesets_.allocate(nodeset.size(), 1));
    std::ranges::copy(nodeset, text);
    nodeset = {text, nodeset.size()};
    nodes_.add(nodeset, index);
    if (nodeset.find(':') != std::string_view::npos) nodes_by_local_names_.emplace(without_prefixes(nodeset), index);
}

ModelIndex XFormContext::find_node(std::string_view nodeset) const
{
    if (const ModelIndex found = nodes_.find(nodeset); found != no_index) return found;
    const std::string local = without_prefixes(nodeset);
    if (const ModelIndex found = nodes_.find(local); found != no_index) return found;
    const auto similar = nodes_by_local_names_.find(local);
    return similar == nodes_by_local_names_.end() ? no_index : similar->second;
}

std::string XFormContext::canonical(std::string nodeset) const
{
    const ModelIndex index = find_node(nodeset);
    return index == no_index ? nodeset : std::string(nodes_.nodeset(index));
}

} // namespace mahalla
