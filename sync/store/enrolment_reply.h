#pragma once
#include "crypto/certificate.h"

namespace mahalla {

/// What comes back for an enrolment request: the charter, the certificate and the questionnaires, sealed to the vault
/// that asked, so that the file tells nothing. The format is docs/formats/charter.md.
struct EnrolmentReply {
    static constexpr std::size_t bytes_max = std::size_t{64} << 20U;
    static constexpr std::size_t forms_max = 256;

    Charter charter;
    Certificate certificate;
    std::vector<Bytes> forms;

    /// Fails with `Invalid` where it is too large.
    Result<Bytes> seal(const BoxPublicKey& to) const;
    /// Fails with `Refused` where it is for another vault, `Corrupt` where the bytes are none.
    static Result<EnrolmentReply> open(ByteView bytes, const BoxKeyPair& box_key);
};

} // namespace mahalla
