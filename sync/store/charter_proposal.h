#pragma once
#include "crypto/charter.h"

namespace mahalla {

/// A charter on its way: to the administrators who have yet to sign it, then to everybody who is to hold it, with the
/// questionnaires that it opens.
///
/// While signatures are missing it is a proposal; nothing in it counts before `Charter::verify_after`. It travels in
/// the clear, as the charter does everywhere: labels should be roles, not names. The format is docs/formats/charter.md.
struct CharterProposal {
    static constexpr std::size_t bytes_max = std::size_t{64} << 20U;
    static constexpr std::size_t forms_max = 256;

    Charter charter;
    /// The open questionnaires that were there to be sent; each is named by the charter.
    std::vector<Bytes> forms;

    /// Fails with `Invalid` where it is too large.
    Result<Bytes> bytes() const;
    /// Fails with `Corrupt` where the bytes are none, `Invalid` where the charter breaks a rule or does not name a
    /// questionnaire that comes with it.
    static Result<CharterProposal> parse(ByteView bytes);
};

} // namespace mahalla
