#include "base/check.h"
#include "expression/document.h"

namespace mahalla {

DocumentBuilder::DocumentBuilder() : document_(new Document)
{
    document_->names_.emplace_back();
    Document::Node root;
    document_->nodes_.push_back(root);
    open_.push_back(0);
    // The prefix `xml` is in scope everywhere (XPath 1.0 §5.4).
    namespace_declaration("xml", "http://www.w3.org/XML/1998/namespace");
}

DocumentBuilder::~DocumentBuilder() = default;

void DocumentBuilder::reserve(std::size_t nodes, std::size_t text_bytes)
{
    document_->nodes_.reserve(nodes);
    document_->texts_.reserve(text_bytes);
}

std::uint32_t DocumentBuilder::name_of(std::string_view local, std::string_view namespace_uri, std::string_view prefix)
{
    std::size_t hash = 0;
    for (const std::string_view part : {local, namespace_uri, prefix})
        hash = hash * 0x9e3779b97f4a7c15U + HashIndex::hash_of(part);
    std::vector<Document::Name>& names = document_->names_;
    const std::uint32_t known = name_numbers_.find(hash, [&](std::uint32_t number) {
        const Document::Name& name = names[number];
        return name.local == local && name.namespace_uri == namespace_uri && name.prefix == prefix;
    });
    if (known != HashIndex::none) return known;
    const auto made = static_cast<std::uint32_t>(names.size());
    names.push_back({std::string(local), std::string(namespace_uri), std::string(prefix)});
    name_numbers_.add(hash, made);
    return made;
}

NodeIndex DocumentBuilder::add(NodeKind kind, std::uint32_t name, std::string_view content)
{
    const auto made = static_cast<NodeIndex>(document_->nodes_.size());
    Document::Node node;
    node.kind = kind;
    node.parent = open_.back();
    node.name = name;
    node.text_begin = static_cast<std::uint32_t>(document_->texts_.size());
    node.text_size = static_cast<std::uint32_t>(content.size());
    document_->texts_ += content;
    if (kind != NodeKind::Attribute && kind != NodeKind::Namespace) {
        Document::Node& parent = document_->nodes_[open_.back()];
        node.previous = parent.last_child;
        if (parent.last_child == no_node)
            parent.first_child = made;
        else
            document_->nodes_[parent.last_child].next = made;
        parent.last_child = made;
    }
    document_->nodes_.push_back(node);
    return made;
}

void DocumentBuilder::begin_element(std::string_view local, std::string_view namespace_uri, std::string_view prefix,
                                    std::uint32_t line)
{
    const NodeIndex made = add(NodeKind::Element, name_of(local, namespace_uri, prefix), {});
    document_->nodes_[made].line = line;
    open_.push_back(made);
}

void DocumentBuilder::attribute(std::string_view local, std::string_view value, std::string_view namespace_uri,
                                std::string_view prefix)
{
    MAHALLA_CHECK(open_.size() > 1 && document_->nodes_[open_.back()].first_child == no_node);
    add(NodeKind::Attribute, name_of(local, namespace_uri, prefix), value);
}

void DocumentBuilder::namespace_declaration(std::string_view prefix, std::string_view uri)
{
    MAHALLA_CHECK(document_->nodes_[open_.back()].first_child == no_node);
    add(NodeKind::Namespace, name_of(prefix, {}, {}), uri);
}

void DocumentBuilder::text(std::string_view content)
{
    if (content.empty()) return;
    const NodeIndex last = document_->nodes_[open_.back()].last_child;
    if (last != no_node && document_->nodes_[last].kind == NodeKind::Text) {
        // Nothing was added since, so its text still ends where all texts end.
        document_->texts_ += content;
        document_->nodes_[last].text_size += static_cast<std::uint32_t>(content.size());
        return;
    }
    add(NodeKind::Text, 0, content);
}

void DocumentBuilder::comment(std::string_view content) { add(NodeKind::Comment, 0, content); }

void DocumentBuilder::processing_instruction(std::string_view target, std::string_view content)
{
    add(NodeKind::ProcessingInstruction, name_of(target, {}, {}), content);
}

void DocumentBuilder::end_element()
{
    MAHALLA_CHECK(open_.size() > 1);
    open_.pop_back();
}

void DocumentBuilder::leaf(std::string_view local, std::string_view content)
{
    begin_element(local);
    text(content);
    end_element();
}

std::shared_ptr<const Document> DocumentBuilder::finish()
{
    open_.resize(1);
    return std::move(document_);
}

} // namespace mahalla
