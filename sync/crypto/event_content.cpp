#include "crypto/event_content.h"

#include "base/check.h"

#include <algorithm>
#include <zstd.h>

namespace mahalla {

namespace {

enum class Packing : std::uint8_t { AsItIs = 0, Zstd = 1 };

/// Beyond this level the time grows faster than events shrink.
constexpr int compression_level = 12;
constexpr std::size_t preamble_bytes = 1 + 4 + 4;

struct FreeContext {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

/// Empty where compression does not help.
Bytes compressed(ByteView content, const FormStrings* form_strings)
{
    const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    if (!context) return {};
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, compression_level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 0);
    // A prefix, not a dictionary: it is taken as plain text whatever bytes a form begins with.
    if (form_strings) ZSTD_CCtx_refPrefix(context.get(), form_strings->bytes().data(), form_strings->bytes().size());
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

Bytes pack_event_content(ByteView content, const FormStrings* form_strings)
{
    const Bytes smaller = compressed(content, form_strings);
    const ByteView packed = smaller.empty() ? content : ByteView(smaller);
    ByteWriter writer;
    writer.u8(static_cast<std::uint8_t>(smaller.empty() ? Packing::AsItIs : Packing::Zstd));
    writer.u32(static_cast<std::uint32_t>(content.size()));
    writer.u32(static_cast<std::uint32_t>(packed.size()));
    writer.raw(packed);
    Bytes bytes = writer.take();
    bytes.resize(padded_size(bytes.size()));
    return bytes;
}

Result<Bytes> unpack_event_content(ByteView packed, const FormStrings* form_strings, std::size_t bytes_max)
{
    ByteReader reader(packed);
    const std::uint8_t packing = reader.u8();
    const std::size_t content_bytes = reader.u32();
    const ByteView body = reader.raw(reader.u32());
    if (!reader.ok() || content_bytes > bytes_max) return not_well_formed();
    const ByteView padding = packed.subspan(reader.position());
    if (!std::ranges::all_of(padding, [](std::uint8_t byte) { return byte == 0; })) return not_well_formed();
    if (packed.size() != padded_size(preamble_bytes + body.size())) return not_well_formed();

    if (packing == static_cast<std::uint8_t>(Packing::AsItIs)) {
        if (body.size() != content_bytes) return not_well_formed();
        return Bytes(body.begin(), body.end());
    }
    if (packing != static_cast<std::uint8_t>(Packing::Zstd)) return not_well_formed();
    const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    if (!context) return failure(ErrorKind::Unavailable, "There is not enough free memory.");
    if (form_strings) ZSTD_DCtx_refPrefix(context.get(), form_strings->bytes().data(), form_strings->bytes().size());
    Bytes content(content_bytes);
    const std::size_t size =
        ZSTD_decompressDCtx(context.get(), content.data(), content.size(), body.data(), body.size());
    if (ZSTD_isError(size) != 0 || size != content_bytes) return not_well_formed();
    return content;
}

} // namespace mahalla
