#pragma once
#include "xform/xform_context.h"

namespace mahalla {

/// The words and outputs inside an element; white space that only lays the file out left out.
std::vector<TextPart> read_parts(XFormContext& context, NodeIndex element);

/// A label or hint: `ref="jr:itext('ID')"`, another expression, or words in place.
Text read_text(XFormContext& context, NodeIndex element);

/// A message in an attribute: `jr:itext('ID')` or words.
Text read_message(std::string_view attribute);

/// The itext block: languages, the default first, and their texts.
void read_itext(XFormContext& context, NodeIndex itext);

} // namespace mahalla
