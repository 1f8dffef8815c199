#include "expression/parser.h"

#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <limits>

namespace mahalla {

namespace {

constexpr int precedence_or = 1, precedence_and = 2, precedence_equality = 3, precedence_relational = 4,
              precedence_additive = 5, precedence_multiplicative = 6, precedence_union = 7;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// Every character beyond ASCII counts as a letter: XML names allow nearly all of them, and no operator is among them.
constexpr bool starts_name(char c) { return is_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
constexpr bool continues_name(char c) { return starts_name(c) || is_digit(c) || c == '-' || c == '.'; }

Operation operation_of(int precedence)
{
    constexpr std::array operations{Operation::Or,         Operation::And,      Operation::Equality,
                                    Operation::Relational, Operation::Additive, Operation::Multiplicative,
                                    Operation::Union};
    return operations[static_cast<std::size_t>(precedence - 1)];
}

StaticType type_of(int precedence)
{
    if (precedence <= precedence_relational) return StaticType::Boolean;
    return precedence == precedence_union ? StaticType::Nodes : StaticType::Number;
}

std::optional<Axis> axis_of(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, Axis>, 13> axes{{{"child", Axis::Child},
                                                                      {"descendant", Axis::Descendant},
                                                                      {"descendant-or-self", Axis::DescendantOrSelf},
                                                                      {"parent", Axis::Parent},
                                                                      {"ancestor", Axis::Ancestor},
                                                                      {"ancestor-or-self", Axis::AncestorOrSelf},
                                                                      {"following-sibling", Axis::FollowingSibling},
                                                                      {"preceding-sibling", Axis::PrecedingSibling},
                                                                      {"following", Axis::Following},
                                                                      {"preceding", Axis::Preceding},
                                                                      {"attribute", Axis::Attribute},
                                                                      {"namespace", Axis::Namespace},
                                                                      {"self", Axis::Self}}};
    for (const auto& [axis_name, axis] : axes)
        if (axis_name == name) return axis;
    return std::nullopt;
}

std::optional<TestKind> node_type_of(std::string_view name)
{
    if (name == "node") return TestKind::AnyNode;
    if (name == "text") return TestKind::Text;
    if (name == "comment") return TestKind::Comment;
    if (name == "processing-instruction") return TestKind::ProcessingInstruction;
    return std::nullopt;
}

bool is_simple_step(const SyntaxStep& step)
{
    if (step.predicate_count != 0) return false;
    if (step.axis == Axis::Child || step.axis == Axis::Attribute) return step.test == TestKind::Name;
    return (step.axis == Axis::Parent || step.axis == Axis::Self) && step.test == TestKind::AnyNode;
}

} // namespace

Parser::Parser(std::string_view text, const Namespaces& namespaces, CallCheck check)
    : source_(std::make_shared<ExpressionSource>()), tree_(std::make_shared<ExpressionTree>()), namespaces_(namespaces),
      check_(check)
{
    source_->text = text.substr(0, Expression::text_bytes_max + 1);
    text_ = source_->text;
    default_uri_ = kept(namespaces.uri("").value_or(std::string_view{}));
}

Result<std::shared_ptr<const ExpressionTree>> Parser::parse()
{
    if (text_.size() > Expression::text_bytes_max)
        return failure(ErrorKind::Invalid, "The expression is longer than " +
                                               std::to_string(Expression::text_bytes_max) +
                                               " bytes. Split it into several calculations.");
    skip_white();
    if (at_end()) return failure(ErrorKind::Invalid, "The expression is empty.");
    const SyntaxIndex top = binary(precedence_or);
    if (!error_ && !at_end()) {
        if (here() == ')' || here() == ']')
            fail(std::string("there is a “") + here() + "” too many");
        else
            fail("an operator or the end of the expression is expected here");
    }
    if (error_) return tl::unexpected(*std::move(error_));
    tree_->top = top;
    tree_->source = source_;
    return std::shared_ptr<const ExpressionTree>(tree_);
}

SyntaxIndex Parser::binary(int least_precedence)
{
    if (++depth_ > Expression::depth_max)
        return fail("the expression is nested deeper than " + std::to_string(Expression::depth_max) +
                    " levels; split it into several calculations");
    SyntaxIndex left = unary();
    while (left != no_syntax) {
        const int precedence = operator_here().precedence;
        if (precedence < least_precedence || precedence == 0) break;
        // A chain of the same precedence becomes one operation, however long it is, so that evaluating it does not
        // nest.
        const std::size_t base = scratch_.size();
        scratch_.push_back(left);
        for (OperatorToken token = operator_here(); token.precedence == precedence; token = operator_here()) {
            at_ += token.size;
            const SyntaxIndex right = binary(precedence + 1);
            if (right == no_syntax) return no_syntax;
            scratch_.push_back(static_cast<SyntaxIndex>(token.what));
            scratch_.push_back(right);
        }
        SyntaxNode node;
        node.operation = operation_of(precedence);
        node.type = type_of(precedence);
        node.first = static_cast<SyntaxIndex>(tree_->operands.size());
        node.count = static_cast<SyntaxIndex>(scratch_.size() - base);
        for (std::size_t i = base; i < scratch_.size(); i += 2) {
            const SyntaxNode& operand = tree_->nodes[scratch_[i]];
            node.uses_focus |= operand.uses_focus;
            node.uses_position |= operand.uses_position;
            if (precedence == precedence_union && operand.type != StaticType::Nodes && operand.type != StaticType::Any)
                return fail("“|” joins node sets alone; one side is none");
        }
        tree_->operands.insert(tree_->operands.end(), scratch_.begin() + static_cast<std::ptrdiff_t>(base),
                               scratch_.end());
        scratch_.resize(base);
        left = add(node);
    }
    --depth_;
    return left;
}

SyntaxIndex Parser::unary()
{
    skip_white();
    bool negative = false, any = false;
    for (; here() == '-'; skip_white()) {
        negative = !negative;
        any = true;
        ++at_;
    }
    if (!any) return path();
    const SyntaxIndex operand = binary(precedence_union);
    if (operand == no_syntax) return no_syntax;
    SyntaxNode node = tree_->nodes[operand];
    node.operation = Operation::Negate;
    node.type = StaticType::Number;
    node.first = operand;
    node.count = negative ? 1 : 0; // Two signs still make a number of what they stand before.
    node.text = {};
    return add(node);
}

SyntaxIndex Parser::path()
{
    skip_white();
    SyntaxPath made;
    path_steps_.emplace_back();
    if (here() == '/') {
        made.start = PathStart::Root;
        const bool everywhere = here(1) == '/';
        if (!everywhere) {
            ++at_;
            skip_white();
            if (!starts_step()) return finish_path(made);
            if (!step(false)) return no_syntax;
        }
        if (!steps_after_slash()) return no_syntax;
        return finish_path(made);
    }

    const std::size_t begin = at_;
    bool is_primary = here() == '(' || here() == '"' || here() == '\'' || here() == '$' || is_digit(here()) ||
                      (here() == '.' && is_digit(here(1)));
    if (!is_primary && starts_name(here())) {
        const auto word = name();
        is_primary = word && is_call(*word);
        at_ = begin;
    }
    if (is_primary) {
        const SyntaxIndex filtered = primary();
        if (filtered == no_syntax) return no_syntax;
        if (!predicates(made.first_predicate, made.predicate_count)) return no_syntax;
        skip_white();
        if (made.predicate_count == 0 && here() != '/') {
            path_steps_.pop_back();
            return filtered;
        }
        const SyntaxNode& node = tree_->nodes[filtered];
        if (node.type != StaticType::Nodes && node.type != StaticType::Any && node.operation != Operation::Unknown)
            return fail("a path or a “[…]” can only follow a node set");
        const bool is_current = node.operation == Operation::Call && node.function == NodeFunction::Current;
        made.start = is_current && made.predicate_count == 0 ? PathStart::Current : PathStart::Filter;
        made.filter = filtered;
    } else if (!starts_step()) {
        if (at_end()) return fail("the expression ends where a value is expected");
        return fail(std::string("a value is expected here, not “") + here() + "”");
    } else if (!step(false)) {
        return no_syntax;
    }
    if (!steps_after_slash()) return no_syntax;
    return finish_path(made);
}

bool Parser::steps_after_slash()
{
    for (skip_white(); here() == '/'; skip_white()) {
        const bool everywhere = here(1) == '/';
        at_ += everywhere ? 2 : 1;
        skip_white();
        if (!starts_step()) {
            fail("a name is expected after “/”");
            return false;
        }
        if (!step(everywhere)) return false;
    }
    return true;
}

SyntaxIndex Parser::finish_path(SyntaxPath made)
{
    const std::vector<SyntaxStep>& steps = path_steps_.back();
    made.first_step = static_cast<SyntaxIndex>(tree_->steps.size());
    made.step_count = static_cast<SyntaxIndex>(steps.size());
    made.is_simple = made.start != PathStart::Filter && std::ranges::all_of(steps, is_simple_step);
    tree_->steps.insert(tree_->steps.end(), steps.begin(), steps.end());
    path_steps_.pop_back();

    SyntaxNode node;
    node.operation = Operation::Path;
    node.type = StaticType::Nodes;
    node.uses_focus = made.start == PathStart::Context;
    if (made.start == PathStart::Filter) {
        node.uses_focus = tree_->nodes[made.filter].uses_focus;
        node.uses_position = tree_->nodes[made.filter].uses_position;
    }
    node.first = static_cast<SyntaxIndex>(tree_->paths.size());
    tree_->paths.push_back(made);
    return add(node);
}

bool Parser::starts_step() const
{
    const char c = here();
    return c == '.' || c == '@' || c == '*' || starts_name(c);
}

bool Parser::step(bool after_double_slash)
{
    const std::size_t mine = path_steps_.size() - 1;
    if (path_steps_[mine].size() + 2 > Expression::path_steps_max) {
        fail("the path has more than " + std::to_string(Expression::path_steps_max) + " steps");
        return false;
    }
    SyntaxStep made;
    bool abbreviated = false;
    if (take("..")) {
        made.axis = Axis::Parent;
        abbreviated = true;
    } else if (take(".")) {
        made.axis = Axis::Self;
        abbreviated = true;
    } else if (take("@")) {
        made.axis = Axis::Attribute;
        skip_white();
    } else if (starts_name(here())) {
        const std::size_t begin = at_;
        const std::string_view word = name_part();
        skip_white();
        if (here() == ':' && here(1) == ':') {
            const auto axis = axis_of(word);
            if (!axis) {
                fail_at(begin, "“" + std::string(word) + "” is no axis");
                return false;
            }
            made.axis = *axis;
            at_ += 2;
            skip_white();
        } else {
            at_ = begin;
        }
    }
    if (!abbreviated && !node_test(made)) return false;
    if (!predicates(made.first_predicate, made.predicate_count)) return false;

    if (after_double_slash) {
        // “//name” means descendant-or-self::node()/child::name. Where no predicate counts positions that is the same
        // as descendant::name, which visits each node once.
        bool counts = false;
        for (SyntaxIndex i = 0; i < made.predicate_count; ++i) {
            const SyntaxNode& predicate = tree_->nodes[tree_->operands[made.first_predicate + i]];
            counts |=
                predicate.uses_position || predicate.type == StaticType::Number || predicate.type == StaticType::Any;
        }
        if (made.axis == Axis::Child && !counts) {
            made.axis = Axis::Descendant;
        } else {
            SyntaxStep between;
            between.axis = Axis::DescendantOrSelf;
            path_steps_[mine].push_back(between);
        }
    }
    path_steps_[mine].push_back(made);
    return true;
}

bool Parser::node_test(SyntaxStep& made)
{
    made.test = TestKind::Name;
    made.name.default_namespace_uri = made.axis == Axis::Attribute ? std::string_view{} : default_uri_;
    if (take("*")) {
        made.name.any_namespace = true;
        return true;
    }
    const std::size_t begin = at_;
    if (!starts_name(here())) {
        fail("a name is expected here");
        return false;
    }
    const std::string_view word = name_part();
    if (here() == ':' && here(1) != ':') {
        const auto uri = namespaces_.uri(word);
        if (!uri) {
            fail_at(begin, "the prefix “" + std::string(word) + "” is not declared");
            return false;
        }
        ++at_;
        made.name.namespace_uri = kept(*uri);
        made.name.default_namespace_uri = {};
        if (take("*")) return true;
        if (!starts_name(here())) {
            fail("a name is expected after “:”");
            return false;
        }
        made.name.local = name_part();
        return true;
    }
    const std::size_t after_name = at_;
    skip_white();
    const auto type = node_type_of(word);
    if (type && take("(")) {
        made.test = *type;
        skip_white();
        if (*type == TestKind::ProcessingInstruction && (here() == '"' || here() == '\'')) {
            const SyntaxIndex target = text_literal();
            if (target == no_syntax) return false;
            made.name.local = tree_->nodes[target].text;
            skip_white();
        }
        if (!take(")")) {
            fail("“)” is expected here");
            return false;
        }
        return true;
    }
    at_ = after_name;
    made.name.local = word;
    return true;
}

bool Parser::predicates(SyntaxIndex& first, SyntaxIndex& count)
{
    const std::size_t base = scratch_.size();
    for (skip_white(); here() == '['; skip_white()) {
        const std::size_t begin = at_++;
        skip_white();
        if (here() == ']') {
            fail("“[]” holds no condition");
            return false;
        }
        const SyntaxIndex predicate = binary(precedence_or);
        if (predicate == no_syntax) return false;
        skip_white();
        if (!take("]")) {
            if (at_end())
                fail_at(begin, "the “[” is never closed");
            else
                fail("“]” or an operator is expected here");
            return false;
        }
        scratch_.push_back(predicate);
    }
    first = static_cast<SyntaxIndex>(tree_->operands.size());
    count = static_cast<SyntaxIndex>(scratch_.size() - base);
    tree_->operands.insert(tree_->operands.end(), scratch_.begin() + static_cast<std::ptrdiff_t>(base), scratch_.end());
    scratch_.resize(base);
    return true;
}

SyntaxIndex Parser::primary()
{
    if (here() == '(') {
        const std::size_t begin = at_++;
        const SyntaxIndex inside = binary(precedence_or);
        if (inside == no_syntax) return no_syntax;
        skip_white();
        if (take(")")) return inside;
        return at_end() ? fail_at(begin, "the “(” is never closed") : fail("“)” or an operator is expected here");
    }
    if (here() == '"' || here() == '\'') return text_literal();
    if (here() == '$') {
        if (here(1) == '{') return fail("“${…}” stands only in workbooks; an XForm names the path");
        return fail("variables (“$…”) do not exist in forms");
    }
    if (starts_name(here())) {
        const auto word = name();
        return call(*word);
    }
    return number();
}

SyntaxIndex Parser::number()
{
    const std::size_t begin = at_;
    while (is_digit(here())) ++at_;
    if (here() == '.') {
        ++at_;
        while (is_digit(here())) ++at_;
    }
    SyntaxNode node;
    node.operation = Operation::Number;
    node.type = StaticType::Number;
    node.number =
        number_from_xpath_text(text_.substr(begin, at_ - begin)).value_or(std::numeric_limits<double>::quiet_NaN());
    return add(node);
}

SyntaxIndex Parser::text_literal()
{
    const std::size_t begin = at_;
    const std::size_t end = text_.find(text_[at_], at_ + 1);
    if (end == std::string_view::npos) return fail("the quotation mark is never closed");
    at_ = end + 1;
    SyntaxNode node;
    node.operation = Operation::Text;
    node.type = StaticType::String;
    node.text = text_.substr(begin + 1, end - begin - 1);
    return add(node);
}

void Parser::skip_white()
{
    while (at_ < text_.size() && is_white(text_[at_])) ++at_;
}

bool Parser::take(std::string_view token)
{
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
}

Parser::OperatorToken Parser::operator_here() const
{
    std::size_t at = at_;
    while (at < text_.size() && is_white(text_[at])) ++at;
    const std::size_t white = at - at_;
    const auto token = [&](Operator what, int precedence, std::size_t size) {
        return OperatorToken{what, precedence, white + size};
    };
    const std::string_view rest = text_.substr(at);
    if (rest.empty()) return {};
    const bool then_equal = rest.size() > 1 && rest[1] == '=';
    switch (rest[0]) {
    case '|':
        return token(Operator::Union, precedence_union, 1);
    case '+':
        return token(Operator::Add, precedence_additive, 1);
    case '-':
        return token(Operator::Subtract, precedence_additive, 1);
    case '*':
        return token(Operator::Multiply, precedence_multiplicative, 1);
    case '=':
        return token(Operator::Equal, precedence_equality, 1);
    case '!':
        return then_equal ? token(Operator::NotEqual, precedence_equality, 2) : OperatorToken{};
    case '<':
        return token(then_equal ? Operator::LessEqual : Operator::Less, precedence_relational, then_equal ? 2 : 1);
    case '>':
        return token(then_equal ? Operator::GreaterEqual : Operator::Greater, precedence_relational,
                     then_equal ? 2 : 1);
    default:
        break;
    }
    const auto word = [&](std::string_view name) {
        return rest.starts_with(name) &&
               (rest.size() == name.size() || !(starts_name(rest[name.size()]) || rest[name.size()] == ':'));
    };
    if (word("or")) return token(Operator::Or, precedence_or, 2);
    if (word("and")) return token(Operator::And, precedence_and, 3);
    if (word("div")) return token(Operator::Divide, precedence_multiplicative, 3);
    if (word("mod")) return token(Operator::Modulo, precedence_multiplicative, 3);
    return {};
}

std::string_view Parser::name_part()
{
    const std::size_t begin = at_;
    while (continues_name(here())) ++at_;
    return text_.substr(begin, at_ - begin);
}

std::optional<Parser::Name> Parser::name()
{
    if (!starts_name(here())) return std::nullopt;
    Name made;
    made.begin = at_;
    made.local = name_part();
    if (here() == ':' && starts_name(here(1))) {
        ++at_;
        made.prefix = made.local;
        made.local = name_part();
    }
    return made;
}

bool Parser::is_call(const Name& word)
{
    skip_white();
    return here() == '(' && !(word.prefix.empty() && node_type_of(word.local));
}

SyntaxIndex Parser::add(SyntaxNode node)
{
    tree_->nodes.push_back(node);
    return static_cast<SyntaxIndex>(tree_->nodes.size() - 1);
}

std::string Parser::place(std::size_t byte) const
{
    std::size_t characters = 1;
    for (std::size_t i = 0; i < byte; ++i)
        characters += (static_cast<unsigned char>(text_[i]) & 0xC0U) != 0x80U ? 1U : 0U;
    return "Character " + std::to_string(characters) + ": ";
}

SyntaxIndex Parser::fail_at(std::size_t where, std::string message)
{
    if (!error_) error_ = Error{ErrorKind::Invalid, place(where) + std::move(message) + "."};
    return no_syntax;
}

SyntaxIndex Parser::unknown(std::size_t where, std::string message)
{
    if (check_ == CallCheck::WhenParsed) return fail_at(where, std::move(message));
    SyntaxNode node;
    node.operation = Operation::Unknown;
    source_->kept.push_front(place(where) + std::move(message) + ".");
    node.text = source_->kept.front();
    return add(node);
}

std::string_view Parser::kept(std::string_view text)
{
    // The texts of the standard namespaces live as long as the program.
    if (text.empty() || &namespaces_ == &Namespaces::odk()) return text;
    for (const std::string& one : source_->kept)
        if (one == text) return one;
    source_->kept.push_front(std::string(text));
    return source_->kept.front();
}

} // namespace mahalla
