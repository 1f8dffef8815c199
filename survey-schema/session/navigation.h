#pragma once
#include "session/interview_state.h"

namespace mahalla {

/// A place to stop at on the way through an interview.
struct WalkStop {
    NavigationEvent::Kind kind = NavigationEvent::Kind::End;
    NodeIndex node = InstanceTree::root_element;

    bool operator==(const WalkStop&) const = default;
};

/// Every stop as things are now, in the order of the body, `End` last.
std::vector<WalkStop> stops_of(InterviewState& state);
/// Where the person stands in `stops`; where that stop is gone, the next one in document order.
std::size_t place_in(const InterviewState& state, const std::vector<WalkStop>& stops);

} // namespace mahalla
