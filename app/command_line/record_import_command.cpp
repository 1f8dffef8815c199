#include "base/text.h"
#include "command_line/commands.h"
#include "command_line/form_files.h"
#include "command_line/import_report.h"
#include "command_line/vault_option.h"
#include "crypto/hash.h"
#include "fieldwork/record_import.h"
#include "form/form_definition.h"
#include "interchange/csv_export_table.h"
#include "interchange/export_reader.h"
#include "interchange/foreign_submission.h"
#include "interchange/sheet_export_table.h"
#include "system/time_zone_files.h"
#include "xform/own_extensions.h"
#include "xform/submission.h"
#include "xform/write_xform.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    std::vector<std::string> files;
    std::string form, dates;
    bool finalise = false, is_as_collected = false, is_rehearsal = false, as_json = false;
};

DayOrder day_order_of(const std::string& word)
{
    return word == "day-first" ? DayOrder::DayFirst : word == "month-first" ? DayOrder::MonthFirst : DayOrder::Unknown;
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
        const FileOpener opener = [path, &context] { return context.disk.open(path); };
        if (is_csv(path)) {
            auto table = open_csv_table(path.stem().string(), opener, found);
            if (!table) return tl::unexpected(about(path, table.error()));
            tables.push_back(*std::move(table));
        } else {
            auto sheets = open_sheet_tables(opener, path.filename().string(), found);
            if (!sheets) return tl::unexpected(about(path, sheets.error()));
            for (auto& sheet : *sheets) tables.push_back(std::move(sheet));
        }
        for (Diagnostic& diagnostic : found) findings.add(std::move(diagnostic));
    }
    return tables;
}

/// Ids of questionnaires may have points in them, too.
bool is_called_like_a_form(const std::filesystem::path& path)
{
    const std::string ending = lower_ascii(path.extension().string());
    return ending == ".xlsx" || ending == ".xls" || ending == ".md" || ending == ".csv" || ending == ".xml";
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

/// What is said of the tables, whether or not they were read to their end.
struct ImportReading {
    std::vector<TableReading> tables;
};

/// Reads everything there is; what could be taken before a failure is taken, and told.
Result<void> take_tables(const Options& options, std::shared_ptr<const FormDefinition> form, RecordImport& import,
                         ImportFindings& findings, ImportReading& reading, CommandContext& context)
{
    MAHALLA_TRY(auto tables, open_tables(options, findings, context));
    MAHALLA_TRY(auto reader,
                ExportReader::open(std::move(form), std::move(tables), day_order_of(options.dates), findings));
    reading.tables = reader.tables();
    for (;;) {
        MAHALLA_TRY(const auto foreign, reader.next());
        if (!foreign) return {};
        if (auto taken = import.take(*foreign, reader.table_names(), findings); !taken) return taken;
    }
}

bool is_folder(const std::filesystem::path& path)
{
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

bool are_submissions(const Options& options)
{
    return std::any_of(options.files.begin(), options.files.end(), [](const std::string& file) {
        return is_folder(file) || lower_ascii(std::filesystem::path(file).extension().string()) == ".xml";
    });
}

/// The submissions that were named, and those in folders: `*.xml`, as our own export writes them, and
/// `*/submission.xml`, as Briefcase keeps them.
Result<std::vector<std::filesystem::path>> submission_paths(const Options& options, CommandContext& context)
{
    std::vector<std::filesystem::path> paths;
    for (const std::string& file : options.files) {
        if (!is_folder(file)) {
            paths.emplace_back(file);
            continue;
        }
        auto names = context.disk.list(file);
        if (!names) return tl::unexpected(about(file, names.error()));
        for (const std::filesystem::path& name : *names) {
            const std::filesystem::path path = std::filesystem::path(file) / name, inner = path / "submission.xml";
            if (is_folder(path) ? context.disk.exists(inner) : lower_ascii(name.extension().string()) == ".xml")
                paths.push_back(is_folder(path) ? inner : path);
        }
    }
    return paths;
}

/// One after the other; a file that is no submission of the form is told by its place among them.
Result<void> take_submissions(const Options& options, const FormDefinition& form, RecordImport& import,
                              ImportFindings& findings, ImportReading& reading, CommandContext& context)
{
    const std::string name = "submissions";
    MAHALLA_TRY(const auto paths, submission_paths(options, context));
    if (paths.empty()) return failure(ErrorKind::Invalid, "The folder has no submissions: no .xml file in it.");
    reading.tables = {{name, form.root().nodeset, paths.size(), 0, 0}};
    int number = 0;
    for (const std::filesystem::path& path : paths) {
        ++number;
        MAHALLA_TRY(const Bytes bytes, context.read(path, submission_bytes_max));
        // Our own export calls each file by the record's id, which is another than that of its instance.
        const auto own = RecordId::from_text(path.stem().string());
        const auto foreign =
            read_foreign_submission(form, as_text(bytes), number, own ? std::optional(*own) : std::nullopt);
        if (!foreign) {
            findings.add(Severity::Error, name, number, {}, "submission-unreadable");
            context.err << path.filename().string() << ": " << foreign.error().message << "\n";
            continue;
        }
        if (auto taken = import.take(*foreign, std::span(&name, 1), findings); !taken) return taken;
    }
    return {};
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
    } else if (is_called_like_a_form(options.form)) {
        return failure(ErrorKind::NotFound,
                       options.form + ": There is no such file, and no questionnaire has such an id.");
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
    const ImportedStage stage = options.is_as_collected ? ImportedStage::AsCollected
                                : options.finalise      ? ImportedStage::Finalised
                                                        : ImportedStage::Draft;
    RecordImport import(form, environment, options.is_rehearsal || !vault ? nullptr : &*vault, stage);
    ImportFindings findings;
    ImportReading reading;
    const auto read = are_submissions(options)
                          ? take_submissions(options, *form.definition, import, findings, reading, context)
                          : take_tables(options, form.definition, import, findings, reading, context);
    if (!read && reading.tables.empty()) return read;
    const ImportSummary summary{reading.tables, import.counts(), findings.all(), options.is_rehearsal};
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
    command
        ->add_option("FILE", options->files,
                     "CSV files, one of records and one for each repeat, or a workbook; or submissions: .xml files or "
                     "a folder of them")
        ->required();
    command->add_option("--form", options->form, "Id or hash of the questionnaire, or its file")->required();
    command->add_flag("--finalize", options->finalise, "Finalise the records that the form has nothing against");
    command->add_flag("--as-collected", options->is_as_collected,
                      "Finalise all: what was collected elsewhere is what it is, whatever the form has against it");
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
