#include "form/form_settings.h"

namespace mahalla {

bool SubmissionSettings::is_empty() const
{
    return url.empty() && method.empty() && public_key.empty() && auto_send.empty() && auto_delete.empty() &&
           attributes.empty();
}

} // namespace mahalla
