#include "command_line/attached_files_text.h"
#include "command_line/commands.h"
#include "command_line/vault_option.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

Result<RecordId> record_of(const std::string& text)
{
    auto id = RecordId::from_text(text);
    if (!id) return failure(ErrorKind::Invalid, "A record's id has 32 hexadecimal digits.");
    return id;
}

void add_list_of_files(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string id;
        bool as_json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("attachments", "The files of a record, and whether all of each is here");
    options->vault.add_to(*command);
    command->add_option("ID", options->id, "The record")->required();
    command->add_flag("--json", options->as_json, "One JSON document");
    command->callback([options, &context] {
        const auto id = record_of(options->id);
        if (!id) return context.fail(id.error());
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        const auto files = vault->attachments(*id);
        if (!files) return context.fail(files.error());
        if (options->as_json) {
            context.out << json_of(*files).dump() << '\n';
            return;
        }
        for (const AttachedFile& file : *files) context.out << line_of(file) << '\n';
    });
}

/// The file of a record that is called so, or has this id: two people may have attached files of one name.
Result<AttachedFile> file_called(const Vault& vault, const RecordId& record, const std::string& word)
{
    MAHALLA_TRY(const auto files, vault.attachments(record));
    std::vector<AttachedFile> found;
    for (const AttachedFile& file : files)
        if (file.id.text() == word || (!file.name.empty() && file.name == word)) found.push_back(file);
    if (found.empty())
        return failure(ErrorKind::NotFound,
                       "The record has no such file. `mahalla record attachments` lists those that it has.");
    if (found.size() > 1)
        return failure(ErrorKind::Invalid, "The record has several files of this name: give the id of one, which "
                                           "`mahalla record attachments --json` shows.");
    return found.front();
}

Result<void> write_file(const Vault& vault, const RecordId& record, const AttachedFile& file,
                        const std::filesystem::path& output, Disk& disk)
{
    MAHALLA_TRY(const auto writer, disk.create(output));
    auto read = vault.read_attachment(record, file.id, [&](ByteView part) { return writer->write(part); });
    if (!read) return read;
    return writer->finish();
}

void add_one_file(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string id, name, output;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("attachment", "Writes one file of a record, in the clear");
    options->vault.add_to(*command);
    command->add_option("ID", options->id, "The record")->required();
    command->add_option("NAME", options->name, "The file's name, or its id")->required();
    command->add_option("-o,--output", options->output, "Where to; whole or not at all")->required()->type_name("FILE");
    command->callback([options, &context] {
        const auto id = record_of(options->id);
        if (!id) return context.fail(id.error());
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        const auto file = file_called(*vault, *id, options->name);
        if (!file) return context.fail(file.error());
        if (const auto written = write_file(*vault, *id, *file, options->output, context.disk); !written)
            return context.fail(written.error());
        context.out << options->output << '\n';
    });
}

} // namespace

void add_record_attachment_commands(CLI::App& group, CommandContext& context)
{
    add_list_of_files(group, context);
    add_one_file(group, context);
}

} // namespace mahalla
