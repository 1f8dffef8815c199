#pragma once
#include "base/diagnostic.h"
#include "form/form_draft.h"
#include "form/nodeset_index.h"

#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace mahalla {

inline constexpr std::string_view xforms_namespace = "http://www.w3.org/2002/xforms";
inline constexpr std::string_view javarosa_namespace = "http://openrosa.org/javarosa";
inline constexpr std::string_view openrosa_namespace = "http://openrosa.org/xforms";
inline constexpr std::string_view odk_namespace = "http://www.opendatakit.org/xforms";
inline constexpr std::string_view entities_namespace = "http://www.opendatakit.org/xforms/entities";

/// What an expression is for, for messages: "relevant" of "/data/age". Put together only where a message is needed.
struct Purpose {
    std::string_view what, of;

    Purpose(std::string_view what_of_the_form) : what(what_of_the_form) {}
    Purpose(const char* what_of_the_form) : what(what_of_the_form) {}
    Purpose(std::string_view what_of_a_node, std::string_view nodeset) : what(what_of_a_node), of(nodeset) {}
    /// "relevant of /data/age"
    std::string text() const;
};

/// What the readers of an XForm's parts share: the document, the draft they fill, and how paths and expressions are
/// read.
class XFormContext {
public:
    XFormContext(std::shared_ptr<const Document> document, FormDraft& draft, Diagnostics& diagnostics);
    XFormContext(const XFormContext&) = delete;
    XFormContext& operator=(const XFormContext&) = delete;

    const Document& document() const { return *document_; }
    const std::shared_ptr<const Document>& shared_document() const { return document_; }
    FormDraft& draft() { return draft_; }
    const Namespaces& namespaces() const { return namespaces_; }

    void error(NodeIndex at, std::string code, std::string message, std::string help);
    void warning(NodeIndex at, std::string code, std::string message, std::string help);

    /// Reports what of an element has no place in a form, so that nothing is dropped in silence: its attributes but for
    /// those in `known`, which have no namespace (attribute-unknown). A kind of attribute is reported once in a file.
    void report_other_attributes(NodeIndex element, std::initializer_list<std::string_view> known);
    /// The same for a whole element (element-unknown); `where` begins the sentence: "The model". Once for each kind.
    void report_element(NodeIndex element, std::string_view where, std::string_view help = "It is left out.");

    /// Element children, for `for (NodeIndex e = first(parent); e != no_node; e = next(e))`.
    NodeIndex first(NodeIndex parent) const;
    NodeIndex next(NodeIndex element) const;
    NodeIndex find(NodeIndex parent, std::string_view local) const;
    bool is(NodeIndex element, std::string_view local) const { return document_->local_name(element) == local; }
    /// An attribute by its local name and a namespace; empty where absent.
    std::string_view attribute(NodeIndex element, std::string_view local, std::string_view namespace_uri = {}) const;
    /// The name as a form writes it, with the prefix that the whole form uses for its namespace.
    std::string written_name(NodeIndex node) const;
    /// The attributes of `element` for which `is_taken(local, namespace)` is false.
    template <typename IsTaken>
    std::vector<WrittenAttribute> other_attributes(NodeIndex element, IsTaken is_taken) const
    {
        std::vector<WrittenAttribute> others;
        for (NodeIndex a = document_->first_attribute(element); a != no_node; a = document_->next_attribute(a))
            if (!is_taken(document_->local_name(a), document_->namespace_uri(a)))
                others.push_back({written_name(a), std::string(document_->text(a))});
        return others;
    }
    /// The text below an element, white space at both ends left out.
    std::string trimmed_text(NodeIndex element) const;

    /// The expression, or nothing after reporting what is wrong with it. Empty text is nothing and no mistake. Calls of
    /// functions that only other programs know are a warning (function-unknown) as far as `unknown_calls` allows them.
    std::optional<Expression> expression(std::string_view text, NodeIndex at, const Purpose& purpose,
                                         CallCheck unknown_calls = CallCheck::OtherProgramsWhenCalled);
    /// The same for what is computed and stored: a function that only other programs know is a warning, the expression
    /// is kept, and gives nothing here.
    std::optional<Expression> calculation(std::string_view text, NodeIndex at, const Purpose& purpose);
    /// The absolute nodeset that `path` means from `context` (an absolute nodeset): "../age" on "/data/person/name".
    std::string resolved(std::string_view path, std::string_view context) const;

    /// Room for the nodes and controls that the elements below these will be.
    void reserve(NodeIndex primary_root, NodeIndex body);
    /// Adds a node under its nodeset, for binds, controls and actions to find.
    void note_node(std::string_view nodeset, ModelIndex index);
    /// `no_index` where there is none. Prefixes may differ where the local names agree.
    ModelIndex find_node(std::string_view nodeset) const;
    /// The nodeset the form writes for the node that `nodeset` means; `nodeset` itself where there is none.
    std::string canonical(std::string nodeset) const;

    /// Nodesets of `<repeat>`s in the body.
    std::unordered_set<std::string> repeats;
    /// Nodesets of binds that have an id, by id: `<input bind="ID">`.
    std::unordered_map<std::string, std::string> bind_by_id;

private:
    void add(Severity severity, NodeIndex at, std::string code, std::string message, std::string help);
    void collect_namespaces();

    std::shared_ptr<const Document> document_;
    FormDraft& draft_;
    Diagnostics& diagnostics_;
    Namespaces namespaces_;
    std::unordered_map<std::string_view, std::string> prefix_by_uri_;
    std::unordered_map<std::string_view, Expression> expressions_; ///< By the text that each of them keeps.
    std::unordered_set<std::string> reported_;
    std::pmr::monotonic_buffer_resource nodesets_; ///< Their texts, to which `nodes_` refers.
    NodesetIndex nodes_;
    std::unordered_map<std::string, ModelIndex> nodes_by_local_names_; ///< Those whose nodeset has a prefix.
};

} // namespace mahalla
