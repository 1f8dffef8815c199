#pragma once
#include "expression/regular_expression.h"

#include <string>
#include <vector>

namespace mahalla {

/// A set of code points: ranges, perhaps the other way round.
struct CharacterSet {
    struct Range {
        char32_t first, last;
    };
    std::vector<Range> ranges;
    bool negated = false;

    void add(char32_t first, char32_t last) { ranges.push_back({first, last}); }
    void add(const CharacterSet& other);
    bool contains(char32_t c, bool ignoring_case) const;
};

/// `d w s D W S` after a backslash; nothing for other letters.
const CharacterSet* class_of_letter(char32_t letter);
/// `L Lu Ll N Nd P Z Latin Cyrillic Arabic` in `\p{…}`, by blocks rather than by the whole Unicode tables.
const CharacterSet* class_of_property(std::string_view name);

/// One step of the matcher. Steps that choose try `next` first and `other` after it.
struct RegularStep {
    enum class Kind : std::uint8_t {
        Character,
        AnyCharacter,
        Set, ///< `number` in the sets
        Choice,
        Jump,
        Begin,
        End,
        Boundary,
        NoBoundary,
        Look, ///< The steps from `next` must match here, or may not; what follows is `other`.
        LookBehind,
        Store,       ///< Notes the place in register `number`.
        MustAdvance, ///< Fails where the place is still the one in register `number`.
        SameAs,      ///< The text of group `number` again.
        Found,
    };
    Kind kind = Kind::Found;
    bool negated = false;
    bool ignoring_case = false;
    bool by_lines = false; ///< Begin and End also where a line does.
    char32_t character = 0;
    std::uint32_t number = 0;
    std::uint32_t next = 0;
    std::uint32_t other = 0;
};

struct RegularExpression::Program {
    std::vector<RegularStep> steps;
    std::vector<CharacterSet> sets;
    std::uint32_t start = 0;
    std::uint32_t registers = 0;
    bool has_references = false;
};

/// As the most of a repetition: no limit.
constexpr std::uint32_t endless = 0xffffffffU;

/// What a pattern says, before it is written out as steps.
struct RegularNode {
    enum class Kind : std::uint8_t { Nothing, Step, Sequence, Alternatives, Repeat, Group, Look };
    Kind kind = Kind::Nothing;
    RegularStep step;
    std::vector<std::uint32_t> children;
    std::uint32_t least = 0, most = 0; ///< Of repetitions.
    bool lazy = false;
    std::uint32_t group = 0;
};

} // namespace mahalla
