#pragma once
#include "base/result.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace mahalla {

/// A regular expression as Java and ECMAScript write it, for `regex(value, pattern)`.
///
/// Literals, `.`, classes (`[a-z]`, `\d \w \s`, `\p{L}`), groups, alternation, greedy, lazy and possessive quantifiers,
/// anchors, word boundaries, look-ahead and look-behind, back-references, `(?i)`, `(?m)`, `(?s)`. Works on code points.
/// Patterns without back-references take time proportional to pattern × text; with them, work is limited.
class RegularExpression {
public:
    static constexpr std::size_t pattern_bytes_max = 4096;

    /// Fails with `Invalid` where the pattern is none, or too large once its counted repetitions are written out.
    static Result<RegularExpression> compile(std::string_view pattern);

    /// True where the pattern is found anywhere in `text`. Fails with `Invalid` where that takes too much work or
    /// memory. `steps`, where given, is told how much it took.
    Result<bool> found_in(std::string_view text, std::size_t* steps = nullptr) const;

private:
    struct Program;
    explicit RegularExpression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

    std::shared_ptr<const Program> program_;
};

} // namespace mahalla
