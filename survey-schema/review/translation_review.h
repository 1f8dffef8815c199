#pragma once
#include "review/review_findings.h"

namespace mahalla {

/// translation-missing: for each language and column, the rows whose text is in other languages and not in this one.
/// text-without-language: texts that are shown as they are in every language of a form that has several.
/// language-doubled: two languages whose names differ by case, blanks or the code alone.
void review_translations(ReviewFindings& findings);

} // namespace mahalla
