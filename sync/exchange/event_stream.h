#pragma once
#include "crypto/sealed_event.h"
#include "exchange/event_archive.h"

namespace mahalla {

/// The events of one device above a number, one after the other; inside this library only.
class EventStream {
public:
    EventStream(EventArchive& archive, const DeviceId& device, std::uint64_t after)
        : archive_(archive), device_(device), after_(after)
    {}

    /// None at the end. Fails as the archive does, and with `Corrupt` where it hands out what is no event.
    Result<std::optional<SealedEvent>> next();

private:
    Result<void> fill();

    EventArchive& archive_;
    DeviceId device_;
    std::uint64_t after_;
    std::vector<SealedEvent> batch_;
    std::size_t position_ = 0;
    bool is_at_end_ = false;
};

} // namespace mahalla
