#include "view_model/instrument.h"

#include "base/number.h"
#include "base/text.h"

namespace mahalla {

Instrument instrument_of_rank(std::string_view appearance)
{
    for (const std::string_view word : words(appearance))
        if (word == "pairwise") return {Instrument::Kind::PairwiseRanking, 100};
    return {Instrument::Kind::Ranking, 100};
}

Instrument instrument_of_group(std::string_view appearance)
{
    constexpr std::string_view name = "proportional-piling";
    for (std::string_view word : words(appearance)) {
        if (!word.starts_with(name)) continue;
        word.remove_prefix(name.size());
        if (word.empty()) return {Instrument::Kind::ProportionalPiling, 100};
        if (!word.starts_with('(') || !word.ends_with(')')) continue;
        const auto counters = integer_from_text(word.substr(1, word.size() - 2));
        const bool sensible = counters && *counters >= 2 && *counters <= 1'000;
        return {Instrument::Kind::ProportionalPiling, sensible ? static_cast<int>(*counters) : 100};
    }
    return {};
}

} // namespace mahalla
