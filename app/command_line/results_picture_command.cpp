#include "base/text.h"
#include "command_line/page_letters.h"
#include "command_line/results_command.h"
#include "command_line/results_text.h"
#include "command_line/vault_option.h"
#include "drawing/drawing_svg.h"
#include "fieldwork/release_book.h"
#include "form/form_definition.h"
#include "pdf/drawing_pdf.h"
#include "picture/picture_kind.h"

#include <CLI/CLI.hpp>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    std::string form, kind = "bars", by, outlines, language = "en", title, output;
    std::vector<std::string> indicators, earlier;
};

Result<AreaOutlines> outlines_for(const PublishedTableContent& table, const Options& options, CommandContext& context)
{
    if (options.outlines.empty())
        return failure(ErrorKind::Invalid, "A map needs the outlines of the areas: --outlines AREAS.geojson.");
    MAHALLA_TRY(const Bytes bytes, context.read(options.outlines, AreaOutlines::bytes_max));
    std::set<std::string> codes;
    for (const Dimension& dimension : table.dimensions)
        codes.insert(dimension.categories.begin(), dimension.categories.end());
    return AreaOutlines::read(as_text(bytes), codes);
}

Result<void> write_picture(const Options& options, CommandContext& context)
{
    MAHALLA_TRY(const PageLetters letters, PageLetters::open(options.language, context));
    MAHALLA_TRY(auto vault, options.vault.unlock(context));
    FormShelf shelf;
    MAHALLA_TRY(const PublicationLedger ledger, ledger_with_files(vault, options.earlier, context));
    std::vector<ResultRequest> requests;
    for (const std::string& indicator : options.indicators) requests.push_back(request_from(indicator, options.by));
    MAHALLA_TRY(const auto made,
                release_from_vault(vault, shelf, options.form, requests, options.language, "Results", context, ledger));
    const auto& tables = made.release.content().tables;
    const PictureKind kind = *picture_kind_of(options.kind);
    AreaOutlines outlines;
    if (kind == PictureKind::Map) {
        MAHALLA_TRY(outlines, outlines_for(tables.front(), options, context));
    }
    const PictureSetting setting{*letters.catalogue, *letters.engine};
    MAHALLA_TRY(const Drawing picture, picture_of(kind, tables, &outlines, options.title, setting));
    Bytes file = to_bytes(svg_of(picture));
    if (lower_ascii(std::filesystem::path(options.output).extension().string()) == ".pdf") {
        MAHALLA_TRY(file, pdf_of({&picture, 1}, *letters.engine));
    }
    return hand_out(vault, made, context.clock.now(), [&] { return context.write(options.output, file); });
}

} // namespace

void add_results_picture_command(CLI::App& results, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = results.add_subcommand("picture", "Protected tables as a picture, in an SVG or PDF file");
    options->vault.add_to(*command);
    command->add_option("--kind", options->kind, "What is drawn")
        ->check(CLI::IsMember({"bars", "pyramid", "heat-map", "slopes", "map"}))
        ->capture_default_str();
    command
        ->add_option("--indicator", options->indicators,
                     "Its name in the sheet indicators; several for the rows of a heat map")
        ->required();
    command->add_option("--by", options->by, "Disaggregations, with commas between")->type_name("sex,age_group");
    command->add_option("--outlines", options->outlines, "Of a map: the areas as GeoJSON polygons with their codes")
        ->type_name("FILE.geojson");
    command->add_option("--language", options->language, "Of words and labels")->capture_default_str();
    command->add_option("--title", options->title, "Of a heat map (default: \"Results by …\" in the language)");
    command->add_option("--form", options->form, "Id or hash of the questionnaire");
    command->add_option("-o,--output", options->output, "FILE.svg, or FILE.pdf to print")->required();
    command->add_option("--earlier", options->earlier, "A release that was published before, as JSON (several times)");
    command->callback([options, &context] {
        if (const auto done = write_picture(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
