#include "command_line/commands.h"
#include "command_line/form_files.h"
#include "command_line/import_report.h"
#include "command_line/vault_option.h"
#include "crypto/hash.h"
#include "fieldwork/record_import.h"
#include "form/form_definition.h"
#include "interchange/csv_export_table.h"
#include "interchange/sheet_export_table.h"
#include "system/time_zone_files.h"
#include "workbook/read_workbook.h"
#include "xform/own_extensions.h"
#include "xform/write_xform.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    std::vector<std::string> files;
    std::string form, dates;
    bool finalise = false, is_rehearsal = false, as_json = false;
};

DayOrder day_order_of(const std::string& word)
{
    return word == "day-first" ? DayOrder::DayFirst : word == "month-first" ? DayOrder::MonthFirst : DayOrder::Unknown;
}

/// Larger than a questionnaire may be, for a workbook of answers is read whole.
WorkbookLimits answer_workbook_limits()
{
    WorkbookLimits limits;
    limits.file_bytes_max = 128U << 20U;
    limits.unpacked_bytes_max = std::uint64_t{1} << 30U;
    limits.cells_max = 30'000'000;
    limits.text_bytes_max = 512U << 20U;
    return limits;
}

bool is_csv(const std::filesystem::path& path)
{
    const std::string ending = path.extension().string();
    return ending == ".csv" || ending == ".CSV" || ending == ".tsv" || ending == ".txt";
}

Result<std::vector<std::unique_ptr<ExportTable>>> open_tables(const Options& options, ImportFindings& findings,
                                                              CommandContext& context)
{
    std::vector<std::unique_ptr<ExportTable>> tables;
    for (const std::string& file : options.files) {
        const std::filesystem::path path(file);
        Diagnostics found;
        if (is_csv(path)) {
            auto table = open_csv_table(
                path.stem().string(), [path, &context] { return context.open(path); }, found);
            if (!table) return tl::unexpected(table.error());
            tables.push_back(*std::move(table));
        } else {
            const WorkbookLimits limits = answer_workbook_limits();
            MAHALLA_TRY(const Bytes bytes, context.read(path, limits.file_bytes_max));
            auto reading = read_workbook(bytes, path.filename().string(), limits);
            if (!reading) return tl::unexpected(about(path, reading.error()));
            found = std::move(reading->diagnostics);
            for (auto& table : sheet_tables(std::move(reading->workbook))) tables.push_back(std::move(table));
        }
        for (Diagnostic& diagnostic : found) findings.add(std::move(diagnostic));
    }
    return tables;
}

/// A questionnaire that is not in the vault: for a rehearsal.
Result<ShelvedForm> form_of_file(const FormReading& reading)
{
    MAHALLA_TRY(auto program, compile_form(reading.form));
    ShelvedForm form;
    form.reference = {reading.form->id(), reading.form->version(), {}};
    form.title = reading.form->title();
    form.definition = reading.form;
    form.program = std::move(program);
    return form;
}

/// Reads everything there is; what could be taken before a failure is taken, and told.
Result<void> read_all(ExportReader& reader, RecordImport& import, ImportFindings& findings)
{
    for (;;) {
        MAHALLA_TRY(const auto foreign, reader.next());
        if (!foreign) return {};
        if (auto taken = import.take(*foreign, reader, findings); !taken) return taken;
    }
}

Result<void> import_records(const Options& options, CommandContext& context)
{
    std::optional<Vault> vault;
    FormShelf shelf;
    ShelvedForm form;
    if (context.disk.exists(options.form)) {
        const FormReading reading = read_form_file(options.form, context);
        if (!reading.form) {
            context.report(reading.diagnostics);
            return {};
        }
        if (options.is_rehearsal) {
            MAHALLA_TRY(form, form_of_file(reading));
        } else {
            MAHALLA_TRY(vault, options.vault.unlock(context));
            const std::string xform = with_own_extensions(write_xform(*reading.form), *reading.form);
            MAHALLA_TRY(form, shelf.form(*vault, hash_of(as_bytes(xform)).text()));
        }
    } else {
        MAHALLA_TRY(vault, options.vault.unlock(context));
        MAHALLA_TRY(form, shelf.form(*vault, options.form));
    }

    SessionEnvironment environment{context.clock, context.random};
    environment.time_zone = local_time_zone(context.disk);
    if (vault) {
        environment.properties["deviceid"] = vault->device().text();
        environment.properties["username"] = vault->label();
    }
    ImportFindings findings;
    MAHALLA_TRY(auto tables, open_tables(options, findings, context));
    MAHALLA_TRY(auto reader,
                ExportReader::open(form.definition, std::move(tables), day_order_of(options.dates), findings));
    RecordImport import(form, environment, options.is_rehearsal || !vault ? nullptr : &*vault,
                        options.finalise ? ImportedStage::Finalised : ImportedStage::Draft);
    const auto read = read_all(reader, import, findings);
    const ImportSummary summary{reader.tables(), import.counts(), findings.all(), options.is_rehearsal};
    context.out << (options.as_json ? json_of(summary) : text_of(summary));
    for (const ImportFinding& finding : findings.all())
        if (finding.diagnostic.severity == Severity::Error && context.exit_code == ExitCode::Done)
            context.exit_code = ExitCode::Problems;
    return read;
}

} // namespace

void add_record_import_command(CLI::App& group, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand(
        "import",
        "Take in what ODK, KoboToolbox or Ona exported, as drafts or finished records of this vault's person");
    options->vault.add_to(*command);
    command->add_option("FILE", options->files, "CSV files, one of records and one for each repeat, or a workbook")
        ->required();
    command->add_option("--form", options->form, "Id or hash of the questionnaire, or its file")->required();
    command->add_flag("--finalize", options->finalise, "Finalise the records that the form has nothing against");
    command->add_flag("--dry-run", options->is_rehearsal,
                      "Only say what would be taken; with a questionnaire's file, no vault is opened");
    command->add_option("--dates", options->dates, "What 03/04/2026 means")
        ->check(CLI::IsMember({"day-first", "month-first"}));
    command->add_flag("--json", options->as_json, "One JSON document");
    command->callback([options, &context] {
        if (const auto done = import_records(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
