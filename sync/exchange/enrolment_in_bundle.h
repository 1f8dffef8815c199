#pragma once
#include "store/vault.h"

namespace mahalla {

/// The answer to this vault's request for enrolment where a bundle carries it (`bundle export --to team` of the
/// supervisor who approved it): the newest charter that is signed, its questionnaires, and the certificate of this
/// vault's keys. People compare `charter.fingerprint()` before `Vault::accept_enrolment`; what else is in the bundle is
/// imported after that.
///
/// Fails with `Refused` where the bundle is for somebody else, `NotFound` where it has no certificate for this vault or
/// no charter, `Corrupt` where it is damaged or cut short, and as the disk does.
Result<EnrolmentReply> enrolment_in_bundle(const Vault& vault, Disk& disk, const std::filesystem::path& file);

} // namespace mahalla
