#pragma once
#include "disclosure/published_release.h"

#include <string>

namespace mahalla {

/// What an SDMX message says of a release that its tables do not.
struct SdmxContext {
    std::string reference_area; ///< Of figures without an area of their own: "LB". Empty: "_T".
    std::string time_period;    ///< "2026", "2026-Q3". Empty: the release's round where it is such a period, else the
                                ///< year of its publication.
};

/// The tables of a release as SDMX-CSV (SDMX 3.0 technical notes; one file, a line an observation) with the concepts of
/// the SDG data structure: sex, age, disability, urbanisation, wealth, education, occupation and place where a table
/// has them, all other breakdowns in CUST_BREAKDOWN (one) or COMPOSITE_BREAKDOWN (several: "GROUP_X__STATUS_Y").
///
/// Proportions are per cent (UNIT_MEASURE PT). With each value its interval, standard error and number of interviews.
/// A hidden cell has an empty OBS_VALUE, OBS_STATUS Q (missing, suppressed) and CONF_STATUS C (confidential), whatever
/// rule hid it; one that could not be computed OBS_STATUS O. Never a zero in place of either.
std::string write_release_sdmx(const ReceivedRelease& release, const SdmxContext& context);

} // namespace mahalla
