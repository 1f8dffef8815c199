#include "command_line/agreement.h"
#include "command_line/request_code.h"
#include "command_line/results_command.h"
#include "command_line/results_text.h"
#include "command_line/sums_option.h"
#include "command_line/vault_option.h"
#include "fieldwork/sums_maker.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    SumsOption sums;
    std::string form, reader, fingerprint, language, output;
    std::vector<std::string> indicators, by;
};

Result<PassedSums> sums_of_vault(const Options& options, const Vault& vault, CommandContext& context)
{
    const std::vector<ResultRequest> requests = requests_from(options.indicators, options.by);
    FormShelf shelf;
    MAHALLA_TRY(const ShelvedForm form, form_of_results(vault, shelf, options.form, requests));
    const ResultDefinitions definitions = sound_definitions(form, context);
    MAHALLA_TRY(const auto records, read_records(vault, shelf, form));
    return make_sums(form, definitions, records, requests, form_language(*form.definition, options.language),
                     vault.device(), context.clock.now());
}

Result<void> pass_on(const Options& options, CommandContext& context)
{
    MAHALLA_TRY(const EnrolmentRequest reader, read_request(options.reader, context));
    MAHALLA_TRY(const auto vault, options.vault.unlock(context));
    MAHALLA_TRY(const PassedSums sums,
                options.sums.is_given() ? options.sums.read(vault, context) : sums_of_vault(options, vault, context));
    if (!fingerprint_agreed(reader.fingerprint(), options.fingerprint, context)) return {};
    MAHALLA_TRY(const Bytes file, seal_sums(sums, reader.box_key(), vault.signing_keys()));
    if (auto written = context.write(options.output, file); !written) return written;
    context.out << sender_fingerprint(vault.signing_keys().public_key()) << '\n';
    return {};
}

} // namespace

void add_results_pass_on_command(CLI::App& results, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        results.add_subcommand("pass-on", "The sums that tables are made of, sealed to the reader at the next level");
    options->vault.add_to(*command);
    command->add_option("--to", options->reader, "The reader's file (results reader), or an enrolment request")
        ->required()
        ->type_name("READER");
    command->add_option("--fingerprint", options->fingerprint, "The reader's digits as read aloud, for scripts");
    CLI::Option_group* const ways = command->add_option_group("ways", "What is passed on");
    ways->add_option("--indicator", options->indicators, "An indicator (may be given several times)");
    options->sums.add_to(*command, *ways);
    ways->require_option(1);
    command->add_option(
        "--by", options->by,
        "Disaggregations of the indicator at the same place, with commas between (may be given several times)");
    command->add_option("--form", options->form, "Id or hash of the questionnaire");
    command->add_option("--language", options->language, "Of the labels");
    command->add_option("-o,--output", options->output, "The file to write")->required()->type_name("FILE");
    command->callback([options, &context] {
        if (const auto done = pass_on(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
