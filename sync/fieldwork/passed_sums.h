#pragma once
#include "crypto/keys.h"
#include "disclosure/published_release.h"
#include "indicator/sufficient_statistics.h"

#include <string>
#include <vector>

namespace mahalla {

/// The sums of one table.
struct SummedTable {
    ReleaseDefinition definition;
    MissingCounts missing;
    SufficientStatistics statistics;
};

/// What one office passes on to the next level instead of records: the sums that its tables are made of. They add up
/// exactly with those of other offices, which published tables would not.
///
/// Sums of small units tell about people. They leave sealed to one named reader, and are shown to nobody before
/// `protect` looked at what they make together.
struct PassedSums {
    std::string made; ///< The day, as ISO 8601 writes it.
    std::string round;
    std::string language; ///< Of the labels.
    ReleaseQuestionnaire questionnaire;
    DisclosurePolicy policy;
    std::vector<SummedTable> tables;
};

/// What is sealed, and back. Fails with `Corrupt` for every byte string that `encode_sums` does not write, and for sums
/// that no survey has. Safe on hostile bytes.
Bytes encode_sums(const PassedSums& sums);
Result<PassedSums> decode_sums(ByteView bytes);

inline constexpr std::size_t passed_sums_bytes_max = std::size_t{64} << 20U;

/// The file (docs/formats/passed-sums.md), which only `reader` opens and which `sender` signs. Fails with `Invalid`
/// where there is no table, or more than 64 MiB, or the reader's key is none.
Result<Bytes> seal_sums(const PassedSums& sums, const BoxPublicKey& reader, const SigningKeyPair& sender);

struct OpenedSums {
    PassedSums sums;
    SigningPublicKey sender;
    /// What sender and reader read to each other: anybody can seal to the reader.
    std::string fingerprint() const;
};

/// Fails with `Corrupt` where the bytes are no such file, `Refused` where they are sealed to somebody else, were
/// altered, or the signature does not hold. Safe on hostile bytes.
Result<OpenedSums> open_sums(ByteView file, const BoxKeyPair& reader);

/// The digits that name a signing key.
std::string sender_fingerprint(const SigningPublicKey& sender);

} // namespace mahalla
