#pragma once
#include "xlsform/choice_lists.h"
#include "xlsform/question_type.h"

namespace mahalla {

/// How lenient reading takes a cell of the column `type` that XLSForm does not know.
struct MendedType {
    TypeCell type;
    std::string done; ///< "Read as select_one yes_no.", for the author.
};

/// Types of SurveyCTO and KoboToolbox become the nearest that XLSForm has, those which only their programs can fill
/// (audits, sensors, case ids) hidden values, so that what refers to them can be read. Then comes another spelling of a
/// known type or list, then text: whoever is asked can answer. A row without label is kept as a hidden value.
MendedType mended_type(std::string_view cell, const ChoiceLists& lists, bool is_labelled);

/// Whether the cell says something XLSForm knows.
bool is_known_type(const TypeCell& type);

} // namespace mahalla
