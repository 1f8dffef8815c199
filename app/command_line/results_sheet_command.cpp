#include "command_line/page_letters.h"
#include "command_line/results_command.h"
#include "command_line/results_text.h"
#include "command_line/vault_option.h"
#include "feedback/feedback_layout.h"
#include "form/form_definition.h"
#include "pdf/drawing_pdf.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    std::string form, area, by, round, language = "en", output;
    std::vector<std::string> indicators, earlier;
};

/// The disaggregation whose categories have the area: the one that was named, else the first that lists its code, else
/// the one called "area".
Result<std::string> area_dimension(const ResultDefinitions& definitions, const Options& options)
{
    if (!options.by.empty()) return options.by;
    for (const DisaggregationDefinition& disaggregation : definitions.disaggregations)
        if (std::ranges::any_of(disaggregation.categories,
                                [&](const DisaggregationCategory& category) { return category.code == options.area; }))
            return disaggregation.name;
    for (const DisaggregationDefinition& disaggregation : definitions.disaggregations)
        if (disaggregation.name == "area") return disaggregation.name;
    return failure(ErrorKind::NotFound, "No disaggregation of the questionnaire has this area, and none is called "
                                        "\"area\". Name the one by area with --by.");
}

/// Rounds are a disaggregation of that name: so the tables of all rounds are protected together.
std::string rounds_dimension(const ResultDefinitions& definitions)
{
    for (const DisaggregationDefinition& disaggregation : definitions.disaggregations)
        if (disaggregation.name == "round") return disaggregation.name;
    return {};
}

Result<void> write_sheet(const Options& options, CommandContext& context)
{
    MAHALLA_TRY(const PageLetters letters, PageLetters::open(options.language, context));
    MAHALLA_TRY(const auto vault, options.vault.unlock(context));
    FormShelf shelf;
    MAHALLA_TRY(const PublicationLedger ledger, ledger_of_files(options.earlier, context));
    std::vector<ResultRequest> requests = requests_from(options.indicators, {});
    MAHALLA_TRY(const ShelvedForm form, form_of_results(vault, shelf, options.form, requests));
    Diagnostics told_later; // by release_from_vault
    const ResultDefinitions definitions = read_result_definitions(*form.definition, told_later);
    FeedbackQuestion question{{}, options.area, rounds_dimension(definitions), options.round};
    MAHALLA_TRY(question.area_dimension, area_dimension(definitions, options));
    if (!options.round.empty() && question.rounds_dimension.empty())
        return failure(ErrorKind::NotFound, "The questionnaire has no disaggregation called \"round\".");
    if (requests.empty())
        for (const IndicatorDefinition& indicator : definitions.indicators) requests.push_back({indicator.name, {}});
    for (ResultRequest& request : requests) {
        request.by = {question.area_dimension};
        if (!question.rounds_dimension.empty()) request.by.push_back(question.rounds_dimension);
    }
    MAHALLA_TRY(const auto release, release_from_vault(vault, shelf, options.form, requests, options.language,
                                                       "Feedback sheet", context, ledger));
    MAHALLA_TRY(const FeedbackContent content, feedback_of(release, question));
    MAHALLA_TRY(const Bytes pdf, pdf_of(layout_of(content, *letters.catalogue, *letters.engine), *letters.engine));
    return context.write(options.output, pdf);
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
