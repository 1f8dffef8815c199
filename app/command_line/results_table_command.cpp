#include "command_line/results_command.h"
#include "command_line/results_text.h"
#include "command_line/vault_option.h"
#include "fieldwork/results_maker.h"
#include "form/form_definition.h"
#include "interchange/release_json.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

void add_results_table_command(CLI::App& results, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        SumsOption sums;
        std::string form, indicator, by, language;
        bool as_json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = results.add_subcommand("table", "A disaggregated table, protected as it would be published");
    options->vault.add_to(*command);
    command->add_option("--form", options->form,
                        "Id or hash of the questionnaire (default: the one that defines the indicator)");
    CLI::Option_group* const ways = command->add_option_group("ways", "What the table is of");
    ways->add_option("--indicator", options->indicator, "Its name in the sheet indicators");
    options->sums.add_to(*command, *ways);
    ways->require_option(1);
    command->add_option("--by", options->by, "Disaggregations, with commas between")->type_name("sex,age_group");
    command->add_option("--language", options->language, "Of the labels");
    command->add_flag("--json", options->as_json, "One JSON document");
    command->callback([options, &context] {
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        FormShelf shelf;
        const auto ledger = ledger_with_files(*vault, {}, context);
        if (!ledger) return context.fail(ledger.error());
        const auto made = options->sums.is_given() ? release_from_sums(*vault, options->sums, "Table", context, *ledger)
                                                   : release_from_vault(*vault, shelf, options->form,
                                                                        {request_from(options->indicator, options->by)},
                                                                        options->language, "Table", context, *ledger);
        if (!made) return context.fail(made.error());
        const PublishedRelease& release = made->release;
        if (options->as_json) {
            context.out << write_release_json(release) << '\n';
            return;
        }
        for (const PublishedTableContent& table : release.content().tables) context.out << text_of(table);
        context.out << release.content().policy.in_words() << '\n';
    });
}

} // namespace mahalla
