#pragma once
#include "base/bytes.h"
#include "base/result.h"
#include "drawing/drawing.h"
#include "text/text_engine.h"

#include <span>

namespace mahalla {

/// Drawings as the pages of one PDF file, each as large as the first; its title and language are the first one's. As
/// `PdfFile` promises: searchable text, no day, the same bytes for the same drawings.
///
/// Fails with `Unavailable` where there is not enough memory or a face cannot be opened, and with `Invalid` where there
/// is no page.
Result<Bytes> pdf_of(std::span<const Drawing> pages, const TextEngine& engine);

} // namespace mahalla
