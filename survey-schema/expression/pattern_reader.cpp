// Sequences, groups and repetitions of a pattern.
#include "expression/pattern_reader.h"

#include "base/text.h"

#include <utility>

namespace mahalla {

namespace {

constexpr std::uint32_t repetitions_max = 1000;
constexpr std::size_t depth_max = 100;

} // namespace

PatternReader::PatternReader(std::string_view pattern) : text_(to_code_points(pattern)) {}

std::optional<std::uint32_t> PatternReader::read()
{
    const std::uint32_t top = alternatives();
    if (error_.empty() && at_ < text_.size()) fail("a “)” too many");
    if (error_.empty() && highest_reference_ > groups_) fail("a reference to a group that is not there");
    return error_.empty() ? std::optional(top) : std::nullopt;
}

std::uint32_t PatternReader::alternatives()
{
    if (++depth_ > depth_max) return fail("too many groups in groups");
    Node node;
    node.kind = Node::Kind::Alternatives;
    do node.children.push_back(sequence());
    while (take(U"|"));
    --depth_;
    return node.children.size() == 1 ? node.children[0] : add(std::move(node));
}

std::uint32_t PatternReader::sequence()
{
    const Flags outer = flags_;
    Node node;
    node.kind = Node::Kind::Sequence;
    while (more() && here() != U'|' && here() != U')') {
        const std::uint32_t one = atom();
        if (!error_.empty()) return 0;
        node.children.push_back(quantified(one));
    }
    if (depth_ > 1) flags_ = outer;
    return add(std::move(node));
}

std::uint32_t PatternReader::quantified(std::uint32_t child)
{
    std::uint32_t least = 0, most = endless;
    const std::size_t begin = at_;
    if (take(U"*")) {
    } else if (take(U"+")) {
        least = 1;
    } else if (take(U"?")) {
        most = 1;
    } else if (!counted(least, most)) {
        at_ = begin;
        return child;
    }
    Node node;
    node.kind = Node::Kind::Repeat;
    node.children.push_back(child);
    node.least = least;
    node.most = most;
    node.lazy = take(U"?");
    if (!node.lazy) take(U"+");
    if (here() == U'*' || here() == U'+' || here() == U'?') return fail("nothing to repeat");
    return add(std::move(node));
}

/// `{2}`, `{2,}`, `{2,5}`; a brace that begins nothing of the kind is a brace.
bool PatternReader::counted(std::uint32_t& least, std::uint32_t& most)
{
    if (!take(U"{")) return false;
    const auto first = number();
    if (!first) return false;
    least = most = *first;
    if (take(U",")) {
        const auto second = number();
        most = second ? *second : endless;
    }
    if (!take(U"}")) return false;
    if (least > repetitions_max || (most != endless && most > repetitions_max)) fail("a repetition beyond 1000");
    if (most < least) fail("a repetition whose most is below its least");
    return true;
}

std::optional<std::uint32_t> PatternReader::number()
{
    std::uint32_t value = 0;
    const std::size_t begin = at_;
    while (here() >= U'0' && here() <= U'9' && at_ - begin < 6)
        value = value * 10 + static_cast<std::uint32_t>(text_[at_++] - U'0');
    return at_ == begin ? std::nullopt : std::optional(value);
}

std::uint32_t PatternReader::atom()
{
    const char32_t c = text_[at_];
    switch (c) {
    case U'(':
        return group();
    case U'[':
        return bracketed();
    case U'\\':
        return escaped();
    case U'.':
        ++at_;
        // The class of all characters is the one that leaves none out.
        return flags_.dot_is_all ? set({{}, true}) : step(Step::Kind::AnyCharacter);
    case U'^':
        ++at_;
        return step(Step::Kind::Begin);
    case U'$':
        ++at_;
        return step(Step::Kind::End);
    case U'*':
    case U'+':
    case U'?':
        return fail("nothing to repeat");
    default:
        ++at_;
        return step(Step::Kind::Character, c);
    }
}

std::uint32_t PatternReader::group()
{
    ++at_;
    Node node;
    node.kind = Node::Kind::Group;
    if (take(U"?")) {
        Flags flags = flags_;
        if (take_flags(flags)) {
            const Flags outer = std::exchange(flags_, flags);
            if (take(U")")) return add({});
            take(U":");
            const std::uint32_t inside = alternatives();
            flags_ = outer;
            return take(U")") ? inside : fail("a “(” that is never closed");
        }
        if (take(U">")) {
            const std::uint32_t inside = alternatives();
            return take(U")") ? inside : fail("a “(” that is never closed");
        }
        const bool is_named =
            (here() == U'<' && here(1) != U'=' && here(1) != U'!') || (here() == U'P' && here(1) == U'<');
        if (!is_named) return look();
        while (more() && here() != U'>') ++at_;
        if (!take(U">")) return fail("a group's name that does not end");
    }
    node.group = ++groups_;
    node.children.push_back(alternatives());
    if (!take(U")")) return fail("a “(” that is never closed");
    return add(std::move(node));
}

std::uint32_t PatternReader::look()
{
    Node node;
    node.kind = Node::Kind::Look;
    if (take(U"="))
        node.step.kind = Step::Kind::Look;
    else if (take(U"!"))
        node.step = {Step::Kind::Look, true};
    else if (take(U"<="))
        node.step.kind = Step::Kind::LookBehind;
    else if (take(U"<!"))
        node.step = {Step::Kind::LookBehind, true};
    else
        return fail("“(?” with something unknown after it");
    node.children.push_back(alternatives());
    if (!take(U")")) return fail("a “(” that is never closed");
    return add(std::move(node));
}

bool PatternReader::take_flags(Flags& flags)
{
    const std::size_t begin = at_;
    bool value = true;
    for (; more(); ++at_) {
        if (here() == U'i')
            flags.ignoring_case = value;
        else if (here() == U'm')
            flags.by_lines = value;
        else if (here() == U's')
            flags.dot_is_all = value;
        else if (here() == U'-' && value)
            value = false;
        else if (here() != U'u')
            break;
    }
    if (here() == U')' || here() == U':') return true;
    at_ = begin;
    return false;
}

std::uint32_t PatternReader::step(Step::Kind kind, char32_t character)
{
    Node node;
    node.kind = Node::Kind::Step;
    node.step.kind = kind;
    node.step.character = character;
    node.step.ignoring_case = flags_.ignoring_case;
    node.step.by_lines = flags_.by_lines;
    return add(std::move(node));
}

std::uint32_t PatternReader::set(CharacterSet made)
{
    sets.push_back(std::move(made));
    const std::uint32_t node = step(Step::Kind::Set);
    nodes[node].step.number = static_cast<std::uint32_t>(sets.size() - 1);
    return node;
}

std::uint32_t PatternReader::add(Node node)
{
    nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(nodes.size() - 1);
}

std::uint32_t PatternReader::fail(const char* what)
{
    if (error_.empty()) error_ = std::string(what) + " at character " + std::to_string(at_ + 1);
    at_ = text_.size();
    return 0;
}

bool PatternReader::take(std::u32string_view token)
{
    if (std::u32string_view(text_).substr(at_).substr(0, token.size()) != token) return false;
    at_ += token.size();
    return true;
}

} // namespace mahalla
