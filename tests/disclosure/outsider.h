#pragma once
#include "disclosure/published_table.h"

#include <map>
#include <string>
#include <vector>

namespace mahalla::test {

/// Somebody who holds all that was published and works out what was hidden, by a way of his own: of every combination
/// of the innermost categories of all dimensions he knows only that it is 0 or more, and what the shown cells say of
/// sums of them. A simplex method over a table of numbers; it shares no code with what it tests.
class Outsider {
public:
    struct Interval {
        double lower = 0, upper = 0; ///< `upper` is infinite where nothing bounds it.
    };
    /// Which category of which dimension; what is not named is all of it. Categories above others are possible.
    using Key = std::map<std::string, std::string>;

    /// Every dimension that any table has; universes and days are dimensions too ("those who were there before").
    explicit Outsider(const std::vector<Dimension>& dimensions);

    void learn(const Key& key, double count);
    /// Every shown cell of a table; `among` says of which part of the records it speaks.
    void learn(const PublishedTableContent& table, const Key& among = {});

    /// Fails the test where what was learnt contradicts itself.
    Interval interval_of(const Key& key);

private:
    std::vector<std::size_t> parts_of(const Key& key) const;
    void prepare();
    double largest(const std::vector<double>& objective);
    void pivot(std::size_t row, std::size_t column);

    struct Fact {
        std::vector<std::size_t> parts;
        double sum = 0;
    };
    std::vector<Dimension> dimensions_;
    std::vector<std::vector<std::string>> innermost_; // of each dimension
    std::size_t part_count_ = 1;
    std::vector<Fact> facts_;
    // The simplex table: rows of facts, columns of parts that are not known to be 0 and the right-hand side.
    std::vector<std::vector<double>> rows_;
    std::vector<std::size_t> basis_, column_of_;
    std::size_t columns_ = 0;
    bool is_prepared_ = false;
};

} // namespace mahalla::test
