#pragma once
#include "analysis/told_number.h"
#include "disclosure/published_table.h"

#include <map>
#include <string>
#include <vector>

namespace mahalla {

/// The counts of a table (count_table.h) as far as they may be told: what the figures of an analysis are computed from.
///
/// Of a published table that is what `protect` left; of one from `content_in_full` everything.
class ToldCounts {
public:
    explicit ToldCounts(const PublishedTableContent& table);

    /// Category by name of the dimension; dimensions that are left out are taken together.
    using Categories = std::map<std::string, std::string>;

    /// The sum of weights, and the number of rows. Nobody where the table has no such category.
    ToldNumber weight(const Categories& categories) const { return find(categories).weight; }
    ToldNumber n(const Categories& categories) const { return find(categories).n; }
    bool is_hidden(const Categories& categories) const { return find(categories).n.is_hidden(); }

private:
    struct Count {
        ToldNumber n = 0.0, weight = 0.0;
    };
    const Count& find(const Categories& categories) const;

    std::vector<std::string> dimensions_;
    std::map<std::vector<std::string>, Count> cells_;
};

/// A table with nothing hidden, in the words of a published one: for those who may read the records, and nobody else.
/// It never becomes a `PublishedTable`.
PublishedTableContent content_in_full(const Table& exact);

} // namespace mahalla
