#pragma once
#include "command_line/command.h"
#include "store/vault.h"
#include "transport/curl_http_client.h"
#include "transport/http_transport.h"

#include <chrono>
#include <memory>

namespace mahalla {

/// A vault's way to a server of its charter: the keys are the charter's, whatever the address says.
struct ServerConnection {
    ServerPin pin;
    std::unique_ptr<CurlHttpClient> client;
    std::unique_ptr<SystemWaiter> waiter;
    std::unique_ptr<HttpTransport> transport;
};

/// Fails with `Refused` where the charter names no server with this address (a wrong server is refused by its keys),
/// and with `Invalid` where the address is none. Requests are given up as `waiting_listener` does.
Result<ServerConnection> connect_to_server(const Vault& vault, const std::string& url, CommandContext& context,
                                           std::chrono::seconds patience);

constexpr std::chrono::seconds server_patience{20};

/// Says on standard error why a transfer waits, and gives up when nothing moved for `patience`.
ProgressListener waiting_listener(CommandContext& context, std::chrono::seconds patience);

} // namespace mahalla
