#include "command_line/server_connection.h"

#include <ostream>

namespace mahalla {

ProgressListener waiting_listener(CommandContext& context, std::chrono::seconds patience)
{
    using std::chrono::steady_clock;
    struct Stretch {
        std::optional<steady_clock::time_point> since;
        std::uint64_t bytes_done = 0;
    };
    const auto stretch = std::make_shared<Stretch>();
    return [stretch, patience, &context](const TransportProgress& progress) {
        if (!progress.waiting_because || progress.bytes_done > stretch->bytes_done) {
            if (progress.bytes_done > stretch->bytes_done) stretch->since.reset();
            stretch->bytes_done = progress.bytes_done;
            return true;
        }
        if (!stretch->since) {
            stretch->since = steady_clock::now();
            if (patience.count() > 0)
                context.err << progress.waiting_because->message << " Trying again for " << patience.count()
                            << " seconds …" << std::endl;
        }
        return steady_clock::now() - *stretch->since < patience;
    };
}

Result<ServerConnection> connect_to_server(const Vault& vault, const std::string& url, CommandContext& context,
                                           std::chrono::seconds patience)
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
        connection.transport =
            std::make_unique<HttpTransport>(*connection.client, vault.signing_keys(), context.disk, context.random,
                                            *connection.waiter, waiting_listener(context, patience));
        return connection;
    }
    return failure(
        ErrorKind::Refused,
        "The charter names no server with this address: nothing was sent. `mahalla project show` lists them.");
}

} // namespace mahalla
