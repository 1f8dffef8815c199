#pragma once
#include "form/form_definition.h"
#include "workbook/workbook.h"

#include <string>

namespace mahalla {

struct XlsformOptions {
    /// The name of the record's root element; where empty, the settings sheet's `name`, else "data".
    std::string root_name;
    /// `Mend` loads what can be loaded of a faulty workbook: what `Refuse` would refuse is repaired where that can be
    /// done without making anything up, and is a warning then, whose help says what was done. No question is lost, and
    /// a condition that cannot be read is left out, so that its question is always asked
    /// (docs/decisions/0010-lenient-reading.md). A workbook without errors is read the same either way.
    Faults faults = Faults::Refuse;
};

/// Reads a questionnaire written as an XLSForm (https://xlsform.org) into a form. Never fetches what it refers to.
///
/// Every sheet, column, type, parameter and setting of XLSForm 2026 with its aliases; `${name}` becomes paths exactly
/// as pyxform resolves it. What has no place in the form is reported with a warning, not dropped in silence. The sheets
/// `indicators`, `disaggregation`, `design` and `publication` are kept as tables.
///
/// All that is wrong is reported, with sheet, row and column; the form is null where one of it is an error. The codes
/// are listed in docs/diagnostics.md, and which of them are mended.
FormReading read_xlsform(const Workbook& workbook, const XlsformOptions& options = {});

} // namespace mahalla
