#pragma once
#include "media/media_cleaning.h"

namespace mahalla {

/// Puts a plan together, run by run, in the order of the file. Inside this library only.
class MediaPlanBuilder {
public:
    /// `size` bytes of the file from `from` on, as they are.
    void keep(std::uint64_t from, std::uint64_t size);
    /// As many zeros, in place of bytes of the file: what is behind them keeps its place.
    void zeros(std::uint64_t size);
    void literal(ByteView bytes);
    /// Writes over a literal that was given before, as long as that one: for sizes that are known at the end only.
    void rewrite_literal(std::size_t segment, ByteView bytes);

    std::size_t segments() const { return plan_.segments.size(); }
    std::uint64_t bytes() const { return plan_.bytes; }
    /// False where the plan has become larger than a plan may be.
    bool is_within_limits() const;
    MediaPlan take() { return std::move(plan_); }

private:
    MediaPlan plan_;
    std::size_t literal_bytes_ = 0;
};

} // namespace mahalla
