#pragma once
#include "indicator/tabulation_inputs.h"

namespace mahalla {

/// Notes in `inputs` what the estimate needs. Fails with `Invalid` for an estimate that makes no sense by itself,
/// whatever the data.
Result<void> want_inputs(const EstimateSpecification& specification, TabulationInputs& inputs);

/// Makes the table of one estimate from what was prepared for it.
Result<Table> make_table(const EstimateSpecification& specification, const TabulationInputs& inputs,
                         const DataTable& data, const SurveyDesign& design, Basis basis);

} // namespace mahalla
