#pragma once
#include <string>
#include <string_view>
#include <vector>

/// What the benchmarks print: figures with what is promised of them, and tables that show how a cost grows.
///
/// A figure beyond its promise by more than the allowance for noise is missed; the program's exit code says whether any
/// was.
class Report {
public:
    /// `allowance`: how many times a promise may be exceeded on a machine that is not quiet.
    explicit Report(double allowance) : allowance_(allowance) {}

    void heading(std::string_view title);
    /// One line; `limit` 0 where nothing is promised.
    void figure(std::string_view what, double figure, std::string_view unit, double limit = 0);
    /// One line for each size: the cost, and how often the cost of the first size it is where the size is so often the
    /// first. A cost that must stay flat, or may grow as the size does, is missed where its growth from the first to
    /// the last size, or from any size to the next, is more than one and a half times that.
    struct Cost {
        double size = 0;
        double figure = 0;
    };
    enum class Growth { Flat, Linear, Shown };
    void growth(std::string_view what, std::string_view unit, const std::vector<Cost>& costs, Growth allowed);

    bool anything_missed() const { return !missed_.empty(); }
    /// Says what was missed.
    void close() const;

private:
    void miss(std::string_view what);

    double allowance_;
    std::vector<std::string> missed_;
};
