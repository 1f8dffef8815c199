// Location paths and filter expressions: XPath 1.0 §2 and §3.3.
#include "expression/parser.h"

#include "base/text.h"
#include "expression/syntax_words.h"

#include <algorithm>
#include <span>

namespace mahalla {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_simple_step(const SyntaxStep& step)
{
    if (step.predicate_count != 0) return false;
    if (step.axis == Axis::Child || step.axis == Axis::Attribute) return step.test == TestKind::Name;
    return (step.axis == Axis::Parent || step.axis == Axis::Self) && step.test == TestKind::AnyNode;
}

/// Whether no node is met twice: after the first step down none leads up again.
bool is_straight(std::span<const SyntaxStep> steps)
{
    const auto goes_up = [](const SyntaxStep& step) { return step.axis == Axis::Parent; };
    return std::find_if(std::find_if_not(steps.begin(), steps.end(), goes_up), steps.end(), goes_up) == steps.end();
}

} // namespace

SyntaxIndex Parser::path()
{
    text_.skip_white();
    SyntaxPath made;
    path_steps_.emplace_back();
    if (text_.here() == '/') {
        made.start = PathStart::Root;
        const bool everywhere = text_.here(1) == '/';
        if (!everywhere) {
            text_.take("/");
            text_.skip_white();
            if (!starts_step()) return finish_path(made);
            if (!step(false)) return no_syntax;
        }
    } else if (starts_primary()) {
        const SyntaxIndex filtered = primary();
        if (filtered == no_syntax) return no_syntax;
        if (!predicates(made.first_predicate, made.predicate_count)) return no_syntax;
        text_.skip_white();
        if (made.predicate_count == 0 && text_.here() != '/') {
            path_steps_.pop_back();
            return filtered;
        }
        const SyntaxNode& node = parts_.nodes[filtered];
        if (node.type != StaticType::Nodes && node.type != StaticType::Any && node.operation != Operation::Unknown)
            return fail_expecting(Expected::Operator, "a path or a “[…]” can only follow a node set");
        const bool is_current = node.operation == Operation::Call && node.function == NodeFunction::Current;
        made.start = is_current && made.predicate_count == 0 ? PathStart::Current : PathStart::Filter;
        made.filter = filtered;
    } else if (!starts_step()) {
        if (text_.at_end()) return fail("the expression ends where a value is expected");
        const std::size_t begin = text_.at();
        std::size_t size = 1;
        while ((static_cast<unsigned char>(text_.here(size)) & 0xC0U) == 0x80U) ++size;
        return fail_expecting(Expected::Value,
                              "a value is expected here, not “" + std::string(text_.text().substr(begin, size)) + "”");
    } else if (!step(false)) {
        return no_syntax;
    }
    if (!steps_after_slash()) return no_syntax;
    return finish_path(made);
}

/// Numbers, texts, brackets and calls; a name before “(” that is no kind of node is a call.
bool Parser::starts_primary()
{
    const char c = text_.here();
    if (c == '(' || c == '"' || c == '\'' || c == '$' || is_digit(c) || (c == '.' && is_digit(text_.here(1))))
        return true;
    const std::size_t begin = text_.at();
    const auto name = text_.take_name();
    text_.skip_white();
    const bool is_call = name && text_.here() == '(' && !(name->prefix.empty() && node_type_of(name->local));
    text_.move_to(begin);
    return is_call;
}

bool Parser::starts_step() const
{
    const char c = text_.here();
    return c == '.' || c == '@' || c == '*' || text_.name_starts();
}

bool Parser::steps_after_slash()
{
    for (text_.skip_white(); text_.here() == '/'; text_.skip_white()) {
        const bool everywhere = text_.here(1) == '/';
        text_.take(everywhere ? "//" : "/");
        text_.skip_white();
        if (!starts_step()) {
            fail_expecting(Expected::Value, "a name is expected after “/”");
            return false;
        }
        if (!step(everywhere)) return false;
    }
    return true;
}

SyntaxIndex Parser::finish_path(SyntaxPath made)
{
    const std::vector<SyntaxStep>& steps = path_steps_.back();
    made.first_step = static_cast<SyntaxIndex>(parts_.steps.size());
    made.step_count = static_cast<SyntaxIndex>(steps.size());
    made.is_simple = made.start != PathStart::Filter && std::ranges::all_of(steps, is_simple_step);
    made.is_straight = made.is_simple && is_straight(steps);
    parts_.steps.insert(parts_.steps.end(), steps.begin(), steps.end());

    SyntaxNode node;
    node.operation = Operation::Path;
    node.type = StaticType::Nodes;
    node.uses_focus = made.start == PathStart::Context;
    if (made.start == PathStart::Filter) {
        node.uses_focus = parts_.nodes[made.filter].uses_focus;
        node.uses_position = parts_.nodes[made.filter].uses_position;
        node.by_chance = parts_.nodes[made.filter].by_chance;
    }
    const auto has_chance = [&](SyntaxIndex first, SyntaxIndex count) {
        for (SyntaxIndex i = 0; i < count; ++i) node.by_chance |= parts_.nodes[parts_.operands[first + i]].by_chance;
    };
    has_chance(made.first_predicate, made.predicate_count);
    for (const SyntaxStep& step : steps) has_chance(step.first_predicate, step.predicate_count);
    node.first = static_cast<SyntaxIndex>(parts_.paths.size());
    parts_.paths.push_back(made);
    path_steps_.pop_back();
    return add(node);
}

bool Parser::step(bool after_double_slash)
{
    const std::size_t mine = path_steps_.size() - 1;
    if (path_steps_[mine].size() + 2 > Expression::path_steps_max) {
        fail("the path has more than " + std::to_string(Expression::path_steps_max) + " steps");
        return false;
    }
    SyntaxStep made;
    if (text_.take("..")) {
        made.axis = Axis::Parent;
    } else if (text_.take(".")) {
        made.axis = Axis::Self;
    } else if (!axis(made) || !node_test(made)) {
        return false;
    }
    if (!predicates(made.first_predicate, made.predicate_count)) return false;

    for (SyntaxIndex i = 0; i < made.predicate_count; ++i) {
        const SyntaxNode& predicate = parts_.nodes[parts_.operands[made.first_predicate + i]];
        made.counts |=
            predicate.uses_position || predicate.type == StaticType::Number || predicate.type == StaticType::Any;
    }
    if (after_double_slash) {
        // “//name” means descendant-or-self::node()/child::name. Where no predicate counts positions that is the same
        // as descendant::name, which visits each node once.
        if (made.axis == Axis::Child && !made.counts) {
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

bool Parser::axis(SyntaxStep& made)
{
    if (text_.take("@")) {
        made.axis = Axis::Attribute;
        text_.skip_white();
        return true;
    }
    const std::size_t begin = text_.at();
    const std::string_view word = text_.take_name_part();
    text_.skip_white();
    if (word.empty() || !text_.take("::")) {
        text_.move_to(begin);
        return true;
    }
    const auto known = axis_of(word);
    if (!known) {
        const auto nearest = nearest_word(word, axis_names());
        std::string message = "“" + std::string(word) + "” is no axis";
        if (nearest) message += "; did you mean “" + *nearest + "::”?";
        fail_at(begin, std::move(message));
        return false;
    }
    made.axis = *known;
    text_.skip_white();
    return true;
}

bool Parser::node_test(SyntaxStep& made)
{
    made.test = TestKind::Name;
    made.name.default_namespace_uri = made.axis == Axis::Attribute ? std::string_view{} : default_uri_;
    if (text_.take("*")) {
        made.name.any_namespace = true;
        return true;
    }
    const std::size_t begin = text_.at();
    const std::string_view word = text_.take_name_part();
    if (word.empty()) {
        fail_expecting(Expected::Value, "a name is expected here");
        return false;
    }
    if (text_.here() == ':' && text_.here(1) != ':') return prefixed_name(made, word, begin);
    const std::size_t after_name = text_.at();
    text_.skip_white();
    if (const auto type = node_type_of(word); type && text_.take("(")) return node_type(made, *type);
    text_.move_to(after_name);
    made.name.local = word;
    return true;
}

bool Parser::prefixed_name(SyntaxStep& made, std::string_view prefix, std::size_t begin)
{
    const auto uri = namespaces_.uri(prefix);
    if (!uri) {
        fail_at(begin, "the prefix “" + std::string(prefix) + "” is not declared");
        return false;
    }
    text_.take(":");
    made.name.namespace_uri = kept(*uri);
    made.name.default_namespace_uri = {};
    if (text_.take("*")) return true;
    made.name.local = text_.take_name_part();
    if (!made.name.local.empty()) return true;
    fail("a name is expected after “:”");
    return false;
}

bool Parser::node_type(SyntaxStep& made, TestKind type)
{
    made.test = type;
    text_.skip_white();
    if (type == TestKind::ProcessingInstruction && (text_.here() == '"' || text_.here() == '\'')) {
        const SyntaxIndex target = text_literal();
        if (target == no_syntax) return false;
        made.name.local = parts_.nodes[target].text;
        text_.skip_white();
    }
    if (text_.take(")")) return true;
    fail("“)” is expected here");
    return false;
}

bool Parser::predicates(SyntaxIndex& first, SyntaxIndex& count)
{
    const std::size_t base = scratch_.size();
    for (text_.skip_white(); text_.here() == '['; text_.skip_white()) {
        const std::size_t begin = text_.at();
        text_.take("[");
        text_.skip_white();
        if (text_.here() == ']') {
            fail("“[]” holds no condition");
            return false;
        }
        const SyntaxIndex predicate = binary(precedence_or);
        if (predicate == no_syntax) return false;
        text_.skip_white();
        if (!text_.take("]")) {
            if (text_.at_end())
                fail_at(begin, "the “[” is never closed");
            else
                fail_expecting(Expected::Operator, "“]” or an operator is expected here");
            return false;
        }
        keep_what_does_not_vary(predicate);
        scratch_.push_back(predicate);
    }
    count = static_cast<SyntaxIndex>(scratch_.size() - base);
    first = keep_operands(base);
    return true;
}

/// Gives the largest parts of a condition that are the same for every node their places.
void Parser::keep_what_does_not_vary(SyntaxIndex at)
{
    // Nests as deep as the expression, which `binary` limits; conditions of paths in it have been looked at already.
    SyntaxNode& node = parts_.nodes[at];
    if (node.kept != 0 || node.operation == Operation::Number || node.operation == Operation::Text ||
        node.operation == Operation::Unknown)
        return;
    if (!node.uses_focus && !node.uses_position && !node.by_chance) {
        node.kept = ++tree_->kept_count;
        return;
    }
    if (node.operation == Operation::Path) {
        const SyntaxPath& path = parts_.paths[node.first];
        if (path.start == PathStart::Filter) keep_what_does_not_vary(path.filter);
        return;
    }
    if (node.operation == Operation::Negate) return keep_what_does_not_vary(node.first);
    // Arguments stand one after the other, operands with an operator between two of them.
    const SyntaxIndex stride = node.operation == Operation::Call ? 1 : 2;
    for (SyntaxIndex i = 0; i < node.count; i += stride) keep_what_does_not_vary(parts_.operands[node.first + i]);
}

} // namespace mahalla
