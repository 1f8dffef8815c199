#pragma once
#include <cmath>
#include <optional>

namespace mahalla {

/// A number that may be told, one that may not, or one that cannot be had (a share of nobody).
///
/// What is computed with a number that may not be told may not be told either: whoever computes an analysis with these
/// cannot let a hidden cell slip into a figure.
class ToldNumber {
public:
    ToldNumber() = default;
    ToldNumber(double value)
    {
        if (std::isfinite(value)) value_ = value;
    }
    static ToldNumber hidden()
    {
        ToldNumber made;
        made.is_hidden_ = true;
        return made;
    }

    bool is_hidden() const { return is_hidden_; }
    /// Nothing for the other two kinds.
    const std::optional<double>& value() const { return value_; }

    friend ToldNumber operator+(const ToldNumber& a, const ToldNumber& b)
    {
        return a.with(b, [](double x, double y) { return x + y; });
    }
    friend ToldNumber operator-(const ToldNumber& a, const ToldNumber& b)
    {
        return a.with(b, [](double x, double y) { return x - y; });
    }
    friend ToldNumber operator*(const ToldNumber& a, const ToldNumber& b)
    {
        return a.with(b, [](double x, double y) { return x * y; });
    }
    /// Cannot be had where `b` is 0.
    friend ToldNumber operator/(const ToldNumber& a, const ToldNumber& b)
    {
        return a.with(b, [](double x, double y) { return x / y; });
    }
    friend ToldNumber root_of(const ToldNumber& a)
    {
        return a.with(a, [](double x, double) { return std::sqrt(x); });
    }

private:
    template <typename Operation> ToldNumber with(const ToldNumber& other, Operation operation) const
    {
        if (is_hidden_ || other.is_hidden_) return hidden();
        if (!value_ || !other.value_) return {};
        return {operation(*value_, *other.value_)};
    }

    std::optional<double> value_;
    bool is_hidden_ = false;
};

} // namespace mahalla
