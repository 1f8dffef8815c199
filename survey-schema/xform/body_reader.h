#pragma once
#include "xform/xform_context.h"

namespace mahalla {

/// Notes the nodesets of the body's repeats, before the instance is read: they tell repeats from groups.
void find_repeats(XFormContext& context, NodeIndex body, const std::string& root_nodeset);

/// Reads the body's controls with the actions inside them.
void read_body(XFormContext& context, NodeIndex body);

} // namespace mahalla
