#pragma once
#include "widgets/page.h"

#include <cstdint>
#include <span>

namespace mahalla::ui {

/// The modules of a QR code, row after row, `side` of them each; not 0 is dark. Dark on white in every theme, a whole
/// number of pixels each, with the quiet zone that readers need: so that a camera reads it from the screen. What it is
/// for stands below it. Nothing is drawn where there are no modules.
void module_square(Page& page, Label label, int side, std::span<const std::uint8_t> modules);

} // namespace mahalla::ui
