#include "command_line/exported_files.h"
#include "command_line/results_command.h"
#include "command_line/results_text.h"
#include "command_line/vault_option.h"
#include "crypto/hash.h"
#include "fieldwork/release_book.h"
#include "form/form_definition.h"
#include "interchange/memory_folder.h"
#include "interchange/release_json.h"
#include "interchange/release_manifest.h"
#include "interchange/release_xlsx.h"
#include "interchange/table_csv.h"
#include "interchange/table_geojson.h"
#include "interchange/table_sdmx.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    SumsOption sums;
    std::string form, target, language, output, title = "Results";
    std::vector<std::string> indicators, by, earlier;
    std::string areas, area_key, area_dimension, reference_area, time_period;
};

/// A feature a cell, a file a table; tables without areas are left out, and that is said.
Result<std::vector<ExportedFile>> geojson_files(const Options& options, const ReceivedRelease& release,
                                                CommandContext& context)
{
    if (options.areas.empty())
        return failure(ErrorKind::Invalid, "GeoJSON needs a map: --areas FILE with the shapes or centres of areas.");
    MAHALLA_TRY(const Bytes map, context.read(options.areas, AreaShapes::file_bytes_max));
    auto shapes = AreaShapes::read(map, options.area_key);
    if (!shapes) return tl::unexpected(about(options.areas, shapes.error()));
    std::vector<ExportedFile> files;
    std::set<std::string> unknown;
    for (std::size_t i = 0; i < release.content().tables.size(); ++i) {
        const PublishedTableContent& table = release.content().tables[i];
        if (const auto area = area_dimension_of(table, options.area_dimension))
            files.push_back({table.id + ".geojson", write_table_geojson(release, i, *area, *shapes, unknown)});
        else
            context.err << table.id << ": no dimension of areas; the table is left out.\n";
    }
    if (files.empty()) return failure(ErrorKind::Invalid, "No table is broken down by areas: ask for one with --by.");
    for (const std::string& code : unknown)
        context.err << "The map has no area " << code << ": its results have no place.\n";
    return files;
}

Result<std::vector<ExportedFile>> files_of(const Options& options, const ReceivedRelease& release,
                                           CommandContext& context)
{
    if (options.target == "geojson") return geojson_files(options, release, context);
    if (options.target == "sdmx")
        return std::vector<ExportedFile>{
            {"results-sdmx.csv", write_release_sdmx(release, {options.reference_area, options.time_period})}};
    if (options.target == "xlsx") {
        MemoryFolder folder;
        MAHALLA_TRY(const auto file, folder.create("results.xlsx"));
        if (auto written = write_release_xlsx(release, *file); !written) return tl::unexpected(written.error());
        return folder.take();
    }
    std::vector<ExportedFile> files;
    for (std::size_t i = 0; i < release.content().tables.size(); ++i)
        files.push_back({release.content().tables[i].id + ".csv",
                         options.target == "hxl" ? write_table_hxl(release, i) : write_table_csv(release, i)});
    return files;
}

Result<void> export_results(const Options& options, CommandContext& context)
{
    MAHALLA_TRY(auto vault, options.vault.unlock(context));
    FormShelf shelf;
    MAHALLA_TRY(const PublicationLedger ledger, ledger_with_files(vault, options.earlier, context));
    MAHALLA_TRY(const auto made,
                options.sums.is_given()
                    ? release_from_sums(vault, options.sums, options.title, context, ledger)
                    : release_from_vault(vault, shelf, options.form, requests_from(options.indicators, options.by),
                                         options.language, options.title, context, ledger));
    // The release as JSON says of itself what a manifest would.
    if (options.target == "json") {
        const std::string json = write_release_json(made.release) + "\n";
        return hand_out(vault, made, context.clock.now(), [&] {
            return write_exported_files({{"results.json", json}}, options.output, context);
        });
    }
    MAHALLA_TRY(const auto received, ReceivedRelease::from_content(made.release.content()));
    MAHALLA_TRY(const auto files, files_of(options, received, context));
    const std::string manifest =
        write_release_manifest(received, hash_of(received.encode()).text(), options.target, files);
    return hand_out(vault, made, context.clock.now(), [&] {
        return write_exported_files(files, {"manifest.json", manifest}, options.output, context);
    });
}

} // namespace

void add_results_export_command(CLI::App& results, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = results.add_subcommand("export", "Protected tables as files, as they would be published");
    options->vault.add_to(*command);
    command->add_option("--form", options->form, "Id or hash of the questionnaire");
    command->add_option("--to", options->target, "Format")
        ->required()
        ->check(CLI::IsMember({"csv", "hxl", "json", "sdmx", "geojson", "xlsx"}));
    command->add_option("--indicator", options->indicators, "An indicator (may be given several times; default: all)");
    command->add_option(
        "--by", options->by,
        "Disaggregations of the indicator at the same place, with commas between (may be given several times)");
    options->sums.add_to(*command, *command);
    command->add_option("--language", options->language, "Of the labels");
    command->add_option("--title", options->title, "Of the release")->capture_default_str();
    command->add_option("--earlier", options->earlier, "A release that was published before, as JSON (several times)");
    command
        ->add_option("--areas", options->areas,
                     "Of geojson: shapes (GeoJSON) or centres (CSV: code, lat, lon) of areas")
        ->type_name("FILE");
    command->add_option("--area-key", options->area_key, "The property or column that holds the codes of areas");
    command->add_option("--area-dimension", options->area_dimension, "The breakdown that is by areas");
    command->add_option("--ref-area", options->reference_area, "Of sdmx: the country or place all figures are of")
        ->type_name("CODE");
    command->add_option("--time-period", options->time_period, "Of sdmx: 2026, 2026-03, 2026-Q1");
    command->add_option("-o,--output", options->output, "File or folder; standard output without, for a single file");
    command->callback([options, &context] {
        if (const auto done = export_results(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
