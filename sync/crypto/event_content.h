#pragma once
#include "crypto/form_strings.h"

#include <map>

struct ZSTD_DCtx_s;

namespace mahalla {

/// What is encrypted in an event: the content compressed, then padded, so that its length tells little.
///
/// `format u8 | content length u32 | packed length u32 | packed | zeros`. Inside this library only.

/// 256-byte steps up to 4 KiB, 1 KiB up to 64 KiB, then 64 KiB.
constexpr std::size_t padded_size(std::size_t size)
{
    const std::size_t step = size <= (4U << 10U) ? 256 : size <= (64U << 10U) ? 1024 : 64U << 10U;
    return (size + step - 1) / step * step;
}

/// `header` are bytes of the event's own header: what the content repeats of them takes no room.
Bytes pack_event_content(ByteView content, const FormStrings* form_strings, ByteView header);

/// Unpacks many contents, one after another, with one Zstandard context and one piece of memory for the result, which
/// is wiped before the next and at the end. One thread at a time.
class EventUnpacker {
public:
    EventUnpacker();
    ~EventUnpacker();
    EventUnpacker(const EventUnpacker&) = delete;
    EventUnpacker& operator=(const EventUnpacker&) = delete;

    /// As `unpack_event_content`; valid until the next call. `form_strings` outlive this.
    Result<ByteView> unpack(ByteView packed, const FormStrings* form_strings, ByteView header, std::size_t bytes_max);
    void wipe_content();

private:
    struct FreeContext {
        void operator()(ZSTD_DCtx_s* context) const;
    };
    ByteView prefix_of(const FormStrings* form_strings, ByteView header);

    std::unique_ptr<ZSTD_DCtx_s, FreeContext> context_;
    /// Of each form, its strings and room for a header: that is what changes from event to event.
    std::map<const std::uint8_t*, Bytes> prefixes_;
    Bytes content_;
    std::size_t content_bytes_ = 0;
};

/// Fails with `Corrupt` where `packed` is not what `pack_event_content` writes or holds more than `bytes_max`.
Result<Bytes> unpack_event_content(ByteView packed, const FormStrings* form_strings, ByteView header,
                                   std::size_t bytes_max);

} // namespace mahalla
