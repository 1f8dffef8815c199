#pragma once
#include "xlsform/question_reference.h"
#include "xlsform/survey_tree.h"

namespace mahalla {

/// Where a text with references stands.
struct ReferenceContext {
    ElementIndex element = no_element; ///< Whose text it is; none makes every path absolute.
    bool in_predicate = false;         ///< It is a choice filter: relative paths begin at `current()`.
    bool from_parent_of_repeat =
        false; ///< It names a repeat's question as choices: the path runs through the repeat's name.
};

/// Replaces `${name}` by paths, as pyxform does letter by letter, blanks around each path included:
///
/// - absolute, where context and target share no repeat: ` /data/age `;
/// - relative, where they do: ` ../age `, so that the answer of the same row is meant;
/// - ` current()/../age ` in choice filters and in predicates of `instance(…)`, where `..` would mean the item;
/// - absolute in the first, second, fourth and sixth argument of `indexed-repeat`, which says itself which row it
/// means;
/// - `${last-saved#age}` from `instance('__last-saved')`.
///
/// A name that no element or several have stays as it is: `check_references` reports it, with its cell.
class ReferenceResolver {
public:
    explicit ReferenceResolver(const SurveyTree& tree) : tree_(tree) {}

    std::string resolved(std::string_view text, const ReferenceContext& context) const;
    /// It is well formed, or is mended to what it can only mean.
    bool may_resolve(const QuestionReference& reference, ElementIndex element) const
    {
        return reference.is_well_formed() || tree_.meant_by(reference, element) != no_element;
    }

private:
    std::string path_of(std::string_view text, const QuestionReference& reference, ElementIndex target,
                        const ReferenceContext& context) const;
    std::optional<std::string> relative_path(ElementIndex target, const ReferenceContext& context) const;

    const SurveyTree& tree_;
};

} // namespace mahalla
