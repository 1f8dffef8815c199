#pragma once
#include "base/date.h"

namespace mahalla {

/// The time of day, handed in. No clock decides anything between two parties; it is shown and recorded.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

} // namespace mahalla
