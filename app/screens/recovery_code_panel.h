#pragma once
#include "view_model/code_view.h"
#include "view_model/intent.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// A vault's recovery code, shown once as a secret, and the way to a printed sheet.
void draw_recovery_code(Page& page, const CodeView& view, const std::string& code, std::string& folder,
                        DeskIntents& intents);

} // namespace mahalla::ui
