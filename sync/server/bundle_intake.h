#pragma once
#include "crypto/keys.h"
#include "server/membership.h"

namespace mahalla {

/// Everything in a bundle that is addressed to `keys`. Fails with `Corrupt` where the bytes are no whole bundle, with
/// `Refused` where it is for somebody else or of another project.
Result<ReceivedStatements> read_bundle(Bytes bytes, const BoxKeyPair& keys, const ProjectId& project);

} // namespace mahalla
