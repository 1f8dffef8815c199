#pragma once
#include "base/hash_index.h"
#include "expression/node_source.h"

#include <memory>
#include <mutex>

namespace mahalla {

class DocumentBuilder;

/// An immutable XML tree in flat vectors: a secondary instance, an XForm as it was read, an XPath test's document.
///
/// Nodes are numbered in document order from 0, the root. May be read from several threads at once. Made by
/// `DocumentBuilder` or `read_xml` (xform/xml_reader.h); does not move, because `NodeRef`s point at it.
class Document final : public NodeSource {
public:
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;
    ~Document() override;

    NodeIndex root() const override { return 0; }
    /// `no_node` for a document without an element.
    NodeIndex document_element() const;
    std::size_t node_count() const { return nodes_.size(); }
    NodeRef ref(NodeIndex node) const { return {this, node}; }
    NodeRef root_ref() const { return {this, 0}; }

    NodeKind kind(NodeIndex node) const override { return nodes_[node].kind; }
    NodeIndex parent(NodeIndex node) const override { return nodes_[node].parent; }
    NodeIndex first_child(NodeIndex node) const override { return nodes_[node].first_child; }
    NodeIndex last_child(NodeIndex node) const override { return nodes_[node].last_child; }
    NodeIndex next_sibling(NodeIndex node) const override { return nodes_[node].next; }
    NodeIndex previous_sibling(NodeIndex node) const override { return nodes_[node].previous; }
    NodeIndex first_attribute(NodeIndex element) const override;
    NodeIndex next_attribute(NodeIndex attribute) const override;
    std::string_view local_name(NodeIndex node) const override { return names_[nodes_[node].name].local; }
    std::string_view namespace_uri(NodeIndex node) const override { return names_[nodes_[node].name].namespace_uri; }
    std::string_view prefix(NodeIndex node) const override { return names_[nodes_[node].name].prefix; }
    void append_namespaces(NodeIndex element, std::vector<NodeIndex>& found) const override;
    void append_string_value(NodeIndex node, std::string& text) const override;
    std::optional<std::string_view> string_value_view(NodeIndex node) const override;
    bool precedes(NodeIndex a, NodeIndex b) const override { return a < b; }
    NodeIndex first_child_element(NodeIndex parent, const NameTest& name) const override;
    NodeIndex next_sibling_element(NodeIndex node, const NameTest& name) const override;
    /// The index over one kind of child and key is built when it is first asked for.
    bool append_children_where(NodeIndex parent, const NameTest& item, const NameTest& key, std::string_view value,
                               std::vector<NodeIndex>& found) const override;
    bool append_children_where_number(NodeIndex parent, const NameTest& item, const NameTest& key, double value,
                                      std::vector<NodeIndex>& found) const override;

    /// The text of a text, attribute, comment or processing instruction; empty for others.
    std::string_view text(NodeIndex node) const;
    /// The value of an unprefixed or namespaced attribute; nothing where it is absent.
    std::optional<std::string_view> attribute(NodeIndex element, std::string_view local,
                                              std::string_view namespace_uri = {}) const;
    /// The first node behind those below `node`, in document order; `node_count()` where there is none.
    NodeIndex end_of_subtree(NodeIndex node) const;
    /// The line in the file that was read, from 1; 0 where it is not known.
    std::uint32_t line(NodeIndex node) const { return nodes_[node].line; }

private:
    friend class DocumentBuilder;
    Document();

    struct Name {
        std::string local, namespace_uri, prefix;
    };
    struct Node {
        NodeIndex parent = no_node, first_child = no_node, last_child = no_node, next = no_node, previous = no_node;
        std::uint32_t name = 0, text_begin = 0, text_size = 0, line = 0;
        NodeKind kind = NodeKind::Root;
    };
    struct TextIndex;
    struct NumberIndex;

    template <typename Index>
    const Index* index_of(std::vector<std::unique_ptr<Index>>& indexes, NodeIndex parent, const NameTest& item,
                          const NameTest& key) const;

    std::vector<Node> nodes_;
    std::vector<Name> names_;
    std::string texts_;
    mutable std::mutex indexes_lock_;
    mutable std::vector<std::unique_ptr<TextIndex>> text_indexes_;
    mutable std::vector<std::unique_ptr<NumberIndex>> number_indexes_;
};

/// Builds a `Document` from the top down, in document order: `begin_element`, its attributes, its content,
/// `end_element`.
class DocumentBuilder {
public:
    DocumentBuilder();
    ~DocumentBuilder();

    /// Room for what is to come, so that a large document is not copied while it grows. More or fewer may come.
    void reserve(std::size_t nodes, std::size_t text_bytes);
    void begin_element(std::string_view local, std::string_view namespace_uri = {}, std::string_view prefix = {},
                       std::uint32_t line = 0);
    void attribute(std::string_view local, std::string_view value, std::string_view namespace_uri = {},
                   std::string_view prefix = {});
    /// A namespace declared here (`xmlns:prefix="uri"`), for the namespace axis.
    void namespace_declaration(std::string_view prefix, std::string_view uri);
    /// Neighbouring texts become one node; an empty text none.
    void text(std::string_view content);
    void comment(std::string_view content);
    void processing_instruction(std::string_view target, std::string_view content);
    void end_element();
    /// An element that holds nothing but text.
    void leaf(std::string_view local, std::string_view content);

    /// The document; ends elements that are still open. The builder is used up.
    std::shared_ptr<const Document> finish();

private:
    NodeIndex add(NodeKind kind, std::uint32_t name, std::string_view content);
    std::uint32_t name_of(std::string_view local, std::string_view namespace_uri, std::string_view prefix);

    std::shared_ptr<Document> document_;
    HashIndex name_numbers_; ///< Of what is in `names_`.
    std::vector<NodeIndex> open_;
};

} // namespace mahalla
