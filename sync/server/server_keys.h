#pragma once
#include "base/disk.h"
#include "crypto/certificate.h"

#include <filesystem>

namespace mahalla {

/// What a server shows and receives with. It opens bundles addressed to it, never an event.
struct ServerKeys {
    SigningKeyPair signing;
    BoxKeyPair box;
};

/// The keys in `folder`/server.keys, made there, readable by the server's user alone, where there are none; beside them
/// `folder`/server.request, which headquarters pins in the charter. Fails with `Corrupt` where the file is no key file.
Result<ServerKeys> open_server_keys(Disk& disk, const std::filesystem::path& folder);

/// The request in `folder`/server.request: its fingerprint is read aloud to headquarters.
Result<EnrolmentRequest> server_request(Disk& disk, const std::filesystem::path& folder);

} // namespace mahalla
