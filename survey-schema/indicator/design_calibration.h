#pragma once
#include "indicator/design.h"

#include <string>
#include <string_view>

namespace mahalla {

/// Reads one setting of the sheet `design` that makes weights add up to what is known, into `design`:
///
/// - `poststratify`, value `sex: female=2100 male=1900`; `rake`, a row a margin, in the same form;
/// - `calibrate`, value `(Intercept)=4000; sex=female=2100; age=98000`;
/// - `trim`, value `0.3 3` (bounds of the weights), with `strict` behind to cut again until none is outside.
///
/// False where the setting is none of these; what is wrong with the value is in `problem`, else it is empty.
bool read_calibration_setting(std::string_view setting, std::string_view value, DesignDefinition& design,
                              std::string& problem);

} // namespace mahalla
