#pragma once
#include "session/form_program.h"

#include <set>

namespace mahalla {

/// Makes a `FormProgram` of a form, once.
class FormCompiler {
public:
    explicit FormCompiler(std::shared_ptr<const FormDefinition> form);

    Result<std::shared_ptr<const FormProgram>> compile();

private:
    void compile_node(ModelIndex index);
    void compile_control(ControlIndex index);
    void compile_itemset(ModelIndex index, const Itemset& itemset);
    /// The list of a select: what it reads, whether it is always the same.
    References compile_items(ModelIndex index, const Expression& nodeset);
    void compile_search(ModelIndex index, const Control& control);
    /// Files that the form declares, then `called`: ids of instances that it does not.
    void compile_files();
    void compile_actions();
    void compile_order();
    /// Finds out whether what a row holds leads to the count of its own series.
    void compile_count(ModelIndex repeat);
    /// `expression`, standing on `node`, decides `kind` of it: everything it reads gets a dependent.
    References depend(const Expression& expression, ModelIndex node, FacetKind kind);
    void depend_on(const References& references, ModelIndex node, FacetKind kind);
    void depend_on_path(const NodeReference& reference, ModelIndex node, FacetKind kind);
    void depend_in_words(const Text& text, ModelIndex node);
    void depend_in_parts(std::span<const TextPart> parts, ModelIndex node);

    std::shared_ptr<FormProgram> program_;
    const FormDefinition& form_;
    std::set<std::string> called_; ///< Ids of instances that expressions read.
};

} // namespace mahalla
