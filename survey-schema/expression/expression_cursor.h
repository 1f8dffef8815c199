#pragma once
#include "expression/syntax_tree.h"

#include <optional>
#include <string>
#include <string_view>

namespace mahalla {

/// The text of an expression and a place in it: the words of XPath 1.0 §3.7, read one at a time.
///
/// Nothing fails here. Names have letters of every script; a quotation mark or a dash that a word processor put in is
/// no part of one.
class ExpressionCursor {
public:
    struct Name {
        std::string_view prefix, local;
        std::size_t begin = 0;
    };
    struct OperatorToken {
        Operator what = Operator::Or;
        int precedence = 0;   ///< 0 for no operator.
        std::size_t size = 0; ///< With the white space before it.
    };

    explicit ExpressionCursor(std::string_view text = {}) : text_(text) {}

    std::string_view text() const { return text_; }
    std::size_t at() const { return at_; }
    void move_to(std::size_t place) { at_ = place; }
    bool at_end() const { return at_ == text_.size(); }
    /// The byte so many after this place; 0 beyond the end.
    char here(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    void skip_white();
    bool take(std::string_view token);

    /// The operator that comes next. An operator's name may touch a number that follows it (`5 mod2`), as in other
    /// implementations of ODK XForms.
    OperatorToken operator_here() const;
    bool name_starts(std::size_t ahead = 0) const { return name_character(at_ + ahead, true) > 0; }
    /// A name without a prefix; empty where none stands here.
    std::string_view take_name_part();
    std::optional<Name> take_name();
    /// What stands between the quotation marks here; nothing where the closing one is missing.
    std::optional<std::string_view> take_literal();
    /// Digits with a point among them or at either end.
    std::string_view take_number();

    /// "Character 7: ", counted from 1 in characters.
    std::string place(std::size_t byte) const;

private:
    std::size_t name_character(std::size_t byte, bool first) const;

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace mahalla
