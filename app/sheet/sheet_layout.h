#pragma once
#include "sheet/recovery_sheet.h"
#include "sheet/sheet_page.h"
#include "text/text_catalogue.h"
#include "text/text_engine.h"

namespace mahalla {

/// The page of a recovery sheet in the catalogue's language: what it is, whose, the numbered words, the same as a QR
/// code, the checksum, what to do with it, and room for a date, a place and two signatures.
///
/// In a language written from the right everything starts at the right. No day is printed and nothing is kept: texts
/// with the secret are shaped anew and leave no trace in the engine's cache.
SheetPage layout_of(const RecoverySheet& sheet, const TextCatalogue& catalogue, TextEngine& engine);

} // namespace mahalla
