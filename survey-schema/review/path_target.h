#pragma once
#include "expression/syntax_tree.h"
#include "form/form_definition.h"

namespace mahalla {

/// The node of the form that a path leads to.
struct PathTarget {
    ModelIndex node = no_index; ///< None where the path leads elsewhere, or anywhere.
    bool is_single = false;     ///< One instance of it at most: the one of the row that the expression stands in.
};

/// Follows child, parent, self and attribute steps from `context` (or from `current`, where the path begins there or at
/// the root); predicates leave the target as it is, but of unknown number.
PathTarget target_of(const FormDefinition& form, const ExpressionTree& tree, const SyntaxPath& path, ModelIndex context,
                     ModelIndex current);

/// True where `inner` is `outer` or stands below it.
bool is_within(const FormDefinition& form, ModelIndex inner, ModelIndex outer);

} // namespace mahalla
