#pragma once
#include "base/bytes.h"

#include <string_view>

namespace mahalla {

/// Adds to a PDF file of cairo's what language its pages are in ("ar"), so that a screen reader speaks it: the entry
/// /Lang of the catalogue (ISO 32000-1, 14.9.2), which cairo does not write, as an update at the end (7.5.6). The bytes
/// before stay what they are.
///
/// False where the file is not of the form that cairo writes or the language is no code; then nothing is changed.
bool add_pdf_language(Bytes& pdf, std::string_view language);

} // namespace mahalla
