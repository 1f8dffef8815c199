#pragma once
#include "base/result.h"
#include "indicator/data_table.h"

#include <string>
#include <string_view>

namespace mahalla {

/// Answers the specification of `mahalla analyse`: `{"design","analyses":[{"id","kind",…}]}`, as
/// `{"analyses":[{"id","kind",…}],"basis"}` with what each kind gives (docs/formats/analyses.md); with standard errors
/// where there is a design. `data` may be null where no analysis
/// looks at rows.
///
/// Fails with `Invalid`, naming the analysis, for what it does not know or what makes no sense. An analysis that the
/// data cannot answer (an item that everybody answered alike) has a `note` in place of figures.
Result<std::string> analyse_json(std::string_view specification, const DataTable* data);

} // namespace mahalla
