#pragma once
#include "form/form_definition.h"
#include "xlsform/workbook.h"

namespace mahalla {

/// A workbook that says what a form says, for forms that were never one (an XForm): sheets survey, choices and
/// settings, and the extra sheets as they are. Expressions stay paths, since XLSForm takes paths wherever it takes
/// `${name}`.
///
/// Left out is what XLSForm has no column for: rows a repeat begins with, attributes of the form's model, actions other
/// than defaults and triggers.
Workbook workbook_of(const FormDefinition& form);

} // namespace mahalla
