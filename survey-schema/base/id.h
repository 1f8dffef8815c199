#pragma once
#include "base/bytes.h"
#include "base/random.h"

#include <array>
#include <compare>
#include <cstring>
#include <functional>

namespace mahalla {

/// 128 bits that name one thing. `Kind` keeps a record's id from being handed over where a laptop's is meant.
///
/// Ids of records are random, never ordered by time: a time-ordered id would tell when a household was interviewed.
template <typename Kind> class Id {
public:
    static constexpr std::size_t bytes_count = 16;

    /// All zeros: no thing has this id.
    constexpr Id() = default;
    static Id random(Random& random)
    {
        Id id;
        random.fill(id.bytes_);
        return id;
    }
    /// Fails with `Invalid` unless there are exactly 16 bytes.
    static Result<Id> from_bytes(ByteView bytes)
    {
        if (bytes.size() != bytes_count) return failure(ErrorKind::Invalid, "An id has 16 bytes.");
        Id id;
        std::memcpy(id.bytes_.data(), bytes.data(), bytes_count);
        return id;
    }
    /// Fails with `Invalid` unless there are exactly 32 hexadecimal digits.
    static Result<Id> from_text(std::string_view text)
    {
        MAHALLA_TRY(const Bytes bytes, from_hex(text));
        return from_bytes(bytes);
    }

    ByteView bytes() const { return bytes_; }
    /// 32 hexadecimal digits.
    std::string text() const { return to_hex(bytes_); }
    bool is_none() const { return *this == Id(); }

    auto operator<=>(const Id&) const = default;

private:
    std::array<std::uint8_t, bytes_count> bytes_{};
};

using ProjectId = Id<struct ProjectKind>;
using RecordId = Id<struct RecordKind>;
/// BLAKE2b-128 of the device's signing key.
using DeviceId = Id<struct DeviceKind>;
using BundleId = Id<struct BundleKind>;
/// One row of a roster, for as long as the record lives.
using RowId = Id<struct RowKind>;

/// 32 bytes: the BLAKE2b-256 of something.
struct Hash {
    std::array<std::uint8_t, 32> bytes{};

    static Result<Hash> from_bytes(ByteView view);
    /// Fails with `Invalid` unless there are exactly 64 hexadecimal digits.
    static Result<Hash> from_text(std::string_view text);
    std::string text() const { return to_hex(bytes); }
    bool is_none() const { return *this == Hash(); }
    auto operator<=>(const Hash&) const = default;
};

} // namespace mahalla

template <typename Kind> struct std::hash<mahalla::Id<Kind>> {
    std::size_t operator()(const mahalla::Id<Kind>& id) const noexcept
    {
        std::size_t value = 0;
        std::memcpy(&value, id.bytes().data(), sizeof value);
        return value;
    }
};
