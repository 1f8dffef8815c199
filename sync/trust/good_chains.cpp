#include "trust/good_chains.h"

namespace mahalla {

GoodChains::GoodChains(const std::vector<Revocation>& marks, const PreviousOf& previous_of)
{
    for (const Revocation& mark : marks) {
        auto& chain = chains_[mark.device];
        chain.clear();
        Hash hash = mark.last_good_hash;
        for (std::uint64_t sequence = mark.last_good_sequence; sequence > 0; --sequence) {
            chain[sequence] = hash;
            const auto previous = previous_of({{mark.device, sequence}, hash});
            if (!previous) break;
            hash = *previous;
        }
    }
}

GoodChains::Place GoodChains::place_of(const EventReference& event) const
{
    const auto chain = chains_.find(event.dot.device);
    if (chain == chains_.end()) return Place::Good;
    const auto named = chain->second.find(event.dot.sequence);
    if (named == chain->second.end()) return Place::Unknown;
    return named->second == event.hash ? Place::Good : Place::Foreign;
}

} // namespace mahalla
