#include "command_line/server_connection.h"

namespace mahalla {

Result<ServerConnection> connect_to_server(const Vault& vault, const std::string& url, CommandContext& context)
{
    if (vault.charter() == nullptr) return failure(ErrorKind::Refused, "This vault is not enrolled yet.");
    for (const ServerPin& pin : vault.charter()->content().servers) {
        if (pin.url != url) continue;
        ServerConnection connection;
        connection.pin = pin;
        HttpServer server{url, {}};
        if (pin.tls_key_hash != decltype(pin.tls_key_hash){}) server.pinned_key = pin.tls_key_hash;
        MAHALLA_TRY(auto client, CurlHttpClient::create(std::move(server)));
        connection.client = std::make_unique<CurlHttpClient>(std::move(client));
        connection.waiter = std::make_unique<SystemWaiter>();
        connection.transport = std::make_unique<HttpTransport>(*connection.client, vault.signing_keys(), context.disk,
                                                               context.random, *connection.waiter);
        return connection;
    }
    return failure(
        ErrorKind::Refused,
        "The charter names no server with this address: nothing was sent. `mahalla project show` lists them.");
}

} // namespace mahalla
