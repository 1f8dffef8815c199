#pragma once
#include "widgets/field.h"
#include "widgets/page_parts.h"

namespace mahalla::ui {

/// What all fields share. Only files of this folder include this.

/// Label and hint above the control; the problem below it.
void begin_field(Page& page, Label label, const FieldOptions& options);
void end_field(Page& page, const FieldOptions& options, Label own_problem = {});
/// What the options say about a field goes into its node.
void describe(Page& page, const Interaction& interaction, const FieldOptions& options, Label own_problem = {});

struct EditLook {
    int lines = 1;
    std::string placeholder;
    std::string unit;
    Icon icon = Icon::None;
    TextEditor::Limits limits;
    bool centred = false;
    bool is_problem = false;
};

struct EditOutcome {
    Interaction interaction;
    bool changed = false; ///< Letters were typed or taken away.
    bool entered = false; ///< Enter, or Ctrl+Enter where Enter makes a line.
    bool left = false;    ///< The focus went away in this frame.
    bool flushed = false; ///< A shortcut was pressed: what is typed has to be handed out before it acts.
};
/// How high an edited text needs its box to be.
float edit_height(Page& page, Id id, std::string_view shown, float width, const EditLook& look);
/// A box with a text one can edit; `shown` is what stands there while nobody edits.
EditOutcome edit_text(Page& page, Id id, Role role, const std::string& label, Rect rect, std::string_view shown,
                      const EditLook& look, bool enabled);
FieldState& field_state(Page& page, Id id);

/// True in the frame where what was typed has to be handed out, by the rules of `Commit::AfterPause`.
bool is_to_be_stored(Page& page, FieldState& state, const EditOutcome& outcome);

void draw_control_ground(Page& page, Rect rect, const Interaction& interaction, bool enabled, bool is_problem);

} // namespace mahalla::ui
