#pragma once
#include "expression/node_set.h"

#include <variant>

namespace mahalla {

/// A date or a date with time: a text that counts as days since 1970-01-01T00:00Z where a number is asked for.
///
/// Days have fractions: a date begins at midnight where the interview is held. `number()` of one is shown in whole
/// days.
struct Moment {
    std::string text; ///< "2026-11-21", "2026-11-21T05:27:00.000+02:00", "Invalid Date"; "20778" where `is_number`.
    double days = 0;  ///< NaN for what is no date.
    bool is_number = false; ///< Made by `number()`.
};

enum class ValueKind { Boolean, Number, String, Moment, Nodes };

/// What an expression gives: one of XPath's four types, or a moment.
class Value {
public:
    Value() : content_(std::string()) {}
    Value(bool boolean) : content_(boolean) {}
    Value(double number) : content_(number) {}
    Value(std::string text) : content_(std::move(text)) {}
    Value(const char* text) : content_(std::string(text)) {}
    Value(Moment moment) : content_(std::move(moment)) {}
    Value(NodeSet nodes) : content_(std::move(nodes)) {}

    /// The moment; nullptr where the value is none.
    const Moment* moment() const { return std::get_if<Moment>(&content_); }
    ValueKind kind() const { return static_cast<ValueKind>(content_.index()); }
    /// A number, or a moment, which counts as one in comparisons.
    bool is_numeric() const { return kind() == ValueKind::Number || kind() == ValueKind::Moment; }
    /// The text of a value that is one; nullptr where it is none.
    const std::string* text() const { return std::get_if<std::string>(&content_); }
    /// The nodes; none where the value is no node set.
    const NodeSet& nodes() const;
    NodeSet taken_nodes() &&;

    // The conversions of XPath 1.0 §4: a node set converts as the string value of its first node. A moment is a number
    // of days, true unless it is no moment at all.
    bool to_boolean() const;
    double to_number() const;
    std::string to_string() const;

private:
    std::variant<bool, double, std::string, Moment, NodeSet> content_;
};

/// XPath 1.0 `number()` of a text: NaN where it is none.
double number_of_text(std::string_view text);

} // namespace mahalla
