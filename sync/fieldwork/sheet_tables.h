#pragma once
#include "fieldwork/results_maker.h"

namespace mahalla {

/// By what the tables of a neighbourhood's feedback sheet are broken down.
struct SheetBreakdown {
    std::string area;   ///< Name of a disaggregation.
    std::string rounds; ///< The one called "round", so that all rounds are protected together; empty: there is none.
};

/// The breakdown by area is the one that was named (`by`), else the first that lists the code `area`, else the one
/// called "area". Fails with `NotFound` where there is none of these.
Result<SheetBreakdown> sheet_breakdown(const ResultDefinitions& definitions, const std::string& area,
                                       const std::string& by = {});

/// A table an indicator, by area and round; of all indicators where none is named.
std::vector<ResultRequest> sheet_requests(const ResultDefinitions& definitions, const SheetBreakdown& breakdown,
                                          const std::vector<std::string>& indicators = {});

} // namespace mahalla
