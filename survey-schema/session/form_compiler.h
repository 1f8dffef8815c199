#pragma once
#include "session/form_program.h"

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
};

} // namespace mahalla
