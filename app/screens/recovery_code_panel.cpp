#include "screens/recovery_code_panel.h"

#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/layout.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

void draw_recovery_code(Page& page, const CodeView& view, const std::string& code, std::string& folder,
                        DeskIntents& intents)
{
    const IdScope scope(page, "code");
    {
        const SecretScope secret(page);
        banner(page, Tone::Warning, "home.recovery"_text, code);
    }
    gap(page);
    if (!view.can_print) return;
    text(page, "code.print_what"_text);
    TextFieldOptions field;
    field.field.hint = "code.folder_hint"_text;
    field.commit = Commit::EachChange;
    if (const auto typed = text_field(page, "folder", "files.folder"_text, folder, field)) folder = *typed;
    gap(page, Gap::Small);
    ButtonOptions print;
    print.icon = Icon::Save;
    print.enabled = !view.working;
    if (button(page, "print", "code.print"_text, print)) intents.push_back(intent::PrintSheet{folder});
    gap(page, Gap::Small);
    if (view.working) banner(page, Tone::Information, "code.working"_text);
    if (!view.written.empty()) banner(page, Tone::Good, "code.written"_text, view.written);
    if (view.failed) banner(page, Tone::Problem, "code.failed"_text);
    gap(page);
}

} // namespace mahalla::ui
