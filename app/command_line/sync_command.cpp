#include "command_line/commands.h"
#include "command_line/server_connection.h"
#include "command_line/vault_option.h"

#include "exchange/import_bundle.h"
#include "exchange/outgoing.h"
#include "exchange/vault_archive.h"

#include <CLI/CLI.hpp>
#include <ostream>
#include <thread>

namespace mahalla {

namespace {

/// What the server says it holds; nothing where it cannot say, so that everything goes and is recognised there.
VersionVector held_by_server(HttpTransport& transport)
{
    const auto bytes = transport.ask_held();
    if (!bytes || bytes->empty()) return {};
    ByteReader reader(*bytes);
    const auto held = VersionVector::decode(reader);
    return held ? *held : VersionVector();
}

/// One exchange: what the server lacks goes up, what this vault lacks comes down. Bundles stay in the vault's folder
/// until the round is over; they are sealed, and a round that breaks off leaves nothing that cannot be sent again.
Result<void> exchange_once(Vault& vault, const std::filesystem::path& folder, const std::string& url,
                           CommandContext& context)
{
    MAHALLA_TRY(auto server, connect_to_server(vault, url, context));
    if (auto made = context.disk.make_folder(folder); !made) return made;
    VaultArchive archive(vault);

    MAHALLA_TRY(const auto outgoing,
                write_bundles(archive,
                              {{server.pin.box_key}, held_by_server(*server.transport), FormsInBundle::Include},
                              vault.signing_keys(), context.disk, folder, context.random));
    Incoming receipts;
    for (const WrittenBundle& bundle : outgoing) {
        MAHALLA_TRY(auto sent, server.transport->send(bundle));
        if (sent.stored_receipt) receipts.receipts.push_back(std::move(*sent.stored_receipt));
        if (auto removed = context.disk.remove(bundle.path); !removed) return removed;
    }
    if (!receipts.receipts.empty()) {
        MAHALLA_TRY(const auto taken, vault.take_in(receipts));
        for (const Error& error : taken.refused)
            context.err << "the server's receipt was not believed: " << error.message << '\n';
    }

    std::uint64_t received = 0;
    for (bool more = true; more;) {
        MAHALLA_TRY(const VersionVector held, held_by(archive));
        ByteWriter writer;
        held.encode(writer);
        MAHALLA_TRY(const auto fetched, server.transport->fetch(writer.bytes(), folder));
        std::uint64_t created = 0;
        for (const auto& file : fetched.files) {
            MAHALLA_TRY(const auto report, import_bundle(archive, vault.box_keys(), context.disk, file));
            created += report.created;
            if (auto removed = context.disk.remove(file); !removed) return removed;
        }
        received += created;
        // A server that sends the same again and again is asked no more.
        more = fetched.more && created > 0;
    }
    const JourneyCounts counts = vault.journey_counts();
    context.out << "received " << received << " events. Of this laptop's finished records: " << counts.only_here
                << " only here, " << counts.stored << " stored by the server and not yet read, " << counts.read
                << " read.\n";
    return {};
}

} // namespace

void add_sync_command(CLI::App& program, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string url;
        bool watch = false;
        unsigned every_seconds = 300;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        program.add_subcommand("sync", "One exchange with the server: what it lacks goes up, what is new comes down");
    options->vault.add_to(*command);
    command->add_option("URL", options->url, "The server, as the charter names it")->required();
    command->add_flag("--watch", options->watch, "Again and again, until stopped");
    command->add_option("--every", options->every_seconds, "Seconds between two rounds of --watch")
        ->capture_default_str();
    command->callback([options, &context] {
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        for (;;) {
            const auto done = exchange_once(*vault, options->vault.path() / "exchange", options->url, context);
            if (!done) context.fail(done.error());
            if (!options->watch) return;
            context.out.flush();
            std::this_thread::sleep_for(std::chrono::seconds(std::max(1u, options->every_seconds)));
            context.exit_code = ExitCode::Done;
        }
    });
}

} // namespace mahalla
