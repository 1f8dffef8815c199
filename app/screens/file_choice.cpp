#include "screens/file_choice.h"

#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/layout.h"
#include "widgets/lists.h"
#include "widgets/text_widgets.h"

#include <filesystem>

namespace mahalla::ui {

void draw_file_choice(Page& page, FilePurpose purpose, const FilesView& view, std::string& folder, DeskIntents& intents)
{
    const IdScope scope(page, "files");
    TextFieldOptions field;
    field.field.hint = "files.folder_hint"_text;
    field.commit = Commit::EachChange;
    bool submitted = false;
    field.submitted = &submitted;
    if (const auto typed = text_field(page, "folder", "files.folder"_text, folder, field)) folder = *typed;
    gap(page, Gap::Small);
    ButtonOptions look;
    look.icon = Icon::Search;
    if (button(page, "look", "files.look"_text, look) || submitted)
        intents.push_back(intent::LookForFiles{purpose, folder});
    if (!view.looked) return;
    gap(page, Gap::Small);
    if (view.files.empty()) {
        text(page, "files.none"_text);
        return;
    }
    const auto chosen = row_list(page, "found", "files.found"_text, view.files.size(), [&](std::size_t i) {
        RowContent content;
        content.id = view.files[i];
        content.title = std::filesystem::path(view.files[i]).filename().string();
        content.icon = view.files[i] == view.chosen ? Icon::Done : Icon::Dot;
        if (view.files[i] == view.chosen) {
            content.badge = page.say("files.chosen"_text);
            content.tone = Tone::Good;
        }
        return content;
    });
    if (chosen) intents.push_back(intent::ChooseFile{purpose, *chosen});
}

} // namespace mahalla::ui
