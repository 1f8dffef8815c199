#include "command_line/commands.h"
#include "command_line/erasures_told.h"
#include "command_line/server_connection.h"
#include "command_line/vault_option.h"

#include "fieldwork/lock_policy.h"
#include "fieldwork/server_round.h"
#include "system/lock_triggers.h"
#include "system/system_clock.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <optional>
#include <ostream>
#include <thread>

namespace mahalla {

namespace {

Result<void> exchange_once(Vault& vault, const std::filesystem::path& folder, const std::string& url,
                           CommandContext& context, std::chrono::seconds patience)
{
    MAHALLA_TRY(auto server, connect_to_server(vault, url, context, patience));
    MAHALLA_TRY(const auto round, exchange_with_server(vault, *server.transport, server.pin.box_key, context.disk,
                                                       folder, context.random, waiting_listener(context, patience)));
    for (const Error& error : round.refused) context.fail({error.kind, "Not taken in: " + error.message});
    const JourneyCounts counts = vault.journey_counts();
    context.out << "received " << round.events_received
                << " events. Of this laptop's finished records: " << counts.only_here << " only here, " << counts.stored
                << " stored by the server and not yet read, " << counts.read << " read.\n";
    return {};
}

/// Ends the program before the machine sleeps and where its screen is locked: a vault that a command has open is locked
/// by ending it. Nothing is lost by that: what was confirmed is on the disk, all else goes with the next round. Signals
/// end it anyway.
class EndsWhenLocked {
public:
    explicit EndsWhenLocked(std::ostream& err) : err_(err)
    {
        policy_.opened(LockPolicy::idle_most);
        triggers_ =
            LockTriggers::listen([this](LockTrigger trigger) { hear(trigger); }, LockTriggers::Signals::LeftAlone);
    }

private:
    void hear(LockTrigger trigger)
    {
        if (trigger == LockTrigger::Jumped && policy_.due() != LockReason::Sleeps)
            return policy_.opened(LockPolicy::idle_most);
        err_ << "mahalla: The machine sleeps or is locked: so is the vault. Start the command again to go on.\n"
             << std::flush;
        std::_Exit(static_cast<int>(ExitCode::Unavailable));
    }

    std::ostream& err_;
    SystemRunningClock clock_;
    LockPolicy policy_{clock_};
    Result<std::unique_ptr<LockTriggers>> triggers_ = failure(ErrorKind::Unavailable, "");
};

} // namespace

void add_sync_command(CLI::App& program, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string url;
        bool watch = false;
        unsigned every_seconds = 300;
        unsigned patience_seconds = server_patience.count();
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        program.add_subcommand("sync", "One exchange with the server: what it lacks goes up, what is new comes down");
    options->vault.add_to(*command);
    command->add_option("URL", options->url, "The server, as the charter names it")->required();
    command->add_flag("--watch", options->watch, "Again and again, until stopped");
    command->add_option("--every", options->every_seconds, "Seconds between two rounds of --watch")
        ->capture_default_str();
    command
        ->add_option("--patience", options->patience_seconds,
                     "Seconds to try again for, where the server does not answer")
        ->capture_default_str();
    command->callback([options, &context] {
        std::optional<EndsWhenLocked> ends_when_locked;
        if (options->watch) ends_when_locked.emplace(context.err);
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        for (;;) {
            const auto done = exchange_once(*vault, options->vault.path() / "exchange", options->url, context,
                                            std::chrono::seconds(options->patience_seconds));
            if (!done) {
                context.fail(done.error());
                if (done.error().kind == ErrorKind::Unavailable)
                    context.err << "Nothing is lost: what is not confirmed stays on this laptop and goes with the next "
                                   "sync, or by stick with mahalla bundle export.\n";
            }
            tell_erasures(*vault, context);
            if (!options->watch) return;
            context.out.flush();
            std::this_thread::sleep_for(std::chrono::seconds(std::max(1u, options->every_seconds)));
            context.exit_code = ExitCode::Done;
        }
    });
}

} // namespace mahalla
