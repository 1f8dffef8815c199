#include "command_line/exported_files.h"
#include "command_line/results_command.h"
#include "command_line/results_text.h"
#include "command_line/vault_option.h"
#include "form/form_definition.h"
#include "interchange/release_json.h"
#include "interchange/table_csv.h"

#include <CLI/CLI.hpp>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    std::string form, target, language, output, title = "Results";
    std::vector<std::string> indicators, by, earlier;
};

Result<void> export_results(const Options& options, CommandContext& context)
{
    MAHALLA_TRY(auto vault, options.vault.unlock(context));
    FormShelf shelf;
    MAHALLA_TRY(const PublicationLedger ledger, ledger_of_files(options.earlier, context));
    MAHALLA_TRY(const auto release,
                release_from_vault(vault, shelf, options.form, requests_from(options.indicators, options.by),
                                   options.language, options.title, context, ledger));
    std::vector<ExportedFile> files;
    if (options.target == "json") {
        files.push_back({"results.json", write_release_json(release) + "\n"});
        return write_exported_files(files, options.output, context);
    }
    MAHALLA_TRY(const auto received, ReceivedRelease::from_content(release.content()));
    for (std::size_t i = 0; i < received.content().tables.size(); ++i)
        files.push_back({received.content().tables[i].id + ".csv",
                         options.target == "hxl" ? write_table_hxl(received, i) : write_table_csv(received, i)});
    return write_exported_files(files, options.output, context);
}

} // namespace

void add_results_export_command(CLI::App& results, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = results.add_subcommand("export", "Protected tables as files, as they would be published");
    options->vault.add_to(*command);
    command->add_option("--form", options->form, "Id or hash of the questionnaire");
    command->add_option("--to", options->target, "Format")->required()->check(CLI::IsMember({"csv", "hxl", "json"}));
    command->add_option("--indicator", options->indicators, "An indicator (may be given several times; default: all)");
    command->add_option(
        "--by", options->by,
        "Disaggregations of the indicator at the same place, with commas between (may be given several times)");
    command->add_option("--language", options->language, "Of the labels");
    command->add_option("--title", options->title, "Of the release")->capture_default_str();
    command->add_option("--earlier", options->earlier, "A release that was published before, as JSON (several times)");
    command->add_option("-o,--output", options->output, "File or folder; standard output without, for a single file");
    command->callback([options, &context] {
        if (const auto done = export_results(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
