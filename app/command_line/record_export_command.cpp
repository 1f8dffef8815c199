#include "command_line/commands.h"
#include "command_line/exported_files.h"
#include "command_line/vault_option.h"
#include "fieldwork/record_reader.h"
#include "xform/submission.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

struct Options {
    VaultOption vault;
    std::vector<std::string> ids;
    std::string form, target, output;
};

/// One document: a list of records, each with the answers that count by their place.
ExportedFile json_file(const FormDefinition& form, const std::vector<FlatRecord>& records)
{
    auto all = nlohmann::ordered_json::array();
    for (const FlatRecord& flat : records) {
        const Record record = flat.record();
        nlohmann::ordered_json answers = nlohmann::ordered_json::object();
        for (const auto& [path, answer] : record.answers)
            if (const auto value = record.settled_value(path)) answers[path.text()] = *value;
        all.push_back({{"id", record.id.text()},
                       {"form", record.form.id},
                       {"version", record.form.version},
                       {"language", record.language},
                       {"answers", answers}});
    }
    return {form.id() + ".json", all.dump(2) + "\n"};
}

Result<std::vector<ExportedFile>> files_of(const std::string& target, const FormDefinition& form,
                                           const std::vector<FlatRecord>& records)
{
    if (target == "csv") return write_record_csv(form, std::span<const FlatRecord>(records));
    if (target == "json") return std::vector<ExportedFile>{json_file(form, records)};
    std::vector<ExportedFile> files;
    for (const FlatRecord& record : records) {
        MAHALLA_TRY(auto xml, write_submission(form, record.record()));
        files.push_back({record.id.text() + ".xml", std::move(xml)});
    }
    return files;
}

Result<void> export_records(const Options& options, CommandContext& context)
{
    std::vector<RecordId> wanted;
    for (const std::string& text : options.ids) {
        const auto id = RecordId::from_text(text);
        if (!id) return failure(ErrorKind::Invalid, "A record's id has 32 hexadecimal digits.");
        wanted.push_back(*id);
    }
    MAHALLA_TRY(auto vault, options.vault.unlock(context));
    FormShelf shelf;
    MAHALLA_TRY(const auto form, shelf.form(vault, options.form));
    MAHALLA_TRY(auto read, read_records(vault, shelf, form));
    std::vector<FlatRecord>& records = read.records;
    std::erase_if(records, [&](const FlatRecord& record) {
        return !record.counts_in_tables() ||
               (!wanted.empty() && std::find(wanted.begin(), wanted.end(), record.id) == wanted.end());
    });
    const auto undecided = std::count_if(records.begin(), records.end(),
                                         [&](const FlatRecord& record) { return read.conflicts.contains(record.id); });
    for (const RecordId& id : wanted)
        if (std::none_of(records.begin(), records.end(), [&](const FlatRecord& record) { return record.id == id; }))
            return failure(ErrorKind::NotFound, "There is no finished record " + id.text() +
                                                    " of this questionnaire here: nothing was written.");
    if (undecided > 0)
        context.err << undecided << " of these records have answers that wait for a decision; they are left empty. "
                    << "`mahalla conflicts list` shows them.\n";
    MAHALLA_TRY(const auto files, files_of(options.target, *form.definition, records));
    return write_exported_files(files, options.output, context);
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
    command->add_option("--to", options->target, "Format")->required()->check(CLI::IsMember({"csv", "json", "xform"}));
    command->add_option("-o,--output", options->output, "File or folder; standard output without, for a single file");
    command->callback([options, &context] {
        if (const auto done = export_records(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
