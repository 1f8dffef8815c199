#include "xlsform/reference_resolver.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

/// pyxform finds predicates with the patterns `instance\([^)]+.+` and `\[([^]]+)\]`: brackets pair up without nesting.
bool in_instance_predicate(std::string_view text, const QuestionReference& reference)
{
    const std::size_t instance = text.find("instance(");
    if (instance == std::string_view::npos) return false;
    for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open)) {
        const std::size_t close = text.find(']', open);
        if (close == std::string_view::npos) return false;
        if (reference.begin >= open && reference.end <= close + 1) return true;
        open = close;
    }
    return false;
}

/// Whether the reference is an argument of `indexed-repeat` that must name every row: the values and the repeats, not
/// the indexes.
bool is_repeat_argument(std::string_view text, const QuestionReference& reference)
{
    constexpr std::string_view call = "indexed-repeat(";
    for (std::size_t begin = text.find(call); begin != std::string_view::npos; begin = text.find(call, begin + 1)) {
        if (reference.begin < begin) return false;
        // The call ends at its own bracket; arguments are counted at its level only.
        std::size_t argument = 0;
        int depth = 0;
        char quote = 0;
        for (std::size_t i = begin + call.size(); i < text.size(); ++i) {
            if (i == reference.begin) return depth == 0 ? (argument == 0 || argument % 2 == 1) : false;
            const char c = text[i];
            if (quote != 0)
                quote = c == quote ? '\0' : quote;
            else if (c == '\'' || c == '"')
                quote = c;
            else if (c == '(' || c == '[')
                ++depth;
            else if (c == ',' && depth == 0)
                ++argument;
            else if ((c == ')' || c == ']') && --depth < 0)
                break;
        }
    }
    return false;
}

} // namespace

std::optional<std::string> ReferenceResolver::relative_path(ElementIndex target, const ReferenceContext& context) const
{
    const auto ancestors = [&](ElementIndex index) {
        std::vector<ElementIndex> found;
        for (index = tree_[index].parent; index != no_element; index = tree_[index].parent) found.push_back(index);
        return found;
    };
    const std::vector<ElementIndex> of_source = ancestors(context.element), of_target = ancestors(target);
    const auto shared = [&](bool repeats_only) {
        return std::find_if(of_source.begin(), of_source.end(), [&](ElementIndex candidate) {
            const ElementKind kind = tree_[candidate].kind;
            const bool counts = kind == ElementKind::Repeat || (!repeats_only && kind == ElementKind::Group);
            return counts && std::find(of_target.begin(), of_target.end(), candidate) != of_target.end();
        });
    };
    const auto repeat = shared(true);
    if (repeat == of_source.end()) return std::nullopt;

    auto meeting = shared(false);
    ElementIndex meeting_point = *meeting;
    auto steps = static_cast<std::size_t>(meeting - of_source.begin()) + 1;
    if (context.from_parent_of_repeat) {
        const bool outermost = tree_.repeat_around(*repeat) == no_element;
        const bool source_is_deeper = tree_.repeat_around(context.element) != *repeat;
        if (tree_.repeat_around(target) == *repeat && (outermost || source_is_deeper)) {
            steps = static_cast<std::size_t>(repeat - of_source.begin()) + 2;
            meeting_point = tree_[*repeat].parent;
        }
    }
    std::string path = "..";
    for (std::size_t i = 1; i < steps; ++i) path += "/..";
    return path + tree_.path_below(target, meeting_point);
}

std::string ReferenceResolver::path_of(std::string_view text, const QuestionReference& reference, ElementIndex target,
                                       const ReferenceContext& context) const
{
    const bool may_be_relative =
        !reference.last_saved && context.element != no_element && !is_repeat_argument(text, reference);
    if (may_be_relative)
        if (const auto relative = relative_path(target, context)) {
            const bool from_current = context.in_predicate || in_instance_predicate(text, reference);
            return (from_current ? " current()/" : " ") + *relative + " ";
        }
    return (reference.last_saved ? " instance('__last-saved')" : " ") + tree_.path(target) + " ";
}

std::string ReferenceResolver::resolved(std::string_view text, const ReferenceContext& context) const
{
    std::string out;
    std::size_t written = 0;
    for (const QuestionReference& reference : find_references(text)) {
        const ElementIndex target = tree_.meant_by(reference, context.element);
        if (target == no_element) continue;
        out += text.substr(written, reference.begin - written);
        out += path_of(text, reference, target, context);
        written = reference.end;
    }
    out += text.substr(written);
    return out;
}

} // namespace mahalla
