#pragma once
#include "xlsform/text_cells.h"

namespace mahalla {

/// The sheet `settings`: one row with everything that is said once. `keep_blanks`: texts of the survey hold blanks that
/// readers would clean away; `duplicates`: some list has two choices of one name.
struct SettingsNeeds {
    bool keep_blanks = false, duplicates = false;
};
Sheet settings_sheet(const FormDefinition& form, const ReferenceWriter& references, const SettingsNeeds& needs,
                     Findings& findings);

/// The sheet `entities`: a row for each entity that the record's metadata declare.
SheetTable entity_table(const FormDefinition& form, const ReferenceWriter& references);

} // namespace mahalla
