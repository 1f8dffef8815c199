#include "merge/register.h"

#include <algorithm>

namespace mahalla {

std::vector<Write> live_writes(const CausalOrder& order, const std::vector<Write>& writes)
{
    if (writes.size() == 1) return writes;
    std::vector<Write> live;
    std::copy_if(writes.begin(), writes.end(), std::back_inserter(live), [&](const Write& write) {
        // The latest first: it has usually seen all the others, so a long history costs no more than its length.
        return std::none_of(writes.rbegin(), writes.rend(),
                            [&](const Write& other) { return order.supersedes(*other.item, *write.item); });
    });
    // Events cannot supersede each other in a circle, for each would have to hold the other's hash. Should one be
    // handed in all the same, everything stands: nothing may vanish.
    return live.empty() ? writes : live;
}

std::vector<Write> writes_known_to(const CausalOrder& order, const CausalOrder::Item& item,
                                   const std::vector<Write>& writes)
{
    std::vector<Write> known;
    std::copy_if(writes.begin(), writes.end(), std::back_inserter(known), [&](const Write& write) {
        return write.item == &item || order.has_seen(item, *write.item) || order.supersedes(item, *write.item);
    });
    return known;
}

Writer writer_of(const CausalOrder::Item& item)
{
    return {item.reference, item.event->author, item.event->instant, item.event->reason};
}

std::vector<Alternative> alternatives_of(const AnswerPath& path, const std::vector<Write>& live)
{
    std::vector<Alternative> alternatives;
    for (const Write& write : live) {
        const auto same = std::find_if(alternatives.begin(), alternatives.end(), [&](const Alternative& alternative) {
            return alternative.values.at(path) == write.value;
        });
        Alternative& alternative = same == alternatives.end() ? alternatives.emplace_back() : *same;
        alternative.values[path] = write.value;
        alternative.writers.push_back(writer_of(*write.item));
    }
    for (Alternative& alternative : alternatives) std::sort(alternative.writers.begin(), alternative.writers.end());
    std::sort(alternatives.begin(), alternatives.end(),
              [](const Alternative& a, const Alternative& b) { return a.writers < b.writers; });
    return alternatives;
}

} // namespace mahalla
