#pragma once
#include "form/form_definition.h"

#include <functional>
#include <string_view>

namespace mahalla {

/// What an expression of a form is for.
enum class ExpressionUse {
    Calculation,
    Relevant,
    Required,
    Readonly,
    Constraint,
    RepeatCount,
    NoAddRemove,
    ChoiceFilter,
    Default, ///< The value of an action when a record or a row begins.
    Trigger, ///< The value of an action when another answer changes.
    Output,  ///< A piece of a text.
};

/// XLSForm's column: "relevant", "calculation", "repeat_count".
std::string_view column_of(ExpressionUse use);

/// One expression with the node that it is evaluated at and the node it is for.
struct FormExpression {
    const Expression& expression;
    ExpressionUse use;
    ModelIndex context; ///< Paths begin here.
    ModelIndex owner;   ///< The author finds the expression at this node.
};

using ExpressionVisit = std::function<void(const FormExpression&)>;

/// Calculations, relevants, readonlys and requireds, each after those that it reads.
void visit_computations(const FormDefinition& form, const ExpressionVisit& visit);
/// All others: constraints, counts, choices, actions, and outputs in the texts of questions.
void visit_other_expressions(const FormDefinition& form, const ExpressionVisit& visit);

} // namespace mahalla
