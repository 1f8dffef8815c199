#pragma once
#include "form/form_definition.h"
#include "indicator/design.h"
#include "indicator/disaggregation.h"
#include "indicator/indicator.h"
#include "indicator/unit_design.h"

namespace mahalla {

/// What the sheets define, to be compared with the form.
struct CheckedDefinitions {
    const std::vector<IndicatorDefinition>& indicators;
    const std::vector<DisaggregationDefinition>& disaggregations;
    const DesignDefinition& design;
    const UnitDesign& units;
};

/// Says what in the definitions does not fit the form, with sheet, row and column, and what to do.
///
/// Errors: definition-reference-unknown (a question that is not there, with the one that may be meant),
/// definition-levels-mixed (an expression reads answers of which a row of its unit has none or many),
/// indicator-unit-unknown, library-question-missing (which questions of an instrument the form lacks),
/// indicator-index-invalid, design-question-unknown. Warnings: definition-label-missing (a language of the form lacks a
/// label).
void check_definitions(const FormDefinition& form, const CheckedDefinitions& definitions, Diagnostics& diagnostics);

} // namespace mahalla
