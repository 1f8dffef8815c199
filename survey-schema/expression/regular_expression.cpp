// Reads a pattern into nodes and writes the nodes out as steps.
#include "expression/regular_expression.h"

#include "base/text.h"
#include "expression/regular_program.h"

#include <algorithm>
#include <map>
#include <optional>

namespace mahalla {

namespace {

constexpr std::uint32_t endless = 0xffffffffU;
constexpr std::uint32_t repetitions_max = 1000;
constexpr std::size_t steps_max = 20'000;
constexpr std::size_t depth_max = 100;

using Node = RegularNode;
using Step = RegularStep;

class PatternReader {
public:
    explicit PatternReader(std::string_view pattern) : text_(to_code_points(pattern)) {}

    std::optional<std::uint32_t> read()
    {
        const std::uint32_t top = alternatives();
        if (error_.empty() && at_ < text_.size()) fail("a “)” too many");
        if (error_.empty() && highest_reference_ > groups_) fail("a reference to a group that is not there");
        return error_.empty() ? std::optional(top) : std::nullopt;
    }

    std::vector<Node> nodes;
    std::vector<CharacterSet> sets;
    const std::string& error() const { return error_; }
    std::uint32_t groups() const { return groups_; }
    bool has_references() const { return highest_reference_ > 0; }

private:
    std::uint32_t add(Node node)
    {
        nodes.push_back(std::move(node));
        return static_cast<std::uint32_t>(nodes.size() - 1);
    }
    std::uint32_t fail(const char* what)
    {
        if (error_.empty()) error_ = std::string(what) + " at character " + std::to_string(at_ + 1);
        at_ = text_.size();
        return 0;
    }
    bool more() const { return at_ < text_.size(); }
    char32_t here(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : U'\0'; }
    bool take(std::u32string_view token)
    {
        if (std::u32string_view(text_).substr(at_).substr(0, token.size()) != token) return false;
        at_ += token.size();
        return true;
    }

    std::uint32_t alternatives()
    {
        if (++depth_ > depth_max) return fail("too many groups in groups");
        Node node;
        node.kind = Node::Kind::Alternatives;
        do node.children.push_back(sequence());
        while (take(U"|"));
        --depth_;
        return node.children.size() == 1 ? node.children[0] : add(std::move(node));
    }

    std::uint32_t sequence()
    {
        const bool outer_case = ignoring_case_;
        Node node;
        node.kind = Node::Kind::Sequence;
        while (more() && here() != U'|' && here() != U')') {
            const std::uint32_t one = atom();
            if (!error_.empty()) return 0;
            node.children.push_back(quantified(one));
        }
        if (depth_ > 1) ignoring_case_ = outer_case;
        return add(std::move(node));
    }

    std::uint32_t quantified(std::uint32_t child)
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
    bool counted(std::uint32_t& least, std::uint32_t& most)
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

    std::optional<std::uint32_t> number()
    {
        std::uint32_t value = 0;
        const std::size_t begin = at_;
        while (here() >= U'0' && here() <= U'9' && at_ - begin < 6)
            value = value * 10 + static_cast<std::uint32_t>(text_[at_++] - U'0');
        return at_ == begin ? std::nullopt : std::optional(value);
    }

    std::uint32_t step(Step::Kind kind, char32_t character = 0)
    {
        Node node;
        node.kind = Node::Kind::Step;
        node.step.kind = kind;
        node.step.character = character;
        node.step.ignoring_case = ignoring_case_;
        return add(std::move(node));
    }
    std::uint32_t set(CharacterSet made)
    {
        sets.push_back(std::move(made));
        const std::uint32_t node = step(Step::Kind::Set);
        nodes[node].step.number = static_cast<std::uint32_t>(sets.size() - 1);
        return node;
    }

    std::uint32_t atom()
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
            return step(Step::Kind::AnyCharacter);
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

    std::uint32_t group()
    {
        ++at_;
        Node node;
        node.kind = Node::Kind::Group;
        if (take(U"?")) {
            if (take(U":") || take(U">")) {
                const std::uint32_t inside = alternatives();
                return take(U")") ? inside : fail("a “(” that is never closed");
            }
            if (take(U"i)")) {
                ignoring_case_ = true;
                return add({});
            }
            node.kind = Node::Kind::Look;
            if (take(U"="))
                node.step.kind = Step::Kind::Look;
            else if (take(U"!"))
                node.step = {Step::Kind::Look, true};
            else if (take(U"<="))
                node.step.kind = Step::Kind::LookBehind;
            else if (take(U"<!"))
                node.step = {Step::Kind::LookBehind, true};
            else if (take(U"<") || take(U"P<")) {
                node.kind = Node::Kind::Group;
                while (more() && here() != U'>') ++at_;
                if (!take(U">")) return fail("a group's name that does not end");
            } else
                return fail("“(?” with something unknown after it");
        }
        if (node.kind == Node::Kind::Group) node.group = ++groups_;
        node.children.push_back(alternatives());
        if (!take(U")")) return fail("a “(” that is never closed");
        return add(std::move(node));
    }

    std::optional<char32_t> hexadecimal(std::size_t least, std::size_t most)
    {
        char32_t value = 0;
        std::size_t size = 0;
        for (; size < most; ++size) {
            const char32_t c = here(size);
            if (c >= U'0' && c <= U'9')
                value = value * 16 + (c - U'0');
            else if (c >= U'a' && c <= U'f')
                value = value * 16 + (c - U'a' + 10);
            else if (c >= U'A' && c <= U'F')
                value = value * 16 + (c - U'A' + 10);
            else
                break;
        }
        if (size < least) return std::nullopt;
        at_ += size;
        return value;
    }

    /// The character that an escape means, the letter having been read.
    char32_t escaped_character(char32_t letter)
    {
        switch (letter) {
        case U't':
            return U'\t';
        case U'n':
            return U'\n';
        case U'r':
            return U'\r';
        case U'f':
            return U'\f';
        case U'v':
            return U'\v';
        case U'0':
            return U'\0';
        case U'x':
            if (const auto code = hexadecimal(2, 2)) return *code;
            return letter;
        case U'u':
            if (take(U"{")) {
                const auto code = hexadecimal(1, 6);
                if (!code || *code > 0x10FFFF || !take(U"}")) fail("“\\u{” without a character's number");
                return code.value_or(U'\0');
            }
            if (const auto code = hexadecimal(4, 4)) return *code;
            return letter;
        default:
            return letter;
        }
    }

    /// The class of `\p{…}` or `\P{…}`, the letter having been read.
    CharacterSet property(bool negated)
    {
        std::string name;
        if (take(U"{")) {
            while (more() && here() != U'}') append_utf8(name, text_[at_++]);
            if (!take(U"}")) fail("“\\p{” that is never closed");
        } else if (more()) {
            append_utf8(name, text_[at_++]);
        }
        const CharacterSet* known = class_of_property(name);
        if (known == nullptr) {
            fail("a property of characters that is not known here");
            return {};
        }
        CharacterSet made = *known;
        made.negated ^= negated;
        return made;
    }

    std::uint32_t escaped()
    {
        ++at_;
        if (!more()) return fail("a “\\” with nothing after it");
        const char32_t letter = text_[at_++];
        if (const CharacterSet* known = class_of_letter(letter)) return set(*known);
        switch (letter) {
        case U'b':
            return step(Step::Kind::Boundary);
        case U'B':
            return step(Step::Kind::NoBoundary);
        case U'A':
            return step(Step::Kind::Begin);
        case U'z':
        case U'Z':
            return step(Step::Kind::End);
        case U'p':
        case U'P':
            return set(property(letter == U'P'));
        default:
            break;
        }
        if (letter >= U'1' && letter <= U'9') {
            --at_;
            const std::uint32_t reference = number().value_or(1);
            highest_reference_ = std::max(highest_reference_, reference);
            const std::uint32_t node = step(Step::Kind::SameAs);
            nodes[node].step.number = reference;
            return node;
        }
        return step(Step::Kind::Character, escaped_character(letter));
    }

    /// One end of a range in brackets; a class is added to `made` and gives nothing.
    std::optional<char32_t> class_member(CharacterSet& made)
    {
        const char32_t c = text_[at_++];
        if (c != U'\\' || !more()) return c;
        const char32_t letter = text_[at_++];
        if (const CharacterSet* known = class_of_letter(letter)) {
            made.add(*known);
            return std::nullopt;
        }
        if (letter == U'p' || letter == U'P') {
            made.add(property(letter == U'P'));
            return std::nullopt;
        }
        return letter == U'b' ? U'\b' : escaped_character(letter);
    }

    std::uint32_t bracketed()
    {
        ++at_;
        CharacterSet made;
        const bool negated = take(U"^");
        for (bool first = true; more() && (here() != U']' || (first && here(1) == U']')); first = false) {
            const auto begin = class_member(made);
            if (!begin) continue;
            if (here() == U'-' && here(1) != U']' && at_ + 1 < text_.size()) {
                ++at_;
                const auto end = class_member(made);
                if (!end) {
                    made.add(*begin, *begin);
                    made.add(U'-', U'-');
                    continue;
                }
                if (*end < *begin) return fail("a range whose end comes before its beginning");
                made.add(*begin, *end);
            } else {
                made.add(*begin, *begin);
            }
        }
        if (!take(U"]")) return fail("a “[” that is never closed");
        made.negated = negated;
        return set(std::move(made));
    }

    std::u32string text_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    bool ignoring_case_ = false;
    std::uint32_t groups_ = 0;
    std::uint32_t highest_reference_ = 0;
    std::string error_;
};

/// Writes steps from the last to the first: each part is given the step that follows it.
class StepWriter {
public:
    StepWriter(const std::vector<Node>& nodes, std::vector<Step>& steps, bool has_references, std::uint32_t groups)
        : nodes_(nodes), steps_(steps), has_references_(has_references), registers_(2 * (groups + 1))
    {}

    /// Nests as deep as the pattern's groups, which the reader limits.
    std::uint32_t write(std::uint32_t at, std::uint32_t next)
    {
        const Node& node = nodes_[at];
        switch (node.kind) {
        case Node::Kind::Nothing:
            return next;
        case Node::Kind::Step: {
            Step step = node.step;
            step.next = next;
            return add(step);
        }
        case Node::Kind::Sequence:
            for (std::size_t i = node.children.size(); i > 0 && fits(); --i) next = write(node.children[i - 1], next);
            return next;
        case Node::Kind::Alternatives: {
            std::uint32_t rest = write(node.children.back(), next);
            for (std::size_t i = node.children.size() - 1; i > 0 && fits(); --i)
                rest = choice(write(node.children[i - 1], next), rest);
            return rest;
        }
        case Node::Kind::Group: {
            if (!has_references_) return write(node.children[0], next);
            const std::uint32_t end = store(2 * node.group + 1, next);
            return store(2 * node.group, write(node.children[0], end));
        }
        case Node::Kind::Look: {
            Step step = node.step;
            step.next = write(node.children[0], add({}));
            step.other = next;
            return add(step);
        }
        case Node::Kind::Repeat:
            return repeat(node, next);
        }
        return next;
    }

    bool fits() const { return steps_.size() <= steps_max; }
    std::uint32_t registers() const { return registers_; }

private:
    std::uint32_t add(const Step& step)
    {
        steps_.push_back(step);
        return static_cast<std::uint32_t>(steps_.size() - 1);
    }
    std::uint32_t choice(std::uint32_t first, std::uint32_t second)
    {
        Step step;
        step.kind = Step::Kind::Choice;
        step.next = first;
        step.other = second;
        return add(step);
    }
    std::uint32_t store(std::uint32_t number, std::uint32_t next)
    {
        Step step;
        step.kind = Step::Kind::Store;
        step.number = number;
        step.next = next;
        return add(step);
    }

    std::uint32_t repeat(const Node& node, std::uint32_t next)
    {
        const std::uint32_t child = node.children[0];
        const std::uint32_t after = next;
        if (node.most == endless) {
            const std::uint32_t loop = choice(after, after);
            std::uint32_t back = loop;
            if (has_references_) {
                // Without a memory of what was tried, a turn that reads nothing must not be taken again.
                const std::uint32_t mark = registers_++;
                Step advance;
                advance.kind = Step::Kind::MustAdvance;
                advance.number = mark;
                advance.next = loop;
                back = store(mark, write(child, add(advance)));
            } else {
                back = write(child, loop);
            }
            (node.lazy ? steps_[loop].other : steps_[loop].next) = back;
            next = loop;
        } else {
            for (std::uint32_t i = node.least; i < node.most && fits(); ++i) {
                const std::uint32_t once = write(child, next);
                next = node.lazy ? choice(after, once) : choice(once, after);
            }
        }
        for (std::uint32_t i = 0; i < node.least && fits(); ++i) next = write(child, next);
        return next;
    }

    const std::vector<Node>& nodes_;
    std::vector<Step>& steps_;
    bool has_references_;
    std::uint32_t registers_;
};

} // namespace

Result<RegularExpression> RegularExpression::compile(std::string_view pattern)
{
    if (pattern.size() > pattern_bytes_max)
        return failure(ErrorKind::Invalid, "The regular expression is longer than 4096 bytes.");
    PatternReader reader(pattern);
    const auto top = reader.read();
    if (!top) return failure(ErrorKind::Invalid, "The regular expression has " + reader.error() + ".");
    auto program = std::make_shared<Program>();
    program->has_references = reader.has_references();
    program->steps.emplace_back(); // Found
    StepWriter writer(reader.nodes, program->steps, program->has_references, reader.groups());
    program->start = writer.write(*top, 0);
    if (!writer.fits())
        return failure(ErrorKind::Invalid, "The regular expression repeats too much. Use smaller numbers in “{…}”.");
    program->sets = std::move(reader.sets);
    program->registers = program->has_references ? writer.registers() : 0;
    return RegularExpression(std::move(program));
}

} // namespace mahalla
