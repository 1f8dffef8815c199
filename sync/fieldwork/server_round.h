#pragma once
#include "store/vault.h"
#include "transport/transport.h"

namespace mahalla {

/// What one round with a server did.
struct ServerRound {
    std::size_t bundles_sent = 0;
    std::uint64_t events_received = 0;
    std::vector<Error> refused; ///< What came and was not believed.
};

/// One round: what the server lacks goes up and is confirmed by its receipt, what this vault lacks comes down.
///
/// Bundles lie in `folder` while they travel; they are sealed. A round that breaks off anywhere leaves nothing that the
/// next one does not put right. Fails as the transport, the bundles and the vault do.
Result<ServerRound> exchange_with_server(Vault& vault, Transport& transport, const BoxPublicKey& server, Disk& disk,
                                         const std::filesystem::path& folder, Random& random,
                                         const ProgressListener& progress = {});

} // namespace mahalla
