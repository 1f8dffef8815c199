#pragma once
#include "form/control.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

enum class ActionKind { SetValue, SetGeopoint, RecordAudio };

enum class FormEvent {
    FirstLoad,    ///< odk-instance-first-load (and xforms-ready of old forms): a new record, once in its life.
    InstanceLoad, ///< odk-instance-load: each time a record is opened.
    NewRepeat,    ///< odk-new-repeat: a row is added to the repeat the action stands in.
    ValueChanged, ///< xforms-value-changed: the answer of the control the action stands in has changed.
    Finalize,     ///< xforms-revalidate: the record is being finalised.
};

/// The event's name in an XForm.
std::string_view name_of(FormEvent event);
std::optional<FormEvent> form_event_of(std::string_view name);

/// Something the form does by itself when something happens.
struct Action {
    ActionKind kind = ActionKind::SetValue;
    std::vector<FormEvent> events;
    std::string ref; ///< The absolute nodeset it sets.
    /// Which of the nodes with this nodeset, where the author says more: `/data/person[position() = 1]/age`.
    std::optional<Expression> target;
    ModelIndex node = no_index;      ///< The node of `ref`; filled by `FormDefinition::create`.
    std::optional<Expression> value; ///< Evaluated at `node`; where absent, `text` is set.
    std::string text;
    ControlIndex control = no_index;          ///< The control (or Repeat) it stands in; none: the form's head.
    std::vector<WrittenAttribute> attributes; ///< "odk:quality".
    int sheet_row = 0;
};

} // namespace mahalla
