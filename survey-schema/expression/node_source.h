#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

class NodeSource;

/// A node inside its source. Sources number their nodes as they like.
using NodeIndex = std::uint32_t;
constexpr NodeIndex no_node = 0xffffffffU;

/// One node of one tree. Cheap to copy; valid as long as its source lives and keeps the node.
struct NodeRef {
    const NodeSource* source = nullptr;
    NodeIndex node = no_node;

    explicit operator bool() const { return node != no_node; }
    bool operator==(const NodeRef&) const = default;
};

/// The kinds of XPath 1.0 §5.
enum class NodeKind : std::uint8_t { Root, Element, Attribute, Text, Comment, ProcessingInstruction, Namespace };

/// What a name in a path asks for. `local` is empty for `*` and `prefix:*`. An unprefixed name asks for no namespace or
/// for the one given to the empty prefix, as ODK reads it (XPath 1.0 knows the first alone).
struct NameTest {
    std::string_view local;
    std::string_view namespace_uri;         ///< Of the prefix; empty for an unprefixed name.
    std::string_view default_namespace_uri; ///< Matches an unprefixed name too; empty for none.
    bool any_namespace = false;             ///< `*` without a prefix.

    bool matches(std::string_view node_local, std::string_view node_namespace_uri) const
    {
        if (any_namespace) return true;
        if (!local.empty() && local != node_local) return false;
        return node_namespace_uri == namespace_uri ||
               (namespace_uri.empty() && !node_namespace_uri.empty() && node_namespace_uri == default_namespace_uri);
    }
};

/// A tree that expressions read: a document, or the live answers of a session.
///
/// Expressions never change it, and it may not change while one is evaluated. Everything here is on the hot path:
/// functions neither fail nor allocate unless they say so. All but `append_string_value`'s text are owned by the
/// source.
class NodeSource {
public:
    virtual ~NodeSource() = default;

    /// The node of kind `Root`, above the document element.
    virtual NodeIndex root() const = 0;
    virtual NodeKind kind(NodeIndex node) const = 0;
    /// `no_node` for the root. An attribute's parent is its element.
    virtual NodeIndex parent(NodeIndex node) const = 0;
    /// Children in document order; attributes are not children. `no_node` where there is none.
    virtual NodeIndex first_child(NodeIndex node) const = 0;
    virtual NodeIndex last_child(NodeIndex node) const = 0;
    virtual NodeIndex next_sibling(NodeIndex node) const = 0;
    virtual NodeIndex previous_sibling(NodeIndex node) const = 0;
    virtual NodeIndex first_attribute(NodeIndex element) const = 0;
    virtual NodeIndex next_attribute(NodeIndex attribute) const = 0;

    /// Appends the namespaces in scope, each a node of kind `Namespace` named for its prefix. Live answers have none.
    virtual void append_namespaces(NodeIndex /*element*/, std::vector<NodeIndex>& /*found*/) const {}

    /// Empty for nodes without a name. A processing instruction's name is its target.
    virtual std::string_view local_name(NodeIndex node) const = 0;
    virtual std::string_view namespace_uri(NodeIndex node) const = 0;
    virtual std::string_view prefix(NodeIndex node) const = 0;

    /// Appends the string value of XPath 1.0 §5: an element's is the text below it. Must not recurse without a limit.
    virtual void append_string_value(NodeIndex node, std::string& text) const = 0;
    /// The string value where the source holds it in one piece (a question's answer); nothing where it must be put
    /// together.
    virtual std::optional<std::string_view> string_value_view(NodeIndex) const { return std::nullopt; }

    /// True where `a` stands before `b` in document order (an element, its attributes, its children).
    virtual bool precedes(NodeIndex a, NodeIndex b) const = 0;

    /// Children that are elements and match `name`, in document order. Sources with many children override both.
    virtual NodeIndex first_child_element(NodeIndex parent, const NameTest& name) const;
    virtual NodeIndex next_sibling_element(NodeIndex node, const NameTest& name) const;

    /// The 1-based position of an element among its siblings of the same name: an instance's place in its repeat.
    virtual std::size_t position_among_namesakes(NodeIndex element) const;

    /// The fast way for `parent/item[key = 'value']`: appends, in document order, the children of `parent` that are
    /// elements matching `item` and have a child element `key` whose string value is `value`. Returns false, having
    /// appended nothing, where the source keeps no index; the caller then looks at each child.
    virtual bool append_children_where(NodeIndex /*parent*/, const NameTest& /*item*/, const NameTest& /*key*/,
                                       std::string_view /*value*/, std::vector<NodeIndex>& /*found*/) const
    {
        return false;
    }

    /// The same for `number(key) = value`: appends all whose key is that number, in document order; perhaps others too,
    /// which the caller must look at (a date is a number that depends on the time zone).
    virtual bool append_children_where_number(NodeIndex /*parent*/, const NameTest& /*item*/, const NameTest& /*key*/,
                                              double /*value*/, std::vector<NodeIndex>& /*found*/) const
    {
        return false;
    }
};

/// The string value of `node`.
std::string string_value(NodeRef node);

} // namespace mahalla
