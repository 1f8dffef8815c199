#pragma once
#include "base/diagnostic.h"
#include "form/form_settings.h"

#include <string>
#include <vector>

namespace mahalla {

/// The sheet `publication` as pairs of a setting and a value; `read_policy` (disclosure/disclosure_policy.h) gives them
/// their meaning.
struct PublicationSetting {
    std::string name;
    std::string value;
    int sheet_row = 0;
};

/// Columns `setting` and `value`; no sheet gives none.
///
/// Errors: publication-column-missing, publication-setting-duplicate. Warnings: publication-setting-unknown,
/// definition-column-unknown.
std::vector<PublicationSetting> read_publication_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics);

} // namespace mahalla
