#include "view_model/pairwise_ranking.h"

#include <algorithm>

namespace mahalla {

void PairwiseRanking::begin(const std::vector<std::string>& choices, const std::vector<std::string>& order)
{
    order_ = order;
    low_ = 0;
    high_ = order.size();
    newcomer_.clear();
    first_.clear();
    for (const std::string& choice : choices) {
        if (std::find(order.begin(), order.end(), choice) != order.end()) continue;
        // Nothing has a place yet: the first two choices are asked about against each other.
        if (order.empty() && first_.empty()) {
            first_ = choice;
            continue;
        }
        newcomer_ = choice;
        return;
    }
}

std::optional<PairToDecide> PairwiseRanking::next(const std::vector<std::string>& choices,
                                                  const std::vector<std::string>& order)
{
    const bool still_missing = std::find(choices.begin(), choices.end(), newcomer_) != choices.end();
    if (order != order_ || newcomer_.empty() || !still_missing) begin(choices, order);
    if (newcomer_.empty()) return std::nullopt;
    return PairToDecide{newcomer_, order.empty() ? first_ : order[low_ + (high_ - low_) / 2]};
}

std::optional<std::vector<std::string>> PairwiseRanking::decide(const std::vector<std::string>& order,
                                                                bool newcomer_first)
{
    if (newcomer_.empty() || order != order_) return std::nullopt;
    std::vector<std::string> decided = order;
    if (order.empty()) {
        decided = {first_, newcomer_};
        if (newcomer_first) std::swap(decided[0], decided[1]);
    } else {
        const std::size_t middle = low_ + (high_ - low_) / 2;
        if (newcomer_first) {
            high_ = middle;
        } else {
            low_ = middle + 1;
        }
        if (low_ < high_) return std::nullopt;
        decided.insert(decided.begin() + static_cast<std::ptrdiff_t>(low_), newcomer_);
    }
    newcomer_.clear();
    return decided;
}

} // namespace mahalla
