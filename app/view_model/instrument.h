#pragma once
#include <optional>
#include <string_view>

namespace mahalla {

/// A participatory instrument, asked for by an appearance over questions that other programs show plainly.
struct Instrument {
    enum class Kind {
        None,
        Ranking,            ///< A rank question: choices put into order by hand.
        PairwiseRanking,    ///< `pairwise`: the order follows from comparing two at a time.
        ProportionalPiling, ///< `proportional-piling(100)` on a group of integers: counters laid on items.
    };
    Kind kind = Kind::None;
    int counters = 100; ///< Of a piling.

    bool operator==(const Instrument&) const = default;
};

/// What a rank question's appearance asks for: pairwise, else plain ranking.
Instrument instrument_of_rank(std::string_view appearance);
/// What a group's appearance asks for. A number of counters below 2 or above 1,000 counts as 100.
Instrument instrument_of_group(std::string_view appearance);

} // namespace mahalla
