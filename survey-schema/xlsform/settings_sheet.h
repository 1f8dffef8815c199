#pragma once
#include "xlsform/text_cells.h"

namespace mahalla {

/// What the other sheets need the settings to say.
struct SettingsNeeds {
    bool keep_blanks = false;   ///< Texts of the survey hold blanks that readers would clean away.
    bool duplicates = false;    ///< Some list has two choices of one name.
    std::string first_language; ///< The one that the survey uses first; empty where it uses none.
};
/// The sheet `settings`: one row with everything that is said once.
Sheet settings_sheet(const FormDefinition& form, const ReferenceWriter& references, const SettingsNeeds& needs,
                     Findings& findings);

/// The sheet `entities`: a row for each entity that the record's metadata declare.
SheetTable entity_table(const FormDefinition& form, const ReferenceWriter& references, Findings& findings);

} // namespace mahalla
