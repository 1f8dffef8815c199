#pragma once
#include "xform/xform_context.h"

namespace mahalla {

/// Reads a `<bind>` into the node it names.
void read_bind(XFormContext& context, NodeIndex bind);

/// Reads `<submission>`.
void read_submission_settings(XFormContext& context, NodeIndex submission);

/// True for `setvalue`, `odk:setgeopoint` and `odk:recordaudio`.
bool is_action(const XFormContext& context, NodeIndex element);
/// Reads an action that stands in `control` (`no_index`: in the head), where relative paths start from `nodeset`.
void read_action(XFormContext& context, NodeIndex element, ControlIndex control, const std::string& nodeset);

} // namespace mahalla
