#include "expression/evaluator.h"

#include "base/number.h"
#include "expression/moment_text.h"

#include <cmath>

namespace mahalla {

namespace {

/// Nodes looked at by one evaluation: some seconds' worth, far more than any questionnaire needs.
constexpr std::size_t work_max = 20'000'000;
/// Text that has to be put together costs a node's worth for so many bytes.
constexpr std::size_t bytes_a_step = 2;

} // namespace

Evaluator::Evaluator(const ExpressionTree& tree, const EvaluationContext& context)
    : tree_(tree), environment_(context.environment), root_(context.root), current_(context.current),
      work_left_(work_max)
{
    if (!root_ && context.node) root_ = {context.node.source, context.node.source->root()};
    if (!current_) current_ = context.node;
}

Value Evaluator::value(SyntaxIndex at, const Focus& focus)
{
    if (failed()) return {};
    const SyntaxNode& node = tree_.nodes[at];
    return node.kept != 0 ? kept(node) : fresh_value(node, focus);
}

Value Evaluator::fresh_value(const SyntaxNode& node, const Focus& focus)
{
    switch (node.operation) {
    case Operation::Number:
        return node.number;
    case Operation::Text:
        return std::string(node.text);
    case Operation::Or:
    case Operation::And:
        return any_or_all(node, focus);
    case Operation::Equality:
    case Operation::Relational:
        return comparison(node, focus);
    case Operation::Additive:
    case Operation::Multiplicative:
        return arithmetic(node, focus);
    case Operation::Negate: {
        const double operand = number(node.first, focus);
        return node.count == 1 ? -operand : operand;
    }
    case Operation::Union:
        return united(node, focus);
    case Operation::Call:
        return call(node, focus);
    case Operation::Unknown:
        fail(std::string(node.text));
        return {};
    case Operation::Path:
        return path_nodes(tree_.paths[node.first], focus);
    }
    return {};
}

const Value& Evaluator::kept(const SyntaxNode& node)
{
    // A value that uses no focus is the same for every focus, and none is as good as another.
    kept_.resize(tree_.kept_count);
    if (!kept_[node.kept - 1]) {
        Value made = fresh_value(node, {});
        kept_[node.kept - 1] = std::move(made);
    }
    return *kept_[node.kept - 1];
}

const Value& Evaluator::held(SyntaxIndex at, const Focus& focus, Value& storage)
{
    const SyntaxNode& node = tree_.nodes[at];
    if (node.kept != 0 && !failed()) return kept(node);
    storage = value(at, focus);
    return storage;
}

double Evaluator::number(SyntaxIndex at, const Focus& focus)
{
    if (failed()) return 0;
    const SyntaxNode& node = tree_.nodes[at];
    if (node.kept != 0) return number_of(kept(node));
    if (node.operation == Operation::Number) return node.number;
    if (node.operation == Operation::Text) return number_of(node.text);
    if (const SyntaxPath* path = simple_path(at)) return number_of(first_node(*path, focus));
    return number_of(fresh_value(node, focus));
}

bool Evaluator::boolean(SyntaxIndex at, const Focus& focus)
{
    if (failed()) return false;
    const SyntaxNode& node = tree_.nodes[at];
    if (node.kept != 0) return kept(node).to_boolean();
    if (const SyntaxPath* path = simple_path(at)) return static_cast<bool>(first_node(*path, focus));
    return fresh_value(node, focus).to_boolean();
}

std::string Evaluator::string(SyntaxIndex at, const Focus& focus)
{
    std::string storage;
    const std::string_view view = text(at, focus, storage);
    return view.data() == storage.data() ? std::move(storage) : std::string(view);
}

std::string_view Evaluator::text(SyntaxIndex at, const Focus& focus, std::string& storage)
{
    if (failed()) return {};
    const SyntaxNode& node = tree_.nodes[at];
    if (node.operation == Operation::Text) return node.text;
    if (const SyntaxPath* path = simple_path(at)) return text_of(first_node(*path, focus), storage);
    Value made;
    storage = text_of(held(at, focus, made));
    return storage;
}

NodeSet Evaluator::nodes(SyntaxIndex at, const Focus& focus)
{
    Value found = value(at, focus);
    if (failed()) return {};
    if (found.kind() != ValueKind::Nodes) {
        fail("A node set is expected here, and the value is none.");
        return {};
    }
    return std::move(found).taken_nodes();
}

bool Evaluator::any_or_all(const SyntaxNode& node, const Focus& focus)
{
    const bool is_or = node.operation == Operation::Or;
    for (SyntaxIndex i = 0; i < node.count; i += 2)
        if (boolean(argument(node, i), focus) == is_or) return is_or;
    return !is_or;
}

NodeSet Evaluator::united(const SyntaxNode& node, const Focus& focus)
{
    NodeSet all = nodes(argument(node, 0), focus);
    std::size_t sorted = all.size();
    for (SyntaxIndex i = 2; i < node.count; i += 2) {
        const NodeSet some = nodes(argument(node, i), focus);
        all.insert(all.end(), some.begin(), some.end());
        // A union of many sets that are the same holds no more than twice what it ends with.
        if (all.size() > 2 * sorted + some.size()) {
            sort_into_document_order(all);
            sorted = all.size();
        }
    }
    sort_into_document_order(all);
    return all;
}

double Evaluator::arithmetic(const SyntaxNode& node, const Focus& focus)
{
    double result = 0;
    SyntaxIndex i = 1;
    if (static_cast<Operator>(argument(node, 1)) == Operator::Subtract) {
        result = difference(argument(node, 0), argument(node, 2), focus);
        i = 3;
    } else {
        result = number(argument(node, 0), focus);
    }
    for (; i < node.count; i += 2) {
        const double operand = number(argument(node, i + 1), focus);
        switch (static_cast<Operator>(argument(node, i))) {
        case Operator::Add:
            result += operand;
            break;
        case Operator::Subtract:
            result -= operand;
            break;
        case Operator::Multiply:
            result *= operand;
            break;
        case Operator::Divide:
            result /= operand;
            break;
        // XPath 1.0 §3.5: the remainder of a division that truncates, with the sign of the dividend.
        case Operator::Modulo:
            result = std::fmod(result, operand);
            break;
        case Operator::Or:
        case Operator::And:
        case Operator::Equal:
        case Operator::NotEqual:
        case Operator::Less:
        case Operator::LessEqual:
        case Operator::Greater:
        case Operator::GreaterEqual:
        case Operator::Union:
            break;
        }
    }
    return result;
}

/// Two dates lie whole days apart, also when clocks were put forward between them.
double Evaluator::difference(SyntaxIndex left, SyntaxIndex right, const Focus& focus)
{
    const auto is_text = [&](SyntaxIndex at) {
        const StaticType type = tree_.nodes[at].type;
        return type != StaticType::Number && type != StaticType::Boolean;
    };
    if (!is_text(left) || !is_text(right)) return number(left, focus) - number(right, focus);
    const Value a = value(left, focus), b = value(right, focus);
    if (a.kind() == ValueKind::Number || b.kind() == ValueKind::Number) return number_of(a) - number_of(b);
    const auto first = date_from_text(text_of(a)), second = date_from_text(text_of(b));
    if (first && second) return static_cast<double>(days_since_epoch(*first) - days_since_epoch(*second));
    return number_of(a) - number_of(b);
}

double Evaluator::number_of(const Value& value)
{
    if (const std::string* text = value.text()) return number_of(std::string_view(*text));
    if (value.kind() == ValueKind::Nodes) return number_of(value.nodes().empty() ? NodeRef{} : value.nodes().front());
    return value.to_number();
}

double Evaluator::number_of(std::string_view text)
{
    const double number = number_of_text(text);
    if (!std::isnan(number) || !may_be_date(text)) return number;
    const auto moment = moment_from_text(text, environment_.time_zone());
    return moment ? days_of(moment->instant) : number;
}

double Evaluator::number_of(NodeRef node)
{
    std::string storage;
    return number_of(text_of(node, storage));
}

std::string_view Evaluator::text_of(NodeRef node, std::string& storage)
{
    if (!node) return {};
    if (const auto view = node.source->string_value_view(node.node)) return *view;
    storage.clear();
    node.source->append_string_value(node.node, storage);
    spend(1 + storage.size() / bytes_a_step);
    return storage;
}

std::string Evaluator::text_of(const Value& value)
{
    if (value.kind() != ValueKind::Nodes) return value.to_string();
    std::string storage;
    if (value.nodes().empty()) return storage;
    const std::string_view view = text_of(value.nodes().front(), storage);
    return view.data() == storage.data() ? std::move(storage) : std::string(view);
}

std::size_t Evaluator::work() const { return work_max - work_left_; }

bool Evaluator::spend(std::size_t work)
{
    if (work_left_ >= work) {
        work_left_ -= work;
        return true;
    }
    fail("The expression looks at too many nodes. Write the path without “//”, or with fewer conditions.");
    return false;
}

void Evaluator::fail(std::string message)
{
    if (!error_) error_ = Error{ErrorKind::Invalid, std::move(message)};
}

} // namespace mahalla
