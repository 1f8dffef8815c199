#include "form/control.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

std::string_view name_of(ControlKind kind)
{
    switch (kind) {
    case ControlKind::Input:
        return "input";
    case ControlKind::SelectOne:
        return "select1";
    case ControlKind::SelectMultiple:
        return "select";
    case ControlKind::Rank:
        return "odk:rank";
    case ControlKind::Range:
        return "range";
    case ControlKind::Trigger:
        return "trigger";
    case ControlKind::Upload:
        return "upload";
    case ControlKind::Group:
        return "group";
    case ControlKind::Repeat:
        return "repeat";
    }
    return "input";
}

bool Control::has_appearance(std::string_view word) const
{
    const std::vector<std::string_view> all = words(appearance);
    return std::find(all.begin(), all.end(), word) != all.end();
}

} // namespace mahalla
