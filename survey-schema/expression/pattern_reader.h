#pragma once
#include "expression/regular_program.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// Reads a regular expression, as Java and ECMAScript write it, into nodes.
class PatternReader {
public:
    explicit PatternReader(std::string_view pattern);

    /// The node of the whole pattern; nothing where it is none, and then `error` says what is wrong with it.
    std::optional<std::uint32_t> read();

    std::vector<RegularNode> nodes;
    std::vector<CharacterSet> sets;
    const std::string& error() const { return error_; }
    std::uint32_t groups() const { return groups_; }
    bool has_references() const { return highest_reference_ > 0; }

private:
    using Node = RegularNode;
    using Step = RegularStep;

    /// `(?i)`, `(?m)`, `(?s)`: small and large letters alike; “^” and “$” at each line; “.” any character.
    struct Flags {
        bool ignoring_case = false, by_lines = false, dot_is_all = false;
    };

    // Sequences, groups and repetitions (pattern_reader.cpp)
    std::uint32_t alternatives();
    std::uint32_t sequence();
    std::uint32_t quantified(std::uint32_t child);
    bool counted(std::uint32_t& least, std::uint32_t& most);
    std::optional<std::uint32_t> number();
    std::uint32_t atom();
    std::uint32_t group();
    std::uint32_t look();
    /// `im-s` between “(?” and “)” or “:”; false, having taken nothing, where that is not what stands here.
    bool take_flags(Flags& flags);

    // Classes and escapes (pattern_classes.cpp)
    std::uint32_t bracketed();
    std::optional<char32_t> class_member(CharacterSet& made);
    std::uint32_t escaped();
    std::uint32_t quoted();
    char32_t escaped_character(char32_t letter);
    CharacterSet property(bool negated);
    std::optional<char32_t> hexadecimal(std::size_t least, std::size_t most);

    std::uint32_t step(Step::Kind kind, char32_t character = 0);
    std::uint32_t set(CharacterSet made);
    std::uint32_t add(Node node);
    std::uint32_t fail(const char* what);
    bool take(std::u32string_view token);
    bool more() const { return at_ < text_.size(); }
    char32_t here(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : U'\0'; }

    std::u32string text_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    Flags flags_;
    std::uint32_t groups_ = 0;
    std::uint32_t highest_reference_ = 0;
    std::string error_;
};

} // namespace mahalla
