#pragma once
#include "record/answer_path.h"

namespace mahalla {

/// `…/meta/instanceID` or `…/meta/deprecatedID`, with or without prefixes: the ids of a submission (OpenRosa metadata),
/// which any record may hold, whatever its form says.
bool is_submission_id(const AnswerPath& path);

} // namespace mahalla
