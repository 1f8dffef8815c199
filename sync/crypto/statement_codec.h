#pragma once
#include "base/date.h"
#include "base/text.h"
#include "crypto/keys.h"

#include <algorithm>

namespace mahalla {

/// What charters, certificates, requests and receipts are written with. Reading fails the reader and gives zeros or
/// empty texts; the caller asks `reader.ok()` once. Inside this library only.

constexpr std::size_t label_bytes_max = 256;

template <std::size_t Size> std::array<std::uint8_t, Size> read_array(ByteReader& reader)
{
    std::array<std::uint8_t, Size> array{};
    const ByteView bytes = reader.raw(Size);
    if (bytes.size() == Size) std::ranges::copy(bytes, array.begin());
    return array;
}

template <typename IdType> IdType read_statement_id(ByteReader& reader)
{
    const auto bytes = read_array<IdType::bytes_count>(reader);
    return *IdType::from_bytes(bytes);
}

inline Hash read_hash(ByteReader& reader) { return Hash{read_array<32>(reader)}; }
inline SigningPublicKey read_signing_key(ByteReader& reader) { return SigningPublicKey{read_array<32>(reader)}; }
inline BoxPublicKey read_box_key(ByteReader& reader) { return BoxPublicKey{read_array<32>(reader)}; }
inline Signature read_signature(ByteReader& reader) { return Signature{read_array<64>(reader)}; }

inline std::string read_label(ByteReader& reader, std::size_t bytes_max = label_bytes_max)
{
    std::string text = reader.sized_text(bytes_max);
    if (!is_valid_utf8(text)) reader.fail();
    return text;
}

/// Only 0 and 1, so that equal values have equal bytes.
inline bool read_flag(ByteReader& reader)
{
    const std::uint8_t value = reader.u8();
    if (value > 1) reader.fail();
    return value == 1;
}

/// One of 1 … `last`.
template <typename Enum> Enum read_enum(ByteReader& reader, Enum last)
{
    const std::uint8_t value = reader.u8();
    if (value == 0 || value > static_cast<std::uint8_t>(last)) reader.fail();
    return static_cast<Enum>(value);
}

inline void write_instant(ByteWriter& writer, Instant instant)
{
    writer.u64(static_cast<std::uint64_t>(instant.time_since_epoch().count()));
}

inline Instant read_instant(ByteReader& reader)
{
    return Instant(std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64())));
}

/// How many entries follow; never more than `count_max`, nor than there are bytes left.
inline std::size_t read_count(ByteReader& reader, std::size_t count_max)
{
    const std::uint64_t count = reader.varint();
    if (count > count_max || count > reader.left()) {
        reader.fail();
        return 0;
    }
    return static_cast<std::size_t>(count);
}

} // namespace mahalla
