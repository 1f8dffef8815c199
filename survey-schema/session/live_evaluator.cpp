#include "session/live_evaluator.h"

#include "form/external_choices.h"
#include "session/choices.h"
#include "session/texts.h"

namespace mahalla {

namespace {

constexpr int texts_open_max = 8, texts_asked_max = 200;

std::shared_ptr<const Document> empty_instance()
{
    DocumentBuilder builder;
    builder.begin_element("root");
    builder.end_element();
    return builder.finish();
}

} // namespace

LiveEvaluator::LiveEvaluator(const FormProgram& program, const SessionEnvironment& environment,
                             const InstanceTree& tree)
    : program_(program), environment_(environment), tree_(tree), nothing_(empty_instance())
{}

EvaluationContext LiveEvaluator::at(NodeIndex node)
{
    return {.node = {&tree_, node},
            .position = 1,
            .size = 1,
            .root = {&tree_, InstanceTree::document},
            .current = {&tree_, node},
            .environment = *this};
}

Result<std::string> LiveEvaluator::text(const Expression& expression, NodeIndex node)
{
    const Standpoint here(*this, node);
    return expression.evaluate_string(at(node));
}

Result<bool> LiveEvaluator::boolean(const Expression& expression, NodeIndex node)
{
    const Standpoint here(*this, node);
    return expression.evaluate_boolean(at(node));
}

Result<double> LiveEvaluator::number(const Expression& expression, NodeIndex node)
{
    const Standpoint here(*this, node);
    return expression.evaluate_number(at(node));
}

Result<NodeSet> LiveEvaluator::nodes(const Expression& expression, NodeIndex node)
{
    const Standpoint here(*this, node);
    return expression.evaluate_nodes(at(node));
}

Result<std::string> LiveEvaluator::text_at(const Expression& expression, NodeRef place, NodeIndex node)
{
    const Standpoint here(*this, node);
    EvaluationContext context = at(node);
    context.node = place;
    return expression.evaluate_string(context);
}

bool LiveEvaluator::holds(const Condition& condition, NodeIndex node, bool otherwise)
{
    if (!condition.is_stated()) return otherwise;
    if (condition.constant()) return *condition.constant();
    return boolean(condition.expression(), node).value_or(otherwise);
}

const Expression& LiveEvaluator::relocated(const Expression& expression, NodeIndex node)
{
    const ModelIndex model = tree_.model(node);
    if (program_.layout().repeats_of(model).empty()) return expression;
    const auto key = std::pair(&expression, model);
    const auto found = relocated_.find(key);
    if (found != relocated_.end()) return found->second;
    return relocated_.emplace(key, program_.relocated(expression, model)).first->second;
}

bool LiveEvaluator::has_external_instance(std::string_view id) const
{
    const auto found = environment_.external_instances.find(id);
    return found != environment_.external_instances.end() && found->second;
}

Random& LiveEvaluator::random()
{
    if (lots_) return *lots_;
    return environment_.random;
}

std::optional<NodeRef> LiveEvaluator::instance(std::string_view id)
{
    const SecondaryInstance* named = program_.form().find_instance(id);
    if (named && named->content) return named->content->ref(named->above_root);
    if (has_external_instance(id)) return environment_.external_instances.find(id)->second->root_ref();
    if (const Document* table = program_.external_choices(); table && id == external_choices_file)
        return table->root_ref();
    const bool is_last_saved =
        id == "__last-saved" || id == "last-saved" || (named && named->source == "jr://instance/last-saved");
    if (is_last_saved && environment_.last_saved) return environment_.last_saved->root_ref();
    // One that the form names but that did not come with it reads as empty; others are mistakes.
    if (is_last_saved || named) return nothing_->root_ref();
    return std::nullopt;
}

std::optional<std::string> LiveEvaluator::choice_label(std::string_view value, std::string_view path, NodeRef context)
{
    auto known = paths_.find(path);
    if (known == paths_.end()) {
        std::optional<Expression> expression;
        if (auto parsed = Expression::parse(path)) expression = *std::move(parsed);
        known = paths_.emplace(std::string(path), std::move(expression)).first;
    }
    if (!known->second || context.source != &tree_) return std::nullopt;
    const auto found = nodes(relocated(*known->second, context.node), context.node);
    if (!found || found->empty() || found->front().source != &tree_) return std::nullopt;
    return label_of_choice(*this, found->front().node, value);
}

std::optional<std::string> LiveEvaluator::translate(std::string_view text_id)
{
    const TranslatedText* translation = program_.form().find_translation(text_id);
    if (texts_open_ == 0) texts_asked_ = 0;
    if (!translation || texts_open_ >= texts_open_max || ++texts_asked_ > texts_asked_max) return std::nullopt;
    ++texts_open_;
    std::string words = words_of_parts(*this, program_.form().parts_of(*translation, language_), standpoint_);
    --texts_open_;
    return words;
}

std::string LiveEvaluator::property(std::string_view name)
{
    const auto found = environment_.properties.find(name);
    return found == environment_.properties.end() ? std::string() : found->second;
}

} // namespace mahalla
