#include "command_line/results_command.h"
#include "command_line/results_text.h"
#include "command_line/server_connection.h"
#include "command_line/vault_option.h"
#include "crypto/hash.h"
#include "fieldwork/earlier_releases.h"
#include "fieldwork/release_book.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

void add_results_publish_command(CLI::App& results, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        SumsOption sums;
        std::string form, url, language, title = "Results";
        std::vector<std::string> indicators, by, earlier;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = results.add_subcommand("publish", "Bring protected tables to the central server");
    options->vault.add_to(*command);
    command->add_option("--form", options->form, "Id or hash of the questionnaire");
    command->add_option("--to", options->url, "The server, as the charter names it")->required()->type_name("URL");
    command->add_option("--indicator", options->indicators, "An indicator (may be given several times; default: all)");
    command->add_option(
        "--by", options->by,
        "Disaggregations of the indicator at the same place, with commas between (may be given several times)");
    options->sums.add_to(*command, *command);
    command->add_option("--language", options->language, "Of the labels");
    command->add_option("--title", options->title, "Of the release")->capture_default_str();
    command->add_option("--earlier", options->earlier,
                        "A release that was published elsewhere before, as JSON (several times)");
    command->callback([options, &context] {
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        FormShelf shelf;
        auto server = connect_to_server(*vault, options->url, context, server_patience);
        if (!server) return context.fail(server.error());
        // Outsiders hold the new tables against those that are there, and those that were handed out elsewhere.
        auto known = releases_of_files(options->earlier, context);
        if (!known) return context.fail(known.error());
        const auto there = releases_of_server(*server->transport);
        if (!there) return context.fail(there.error());
        known->insert(known->end(), there->begin(), there->end());
        const auto ledger = ledger_of(*vault, *known);
        if (!ledger) return context.fail(ledger.error());
        tell_of_unknown(*ledger, context);
        const auto made =
            options->sums.is_given()
                ? release_from_sums(*vault, options->sums, options->title, context, *ledger)
                : release_from_vault(*vault, shelf, options->form, requests_from(options->indicators, options->by),
                                     options->language, options->title, context, *ledger);
        if (!made) return context.fail(made.error());
        const Bytes bytes = made->release.encode();
        if (auto published = publish_release(*vault, *made, context.clock.now(), *server->transport); !published)
            return context.fail(published.error());
        context.out << hash_of(bytes).text() << '\n';
    });
}

} // namespace mahalla
