#pragma once
#include "view_model/files_view.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// Choosing a file on a stick, or in a folder that is typed: what is there is listed, one is chosen.
void draw_file_choice(Page& page, FilePurpose purpose, const FilesView& view, std::string& folder,
                      DeskIntents& intents);

} // namespace mahalla::ui
