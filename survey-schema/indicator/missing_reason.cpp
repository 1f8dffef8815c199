#include "indicator/missing_reason.h"

namespace mahalla {

std::optional<MissingReason> missing_reason_of(std::string_view word)
{
    if (word == "dont_know") return MissingReason::DoNotKnow;
    if (word == "refused") return MissingReason::Refused;
    if (word == "not_applicable") return MissingReason::NotApplicable;
    return std::nullopt;
}

void MissingCounts::add(MissingReason reason)
{
    switch (reason) {
    case MissingReason::None:
        ++not_answered;
        return;
    case MissingReason::DoNotKnow:
        ++dont_know;
        return;
    case MissingReason::Refused:
        ++refused;
        return;
    case MissingReason::NotApplicable:
        ++not_applicable;
        return;
    }
}

} // namespace mahalla
