#include "session/form_program.h"

#include "base/text.h"
#include "session/form_compiler.h"
#include "session/form_session.h"

namespace mahalla {

namespace {

/// `true()`, `false()` and the numbers that stand for them.
std::optional<bool> constant_of(const Expression& expression)
{
    const std::string_view text = trimmed(expression.text());
    if (text == "true()" || text == "1") return true;
    if (text == "false()" || text == "0") return false;
    return std::nullopt;
}

} // namespace

Condition::Condition(Expression expression)
    : stated_(true), constant_(constant_of(expression)), expression_(std::move(expression))
{}

Result<std::shared_ptr<const FormProgram>> FormProgram::compile(std::shared_ptr<const FormDefinition> form)
{
    if (!form) return failure(ErrorKind::Invalid, "There is no form to run.");
    return FormCompiler(std::move(form)).compile();
}

std::span<const std::uint32_t> FormProgram::actions_on(FormEvent event) const
{
    switch (event) {
    case FormEvent::FirstLoad:
        return first_load_;
    case FormEvent::InstanceLoad:
        return instance_load_;
    case FormEvent::Finalize:
        return finalize_;
    case FormEvent::NewRepeat:
    case FormEvent::ValueChanged:
        break;
    }
    return {};
}

Expression FormProgram::relocated(const Expression& expression, ModelIndex node) const
{
    // Outside repeats an absolute path has one meaning.
    if (layout_.repeats_of(node).empty()) return expression;
    return expression.relocated(form_->node(node).nodeset, [this](std::string_view path) {
        const ModelIndex found = form_->find_node(path);
        return found != no_index && form_->node(found).kind == ModelNodeKind::Repeat;
    });
}

Result<std::shared_ptr<const FormProgram>> compile_form(std::shared_ptr<const FormDefinition> form)
{
    return FormProgram::compile(std::move(form));
}

} // namespace mahalla
