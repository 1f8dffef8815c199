#include "command_line/page_letters.h"
#include "command_line/results_command.h"
#include "command_line/results_text.h"
#include "command_line/vault_option.h"
#include "feedback/feedback_layout.h"
#include "fieldwork/partial_release.h"
#include "fieldwork/release_book.h"
#include "fieldwork/sheet_tables.h"
#include "form/form_definition.h"
#include "pdf/drawing_pdf.h"

#include <CLI/CLI.hpp>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    std::string form, area, by, round, language = "en", output;
    std::vector<std::string> indicators, earlier;
};

Result<void> write_sheet(const Options& options, CommandContext& context)
{
    MAHALLA_TRY(const PageLetters letters, PageLetters::open(options.language, context));
    MAHALLA_TRY(auto vault, options.vault.unlock(context));
    FormShelf shelf;
    MAHALLA_TRY(const PublicationLedger ledger, ledger_with_files(vault, options.earlier, context));
    MAHALLA_TRY(const ShelvedForm form,
                form_of_results(vault, shelf, options.form, requests_from(options.indicators, {})));
    Diagnostics diagnostics;
    const ResultDefinitions definitions = read_result_definitions(*form.definition, diagnostics);
    context.report(diagnostics);
    MAHALLA_TRY(const SheetBreakdown breakdown, sheet_breakdown(definitions, options.area, options.by));
    if (!options.round.empty() && breakdown.rounds.empty())
        return failure(ErrorKind::NotFound, "The questionnaire has no disaggregation called \"round\".");
    MAHALLA_TRY(const auto records, read_records(vault, shelf, form));
    std::vector<std::string> notes;
    MAHALLA_TRY(auto tables, make_tables_there_are(form, definitions, records,
                                                   sheet_requests(definitions, breakdown, options.indicators),
                                                   form_language(*form.definition, options.language), "Feedback sheet",
                                                   context.clock.now(), &notes));
    MAHALLA_TRY(const PartialRelease partial, protect_what_can_be(std::move(tables), ledger));
    for (const std::string& note : notes) context.err << note << '\n';
    MAHALLA_TRY(FeedbackContent content,
                feedback_of(partial.made.release, {breakdown.area, options.area, breakdown.rounds, options.round}));
    for (const MissingResult& missing : partial.missing) {
        context.err << "not on the sheet: " << missing.indicator << ": " << missing.error.message << '\n';
        content.not_shown.push_back(missing.label);
    }
    MAHALLA_TRY(const Bytes pdf, pdf_of(layout_of(content, *letters.catalogue, *letters.engine), *letters.engine));
    return hand_out(vault, partial.made, context.clock.now(), [&] { return context.write(options.output, pdf); });
}

} // namespace

void add_results_sheet_command(CLI::App& results, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = results.add_subcommand("sheet", "A neighbourhood's protected results as pages to print");
    options->vault.add_to(*command);
    command->add_option("--area", options->area, "Code of the neighbourhood")->required()->type_name("P-CODE");
    command->add_option("--language", options->language, "Of the sheet and its labels")->capture_default_str();
    command->add_option("-o,--output", options->output, "The PDF file")->required()->type_name("FILE.pdf");
    command->add_option("--round", options->round,
                        "A category of the disaggregation \"round\" (default: the last one)");
    command->add_option("--by", options->by,
                        "The disaggregation by area (default: the one that lists the code, else \"area\")");
    command->add_option("--form", options->form, "Id or hash of the questionnaire");
    command->add_option("--indicator", options->indicators, "An indicator (may be given several times; default: all)");
    command->add_option("--earlier", options->earlier, "A release that was published before, as JSON (several times)");
    command->callback([options, &context] {
        if (const auto done = write_sheet(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
