#pragma once
#include "base/bytes.h"
#include "record/version_vector.h"

#include <set>

namespace mahalla {

/// What one party has, told to another so that no more is sent than it lacks. docs/formats/exchange-http.md.
///
/// Nothing is trusted to it but the saving of bytes: who tells less gets things twice, which changes nothing; who tells
/// more has its events asked for again.
struct Holdings {
    static constexpr std::size_t encoded_bytes_max = 512 << 10U;
    static constexpr std::size_t names_max = 4096;

    /// Per device, how far its chain is there without a gap.
    VersionVector chains;
    std::uint64_t charter_version = 0;
    /// The hashes of the forms and of the certificates' bytes. More than `names_max` of either are not told.
    std::set<Hash> forms;
    std::set<Hash> certificates;

    bool operator==(const Holdings&) const = default;

    Bytes encode() const;
    /// Fails with `Corrupt`. Fields of a newer version are passed over.
    static Result<Holdings> decode(ByteView bytes);
};

} // namespace mahalla
