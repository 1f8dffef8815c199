#pragma once
#include "xlsform/survey_tree.h"

namespace mahalla {

/// Reports every reference in a sheet that is malformed (reference-malformed), names nothing (reference-unknown) or
/// several things (reference-ambiguous), with its cell. Cells that are read otherwise are passed over: names, types and
/// triggers of the survey; columns of the choices that no reference is resolved in.
void check_references(const XlsformTable& table, const SurveyTree& tree, Findings& findings);

} // namespace mahalla
