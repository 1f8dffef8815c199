#include "expression/expression.h"

#include "expression/evaluator.h"
#include "expression/parser.h"

namespace mahalla {

namespace {

Focus focus_of(const EvaluationContext& context) { return {context.node, context.position, context.size}; }

} // namespace

Result<Expression> Expression::parse(std::string_view text, const Namespaces& namespaces, CallCheck check)
{
    MAHALLA_TRY(auto tree, Parser(text, namespaces, check).parse());
    return Expression(std::move(tree));
}

const std::string& Expression::text() const { return tree_->source->text; }

Result<Value> Expression::evaluate(const EvaluationContext& context) const
{
    Evaluator evaluator(*tree_, context);
    Value value = evaluator.value(tree_->top, focus_of(context));
    if (evaluator.error()) return tl::unexpected(*evaluator.error());
    return value;
}

Result<std::string> Expression::evaluate_string(const EvaluationContext& context) const
{
    Evaluator evaluator(*tree_, context);
    std::string text = evaluator.string(tree_->top, focus_of(context));
    if (evaluator.error()) return tl::unexpected(*evaluator.error());
    return text;
}

Result<double> Expression::evaluate_number(const EvaluationContext& context) const
{
    Evaluator evaluator(*tree_, context);
    const double number = evaluator.number(tree_->top, focus_of(context));
    if (evaluator.error()) return tl::unexpected(*evaluator.error());
    return number;
}

Result<bool> Expression::evaluate_boolean(const EvaluationContext& context) const
{
    Evaluator evaluator(*tree_, context);
    const bool truth = evaluator.boolean(tree_->top, focus_of(context));
    if (evaluator.error()) return tl::unexpected(*evaluator.error());
    return truth;
}

Result<NodeSet> Expression::evaluate_nodes(const EvaluationContext& context) const
{
    Evaluator evaluator(*tree_, context);
    NodeSet nodes = evaluator.nodes(tree_->top, focus_of(context));
    if (evaluator.error()) return tl::unexpected(*evaluator.error());
    return nodes;
}

std::vector<std::string> Expression::function_names()
{
    std::vector<std::string> names;
    for (const FunctionEntry& entry : function_list())
        names.push_back((entry.in_javarosa_namespace ? "jr:" : "") + std::string(entry.name));
    return names;
}

} // namespace mahalla
