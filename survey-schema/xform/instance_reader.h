#pragma once
#include "xform/xform_context.h"

namespace mahalla {

/// Reads the primary instance, whose root element is `root`, into the draft's nodes: each repeat once, with the rows it
/// begins with.
void read_primary_instance(XFormContext& context, NodeIndex root);

/// Reads a secondary `<instance>`; what is inside stays in the document it was read with.
void read_secondary_instance(XFormContext& context, NodeIndex instance);

} // namespace mahalla
