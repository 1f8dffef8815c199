#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// The two choices a group is asked about now.
struct PairToDecide {
    std::string newcomer; ///< Not in the order yet.
    std::string placed;   ///< In it already; for the very first pair not yet either.
};

/// Ranking by comparing two at a time: each choice finds its place among those that have one by halving what is left to
/// compare, so that five choices take at most eight questions. What is decided is the stored order; what lives here is
/// only how far the comparison of one choice has come, and forgetting it asks that choice's questions again.
///
/// Pure: the same decisions give the same order.
class PairwiseRanking {
public:
    /// The pair to ask about, given all choices and the order so far; nothing when every choice has its place.
    std::optional<PairToDecide> next(const std::vector<std::string>& choices, const std::vector<std::string>& order);
    /// The group's decision about the pair `next` gave; the new order where a choice found its place.
    std::optional<std::vector<std::string>> decide(const std::vector<std::string>& order, bool newcomer_first);

private:
    void begin(const std::vector<std::string>& choices, const std::vector<std::string>& order);

    std::vector<std::string> order_; ///< The order that `low_` and `high_` belong to; another one begins anew.
    std::string newcomer_;
    std::string first_; ///< Of the very first pair.
    std::size_t low_ = 0, high_ = 0;
};

/// By question, beside the drawing: never stored.
using PairwiseRankings = std::map<std::string, PairwiseRanking>;

} // namespace mahalla
