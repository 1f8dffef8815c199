#pragma once
#include "form/form_definition.h"

#include <string>

namespace mahalla {

/// What only Mahalla knows of a questionnaire — its extra sheets (indicators, disaggregation, design, publication) and
/// its own columns (sensitivity, merge_unit) — as one element of the XForm's head, in a namespace of ours, which every
/// other program passes over. A published questionnaire carries it, so that one signed file is the whole questionnaire.

inline constexpr std::string_view own_namespace = "urn:mahalla:questionnaire:1";

/// `xform` (as `write_xform` wrote it) with the element added at the end of its head; unchanged where there is nothing
/// to add.
std::string with_own_extensions(std::string xform, const FormDefinition& form);

/// Takes the element `element` (of `own_namespace`) of a document into a draft whose nodes are complete. Columns of
/// nodes that are not there are left out.
void read_own_extensions(const Document& document, NodeIndex element, FormDraft& draft);

} // namespace mahalla
