#pragma once
#include "command_line/json_object.h"
#include "indicator/design.h"

namespace mahalla {

/// The object `design` of a specification, with the keys of docs/formats/tabulation.md. The first thing that is wrong
/// is put into `problem`, where nothing stands there yet.
DesignDefinition read_design_json(const Json& json, std::string& problem);

} // namespace mahalla
