#pragma once
#include "session/form_session.h"

#include <string>
#include <string_view>

namespace mahalla {

/// The ref that a person means who writes as much of it as is needed: `age`, `person[2]/age` (the groups between may be
/// left out), or the whole `/data/person[2]/health/age`. Positions stand where they were written; one that is left out
/// means the first row.
///
/// Fails with `NotFound` where the form has no such question ("Did you mean …?") or there is no such row now, and with
/// `Invalid` where several questions are named so. Messages hold no answer.
Result<std::string> full_ref(const FormSession& session, std::string_view written);

/// The ref of the series of rows, where `ref` names a repeat: `/data/person[]`.
std::string series_ref(const FormSession& session, const std::string& ref);

} // namespace mahalla
