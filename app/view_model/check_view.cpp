#include "view_model/check_view.h"

namespace mahalla {

CheckView check_view(const FormSession& session)
{
    CheckView view;
    for (const UnmetCondition& condition : session.validate())
        view.rows.push_back({condition.ref, session.state(condition.node).label, condition.message,
                             condition.condition == Violation::Required});
    return view;
}

} // namespace mahalla
