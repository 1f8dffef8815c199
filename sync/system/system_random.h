#pragma once
#include "base/random.h"

namespace mahalla {

/// The operating system's generator (getrandom(2)); it waits until the system has gathered enough and never fails
/// after.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> bytes) override;
};

} // namespace mahalla
