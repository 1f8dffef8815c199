// What stands for one character of a pattern: classes in brackets and escapes.
#include "expression/pattern_reader.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

std::uint32_t PatternReader::bracketed()
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

/// One end of a range in brackets; a class is added to `made` and gives nothing.
std::optional<char32_t> PatternReader::class_member(CharacterSet& made)
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

std::uint32_t PatternReader::escaped()
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
    case U'Q':
        return quoted();
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

/// The character that an escape means, the letter having been read.
char32_t PatternReader::escaped_character(char32_t letter)
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
CharacterSet PatternReader::property(bool negated)
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

/// `\\Q…\\E`, the beginning having been read: every character for itself.
std::uint32_t PatternReader::quoted()
{
    Node node;
    node.kind = Node::Kind::Sequence;
    while (more() && !take(U"\\E")) node.children.push_back(step(Step::Kind::Character, text_[at_++]));
    return add(std::move(node));
}

std::optional<char32_t> PatternReader::hexadecimal(std::size_t least, std::size_t most)
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

} // namespace mahalla
