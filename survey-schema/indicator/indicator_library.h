#pragma once
#include "indicator/indicator.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// A question an indicator of the library needs, by the name it must have in the form.
struct RequiredQuestion {
    std::string name;
    std::string what; ///< "days of the past seven on which cereals, grains, roots or tubers were eaten, 0 to 7"
};

/// An indicator as its owners published it, under the name by which a form may ask for it.
struct LibraryIndicator {
    IndicatorDefinition definition;
    std::vector<RequiredQuestion> questions;
    std::string source; ///< Where the formula and its thresholds come from.
};

/// fcs, fcs_poor, rcsi, hhs, hhs_severe, wg_ss; in this order.
std::span<const LibraryIndicator> indicator_library();
const LibraryIndicator* find_library_indicator(std::string_view name);

} // namespace mahalla
