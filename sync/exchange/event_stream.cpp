#include "exchange/event_stream.h"

namespace mahalla {

namespace {
/// Each may have a megabyte.
constexpr std::size_t batch_events = 16;
} // namespace

Result<std::optional<SealedEvent>> EventStream::next()
{
    if (position_ == batch_.size() && !is_at_end_)
        if (auto filled = fill(); !filled) return tl::unexpected(filled.error());
    if (position_ == batch_.size()) return std::optional<SealedEvent>();
    return std::optional<SealedEvent>(std::move(batch_[position_++]));
}

Result<void> EventStream::fill()
{
    batch_.clear();
    position_ = 0;
    for (std::size_t asked = batch_events;; asked *= 2) {
        MAHALLA_TRY(const auto bytes, archive_.events_after(device_, after_, asked));
        batch_.clear();
        for (const Bytes& event : bytes) {
            MAHALLA_TRY(auto sealed, SealedEvent::parse(event));
            batch_.push_back(std::move(sealed));
        }
        is_at_end_ = bytes.size() < asked;
        if (is_at_end_) return {};
        // The last number may have further branches that did not fit: it is left for the next batch, unless nothing
        // else is in this one.
        const std::uint64_t last = batch_.back().header().sequence;
        while (!batch_.empty() && batch_.back().header().sequence == last) batch_.pop_back();
        if (batch_.empty()) continue;
        after_ = batch_.back().header().sequence;
        return {};
    }
}

} // namespace mahalla
