#pragma once
#include "form/form_definition.h"
#include "workbook/workbook.h"

namespace mahalla {

/// A workbook that says what a form says, and what of the form no workbook can say.
struct WorkbookOfForm {
    Workbook workbook;
    Diagnostics lost; ///< Warnings, lost-in-xlsform: each names what was left out or changed, by the new rows.
};

/// An XLSForm for a form that was read from an XForm, to be configured further in a spreadsheet.
///
/// Reading the workbook gives a form with the same nodes, binds, controls, choices and languages, but for what `lost`
/// names. What means the same may be written differently: blanks in expressions, ids of texts, the order of binds and
/// instances, a group around the questions of a group that the body had not. Paths become `${name}` where that is read
/// as the same path; the sheets and columns that only Mahalla knows are written as they were.
WorkbookOfForm workbook_of(const FormDefinition& form);

} // namespace mahalla
