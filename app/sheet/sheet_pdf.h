#pragma once
#include "crypto/secret.h"
#include "sheet/sheet_page.h"
#include "text/text_engine.h"

namespace mahalla {

/// The page as a PDF file: one page, faces embedded as far as they are used, text that can be searched and copied; no
/// day, name or path in its properties. The same page gives the same bytes.
///
/// What is given lies in a `Secret`, and cairo's caches are emptied. What cairo, HarfBuzz and zlib held while they drew
/// is freed, but not overwritten: it is gone when the process ends, so only programs that end soon draw sheets.
///
/// Fails with `Unavailable` where there is not enough memory or a face cannot be opened.
Result<Secret> pdf_of(const SheetPage& page, const TextEngine& engine);

} // namespace mahalla
