#include "review/form_expressions.h"

#include <algorithm>
#include <unordered_set>

namespace mahalla {

namespace {

void visit_parts(std::span<const TextPart> parts, ModelIndex node, const ExpressionVisit& visit)
{
    for (const TextPart& part : parts)
        if (part.output) visit({*part.output, ExpressionUse::Output, node, node});
}

/// The words in the default language stand for the others: translators keep what is filled in.
void visit_text(const FormDefinition& form, const Text& text, ModelIndex node, const ExpressionVisit& visit)
{
    visit_parts(form.parts_of(text, 0), node, visit);
}

} // namespace

std::string_view column_of(ExpressionUse use)
{
    switch (use) {
    case ExpressionUse::Calculation:
    case ExpressionUse::Trigger:
        return "calculation";
    case ExpressionUse::Relevant:
        return "relevant";
    case ExpressionUse::Required:
        return "required";
    case ExpressionUse::Readonly:
        return "readonly";
    case ExpressionUse::Constraint:
        return "constraint";
    case ExpressionUse::RepeatCount:
    case ExpressionUse::NoAddRemove:
        return "repeat_count";
    case ExpressionUse::ChoiceFilter:
        return "choice_filter";
    case ExpressionUse::Default:
        return "default";
    case ExpressionUse::Output:
        return "label";
    }
    return "";
}

void visit_computations(const FormDefinition& form, const ExpressionVisit& visit)
{
    for (const Computation& computation : form.dependencies().in_order()) {
        const Bind& bind = form.node(computation.node).bind;
        const auto [expression, use] = [&]() -> std::pair<const std::optional<Expression>&, ExpressionUse> {
            switch (computation.kind) {
            case ComputedKind::Calculate:
                return {bind.calculate, ExpressionUse::Calculation};
            case ComputedKind::Relevant:
                return {bind.relevant, ExpressionUse::Relevant};
            case ComputedKind::Readonly:
                return {bind.readonly, ExpressionUse::Readonly};
            case ComputedKind::Required:
                break;
            }
            return {bind.required, ExpressionUse::Required};
        }();
        if (expression) visit({*expression, use, computation.node, computation.node});
    }
}

void visit_other_expressions(const FormDefinition& form, const ExpressionVisit& visit)
{
    for (ModelIndex node = 0; node < form.nodes().size(); ++node) {
        const Bind& bind = form.node(node).bind;
        if (bind.constraint) visit({*bind.constraint, ExpressionUse::Constraint, node, node});
        visit_text(form, bind.constraint_message, node, visit);
        visit_text(form, bind.required_message, node, visit);
    }
    for (const Control& control : form.controls()) {
        const ModelIndex node = control.node == no_index ? 0 : control.node;
        if (control.count) visit({*control.count, ExpressionUse::RepeatCount, node, node});
        if (control.no_add_remove) visit({*control.no_add_remove, ExpressionUse::NoAddRemove, node, node});
        if (control.itemset) visit({control.itemset->nodeset, ExpressionUse::ChoiceFilter, node, node});
        visit_text(form, control.label, node, visit);
        visit_text(form, control.hint, node, visit);
    }
    for (const Action& action : form.actions()) {
        if (!action.value || action.node == no_index) continue;
        const bool on_change = std::ranges::find(action.events, FormEvent::ValueChanged) != action.events.end();
        visit({*action.value, on_change ? ExpressionUse::Trigger : ExpressionUse::Default, action.node, action.node});
    }
}

} // namespace mahalla
