#pragma once
#include "session/form_session.h"

#include <string>
#include <vector>

namespace mahalla {

/// What keeps a record from being finished; each line leads to its question.
struct CheckRow {
    std::string ref;
    std::string label;
    std::string message;
    bool is_missing = false; ///< Else the answer breaks a constraint.
};

struct CheckView {
    std::vector<CheckRow> rows;
    std::string problem; ///< Why a complete record could not be finished.
    bool is_complete() const { return rows.empty(); }
};

CheckView check_view(const FormSession& session);

} // namespace mahalla
