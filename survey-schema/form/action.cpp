#include "form/action.h"

namespace mahalla {

std::string_view name_of(FormEvent event)
{
    switch (event) {
    case FormEvent::FirstLoad:
        return "odk-instance-first-load";
    case FormEvent::InstanceLoad:
        return "odk-instance-load";
    case FormEvent::NewRepeat:
        return "odk-new-repeat";
    case FormEvent::ValueChanged:
        return "xforms-value-changed";
    case FormEvent::Finalize:
        return "xforms-revalidate";
    }
    return "";
}

std::optional<FormEvent> form_event_of(std::string_view name)
{
    for (const FormEvent event : {FormEvent::FirstLoad, FormEvent::InstanceLoad, FormEvent::NewRepeat,
                                  FormEvent::ValueChanged, FormEvent::Finalize})
        if (name == name_of(event)) return event;
    // Before ODK had events of its own, forms said it with that of XForms.
    if (name == "xforms-ready") return FormEvent::FirstLoad;
    return std::nullopt;
}

} // namespace mahalla
