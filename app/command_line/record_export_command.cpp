#include "command_line/commands.h"
#include "command_line/exported_files.h"
#include "command_line/vault_option.h"
#include "fieldwork/vault_records.h"
#include "form/form_definition.h"
#include "interchange/record_csv.h"
#include "interchange/record_json.h"
#include "interchange/record_statistics.h"
#include "interchange/record_xlsx.h"
#include "xform/submission.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    std::vector<std::string> ids;
    std::string form, target, language, output;
    bool is_split = false;
    int sas_version = 8;
};

Result<std::vector<RecordId>> wanted_records(const Options& options)
{
    std::vector<RecordId> wanted;
    for (const std::string& text : options.ids) {
        const auto id = RecordId::from_text(text);
        if (!id) return failure(ErrorKind::Invalid, "A record's id has 32 hexadecimal digits.");
        wanted.push_back(*id);
    }
    return wanted;
}

/// Looks through the records before anything is written: how many there are, and whether those asked for are among
/// them.
Result<std::size_t> count_records(VaultRecords& records, std::vector<RecordId> wanted, CommandContext& context)
{
    std::size_t count = 0;
    for (;;) {
        MAHALLA_TRY(const Record* record, records.next());
        if (record == nullptr) break;
        ++count;
        std::erase(wanted, record->id);
    }
    if (!wanted.empty())
        return failure(ErrorKind::NotFound, "There is no finished record " + wanted.front().text() +
                                                " of this questionnaire here: nothing was written.");
    if (records.undecided() > 0)
        context.err << records.undecided()
                    << " of these records have answers that wait for a decision; they are left empty. "
                    << "`mahalla conflicts list` shows them.\n";
    return count;
}

bool has_repeats(const FormDefinition& form)
{
    return std::any_of(form.nodes().begin(), form.nodes().end(),
                       [](const ModelNode& node) { return node.kind == ModelNodeKind::Repeat; });
}

FileCount files_of(const Options& options, const FormDefinition& form, std::size_t records)
{
    if (options.target == "xform") return records == 1 ? FileCount::One : FileCount::Several;
    if (options.target == "csv") return has_repeats(form) ? FileCount::Several : FileCount::One;
    const bool is_one = options.target == "json" || options.target == "jsonl" || options.target == "xlsx";
    return is_one ? FileCount::One : FileCount::Several;
}

Result<void> write_submissions(const FormDefinition& form, RecordSource& records, ExportFolder& folder)
{
    if (auto begun = records.restart(); !begun) return begun;
    for (;;) {
        MAHALLA_TRY(const Record* record, records.next());
        if (record == nullptr) return {};
        MAHALLA_TRY(const std::string xml, write_submission(form, *record));
        MAHALLA_TRY(const auto file, folder.create(record->id.text() + ".xml"));
        if (auto written = file->write(as_bytes(xml)); !written) return written;
        if (auto finished = file->finish(); !finished) return finished;
    }
}

Result<void> write_statistics(const Options& options, const FormDefinition& form, const SheetLayout& layout,
                              RecordSource& records, ExportFolder& folder, CommandContext& context)
{
    const StatisticsProgram program = options.target == "spss"    ? StatisticsProgram::Spss
                                      : options.target == "stata" ? StatisticsProgram::Stata
                                      : options.sas_version == 5  ? StatisticsProgram::Sas5
                                                                  : StatisticsProgram::Sas;
    std::vector<StatisticsLoss> losses;
    auto written = write_record_statistics(form, program, layout, records, folder, losses);
    for (const StatisticsLoss& loss : losses) {
        if (loss.texts_cut > 0)
            context.err << loss.file << ": " << loss.texts_cut << " texts of " << loss.variable
                        << " were longer than the format holds and are cut; CSV holds them whole.\n";
        if (loss.not_of_type > 0)
            context.err << loss.file << ": " << loss.not_of_type << " answers of " << loss.variable
                        << " are no value of its type and stand as missing, with that reason; CSV holds them.\n";
    }
    return written;
}

Result<void> export_records(const Options& options, CommandContext& context)
{
    MAHALLA_TRY(const auto wanted, wanted_records(options));
    MAHALLA_TRY(auto vault, options.vault.unlock(context));
    FormShelf shelf;
    MAHALLA_TRY(const auto shelved, shelf.form(vault, options.form));
    const FormDefinition& form = *shelved.definition;
    MAHALLA_TRY(const std::size_t language, language_position(form, options.language));
    VaultRecords records(vault, shelf, shelved, wanted);
    MAHALLA_TRY(const std::size_t count, count_records(records, wanted, context));
    MAHALLA_TRY(const auto folder, ExportOutput::open(options.output, files_of(options, form, count), context));
    const SheetLayout layout{language, options.is_split || options.target == "xlsx" ? MultipleChoices::Apart
                                                                                    : MultipleChoices::Together};
    if (options.target == "csv") return write_record_csv(form, layout, records, *folder);
    if (options.target == "json") return write_record_json(form, JsonLayout::OneDocument, records, *folder);
    if (options.target == "jsonl") return write_record_json(form, JsonLayout::Lines, records, *folder);
    if (options.target == "xlsx") return write_record_xlsx(form, layout, records, *folder);
    if (options.target == "xform") return write_submissions(form, records, *folder);
    return write_statistics(options, form, layout, records, *folder, context);
}

} // namespace

void add_record_export_command(CLI::App& group, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("export", "Finished records in the clear: whoever gets the files reads the answers");
    options->vault.add_to(*command);
    command->add_option("ID", options->ids, "Records (default: all of the questionnaire)");
    command->add_option("--form", options->form, "Id or hash of the questionnaire")->required();
    command->add_option("--to", options->target, "Format")
        ->required()
        ->check(CLI::IsMember({"csv", "json", "jsonl", "xform", "xlsx", "spss", "stata", "sas"}));
    command->add_option("--language", options->language, "Of the labels in xlsx, spss, stata and sas");
    command->add_flag("--split-multiples", options->is_split,
                      "In csv too: a column with 1 or 0 for each choice of several");
    command
        ->add_option("--sas-version", options->sas_version, "Of SAS transport files: 8 (names of 32 bytes) or 5 (of 8)")
        ->check(CLI::IsMember({5, 8}))
        ->capture_default_str();
    command->add_option("-o,--output", options->output, "File or folder; standard output without, for a single file");
    command->callback([options, &context] {
        if (const auto done = export_records(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
