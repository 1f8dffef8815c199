#include "crypto/event_content.h"

#include "base/check.h"
#include "crypto/secret.h"

#include <algorithm>
#include <zstd.h>

namespace mahalla {

namespace {

/// What was compressed first had the form's strings alone before it.
enum class Packing : std::uint8_t { AsItIs = 0, ZstdAfterStrings = 1, ZstdAfterStringsAndHeader = 2 };

/// Beyond this level the time grows faster than events shrink.
constexpr int compression_level = 12;
constexpr std::size_t preamble_bytes = 1 + 4 + 4;

struct FreeContext {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

/// What compression may refer to: plain text, whatever bytes it begins with, and no dictionary.
Bytes prefix_of(const FormStrings* form_strings, ByteView header)
{
    Bytes prefix;
    const ByteView strings = form_strings ? form_strings->bytes() : ByteView();
    prefix.reserve(strings.size() + header.size());
    prefix.insert(prefix.end(), strings.begin(), strings.end());
    prefix.insert(prefix.end(), header.begin(), header.end());
    return prefix;
}

/// Empty where compression does not help.
Bytes compressed(ByteView content, ByteView prefix)
{
    const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    if (!context) return {};
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, compression_level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 0);
    ZSTD_CCtx_refPrefix(context.get(), prefix.data(), prefix.size());
    Bytes packed(ZSTD_compressBound(content.size()));
    const std::size_t size =
        ZSTD_compress2(context.get(), packed.data(), packed.size(), content.data(), content.size());
    if (ZSTD_isError(size) != 0 || size >= content.size()) return {};
    packed.resize(size);
    return packed;
}

tl::unexpected<Error> not_well_formed()
{
    return failure(ErrorKind::Corrupt, "The sealed part of an event is not well formed.");
}

} // namespace

Bytes pack_event_content(ByteView content, const FormStrings* form_strings, ByteView header)
{
    const Bytes smaller = compressed(content, prefix_of(form_strings, header));
    const ByteView packed = smaller.empty() ? content : ByteView(smaller);
    ByteWriter writer;
    writer.u8(static_cast<std::uint8_t>(smaller.empty() ? Packing::AsItIs : Packing::ZstdAfterStringsAndHeader));
    writer.u32(static_cast<std::uint32_t>(content.size()));
    writer.u32(static_cast<std::uint32_t>(packed.size()));
    writer.raw(packed);
    Bytes bytes = writer.take();
    bytes.resize(padded_size(bytes.size()));
    return bytes;
}

EventUnpacker::EventUnpacker() : context_(ZSTD_createDCtx()) {}

EventUnpacker::~EventUnpacker() { wipe_content(); }

void EventUnpacker::FreeContext::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

void EventUnpacker::wipe_content()
{
    wipe(std::span(content_).first(content_bytes_));
    content_bytes_ = 0;
}

ByteView EventUnpacker::prefix_of(const FormStrings* form_strings, ByteView header)
{
    const ByteView strings = form_strings ? form_strings->bytes() : ByteView();
    Bytes& prefix = prefixes_[strings.data()];
    if (prefix.size() < strings.size() + header.size()) {
        prefix.assign(strings.begin(), strings.end());
        prefix.resize(strings.size() + header.size());
    }
    std::ranges::copy(header, prefix.begin() + static_cast<std::ptrdiff_t>(strings.size()));
    return ByteView(prefix).first(strings.size() + header.size());
}

Result<ByteView> EventUnpacker::unpack(ByteView packed, const FormStrings* form_strings, ByteView header,
                                       std::size_t bytes_max)
{
    wipe_content();
    ByteReader reader(packed);
    const std::uint8_t packing = reader.u8();
    const std::size_t content_bytes = reader.u32();
    const ByteView body = reader.raw(reader.u32());
    if (!reader.ok() || content_bytes > bytes_max) return not_well_formed();
    const ByteView padding = packed.subspan(reader.position());
    if (!std::ranges::all_of(padding, [](std::uint8_t byte) { return byte == 0; })) return not_well_formed();
    if (packed.size() != padded_size(preamble_bytes + body.size())) return not_well_formed();
    if (content_.size() < content_bytes) content_.resize(content_bytes);
    content_bytes_ = content_bytes;
    const auto content = std::span(content_).first(content_bytes);

    if (packing == static_cast<std::uint8_t>(Packing::AsItIs)) {
        if (body.size() != content_bytes) return not_well_formed();
        std::ranges::copy(body, content.begin());
        return ByteView(content);
    }
    if (packing > static_cast<std::uint8_t>(Packing::ZstdAfterStringsAndHeader)) return not_well_formed();
    if (!context_) return failure(ErrorKind::Unavailable, "There is not enough free memory.");
    const bool has_header = packing == static_cast<std::uint8_t>(Packing::ZstdAfterStringsAndHeader);
    const ByteView prefix = prefix_of(form_strings, has_header ? header : ByteView());
    // What failed before may have left the context in the midst of a frame.
    ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
    ZSTD_DCtx_refPrefix(context_.get(), prefix.data(), prefix.size());
    const std::size_t size =
        ZSTD_decompressDCtx(context_.get(), content.data(), content.size(), body.data(), body.size());
    if (ZSTD_isError(size) != 0 || size != content_bytes) return not_well_formed();
    return ByteView(content);
}

Result<Bytes> unpack_event_content(ByteView packed, const FormStrings* form_strings, ByteView header,
                                   std::size_t bytes_max)
{
    EventUnpacker unpacker;
    MAHALLA_TRY(const ByteView content, unpacker.unpack(packed, form_strings, header, bytes_max));
    return Bytes(content.begin(), content.end());
}

} // namespace mahalla
