#include "analysis/area_inequality.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mahalla {

Result<AreaInequality> area_inequality_of(std::span<const double> values, std::span<const double> sizes)
{
    if (values.empty() || values.size() != sizes.size() ||
        !std::ranges::all_of(values, [](double value) { return value >= 0; }) ||
        !std::ranges::all_of(sizes, [](double size) { return size > 0; }))
        return failure(ErrorKind::Invalid, "Each area needs a value from 0 and a number of people above 0.");
    const double people = std::accumulate(sizes.begin(), sizes.end(), 0.0);
    AreaInequality found;
    found.mean = std::inner_product(values.begin(), values.end(), sizes.begin(), 0.0) / people;
    if (!(found.mean > 0)) return failure(ErrorKind::Invalid, "Nobody has it: there is nothing to be spread.");
    const auto [smallest, largest] = std::ranges::minmax(values);
    found.gap = largest - smallest;
    if (smallest > 0) found.ratio = largest / smallest;
    double before = 0, middles = 0, variance = 0;
    std::vector<double> middle(values.size()); // of each area's people, along the order, from 0 to 1
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double share = sizes[i] / people, relative = values[i] / found.mean;
        middle[i] = before + share / 2;
        before += share;
        middles += share * middle[i];
        // The limit of x·log x at 0 is 0.
        if (relative > 0) found.theil += share * relative * std::log(relative);
        variance += share * (values[i] - found.mean) * (values[i] - found.mean);
        found.concentration_index += 2 * share * relative * middle[i];
        found.share_of_cases.push_back(share * relative);
    }
    found.concentration_index -= 1;
    found.between_deviation = std::sqrt(variance);
    double products = 0, squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double share = sizes[i] / people;
        products += share * (middle[i] - middles) * (values[i] - found.mean);
        squares += share * (middle[i] - middles) * (middle[i] - middles);
    }
    if (squares > 0) found.slope_index = products / squares;
    return found;
}

} // namespace mahalla
