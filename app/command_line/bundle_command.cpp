#include "command_line/commands.h"
#include "command_line/erasures_told.h"
#include "command_line/vault_option.h"

#include "bundle/bundle_file.h"
#include "bundle/bundle_reader.h"
#include "exchange/import_bundle.h"
#include "exchange/outgoing.h"
#include "exchange/vault_archive.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

using nlohmann::json;

/// Who a bundle is for, and what of the events they have use for.
struct Addressees {
    std::vector<BoxPublicKey> keys;
    bool need_events = false; ///< Readers open them, servers keep them; a field worker's laptop has no use for others'.
    bool need_files = false;  ///< Readers alone: a server takes none.
};

/// `--to`: "recipients" (all readers of the charter), "servers", "team" (every laptop that is enrolled), or one of them
/// by its address, device id, or hexadecimal key.
Result<Addressees> addressees(const Vault& vault, const std::vector<std::string>& words)
{
    const CharterContent& charter = vault.charter()->content();
    Addressees found;
    enum class Use { Nothing, Events, EventsAndFiles };
    const auto add = [&](const BoxPublicKey& key, Use use) {
        found.need_events = found.need_events || use != Use::Nothing;
        found.need_files = found.need_files || use == Use::EventsAndFiles;
        if (std::find(found.keys.begin(), found.keys.end(), key) == found.keys.end()) found.keys.push_back(key);
    };
    for (const std::string& word : words) {
        const std::size_t before = found.keys.size();
        for (const Recipient& recipient : charter.recipients)
            if (word == "recipients" ? recipient.kind == RecipientKind::Reader
                                     : word == to_hex(recipient.key.bytes) || word == recipient.key.id().text())
                add(recipient.key, Use::EventsAndFiles);
        for (const ServerPin& server : charter.servers)
            if (word == "servers" || word == server.url || word == to_hex(server.box_key.bytes))
                add(server.box_key, Use::Events);
        for (const Bytes& bytes : vault.certificates()) {
            const auto certificate = Certificate::parse(bytes);
            if (!certificate || certificate->content().role != Role::FieldWorker) continue;
            if (word == "team" || word == certificate->content().device.text())
                add(certificate->content().box_key, Use::Nothing);
        }
        if (found.keys.size() == before)
            return failure(ErrorKind::NotFound,
                           "--to names nobody: use recipients, servers, team, a device's id, or a key that "
                           "`mahalla project show` lists.");
    }
    return found;
}

void add_export(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::vector<std::string> to = {"recipients"};
        std::string output;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("export", "Write all that is here into a bundle: for a stick, a courier or a server");
    options->vault.add_to(*command);
    command
        ->add_option(
            "--to", options->to,
            "recipients, servers, team (receipts, questionnaires and charters for every laptop), a device, or keys")
        ->capture_default_str();
    command->add_option("-o,--output", options->output, "The file, or a folder for a name that tells nothing")
        ->required();
    command->callback([options, &context] {
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        if (vault->charter() == nullptr) return context.fail({ErrorKind::Refused, "This vault is not enrolled yet."});
        const auto to = addressees(*vault, options->to);
        if (!to) return context.fail(to.error());
        VaultArchive archive(*vault);
        std::error_code ignored;
        const std::filesystem::path output = options->output;
        const bool into_folder = std::filesystem::is_directory(output, ignored);
        const std::filesystem::path folder = into_folder ? output : output.parent_path();
        // Who has no use for events gets receipts, questionnaires, charters, and what was erased.
        OutgoingRequest request;
        request.recipients = to->keys;
        if (!to->need_events) request.events = EventsInBundle::ErasuresOnly;
        request.attachments = to->need_files ? AttachmentsInBundle::Include : AttachmentsInBundle::LeaveOut;
        const auto bundles = write_bundles(archive, request, vault->signing_keys(), context.disk,
                                           folder.empty() ? "." : folder, context.random);
        if (!bundles) return context.fail(about(output, bundles.error()));
        if (!into_folder && bundles->size() == 1) {
            std::filesystem::rename(bundles->front().path, output, ignored);
            if (ignored)
                return context.fail({ErrorKind::Unavailable, "The bundle is written, but cannot be given that name."});
            context.out << output.string() << '\n';
            return;
        }
        for (const WrittenBundle& bundle : *bundles) context.out << bundle.path.string() << '\n';
        if (bundles->empty()) context.err << "There is nothing to carry yet.\n";
    });
}

json json_of(const ImportReport& report)
{
    json gaps = json::array();
    for (const ChainGap& gap : report.gaps)
        gaps.push_back({{"device", gap.device.text()}, {"from", gap.from}, {"to", gap.to}});
    return {{"bundle", report.bundle.text()},
            {"complete", report.is_complete()},
            {"events", report.events_read},
            {"new", report.created},
            {"already_here", report.already_here},
            {"forks", report.forks},
            {"quarantined", report.quarantined},
            {"damaged", report.damaged},
            {"forms", report.forms_accepted},
            {"certificates", report.certificates_accepted},
            {"receipts", report.receipts_accepted},
            {"pieces", report.pieces_new},
            {"pieces_already_here", report.pieces_already_here},
            {"pieces_refused", report.pieces_refused},
            {"incomplete_files", report.incomplete_files},
            {"gaps", gaps},
            {"waiting_for_forms", report.waiting_for_forms}};
}

void add_import(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::vector<std::string> files;
        bool dry_run = false;
        bool as_json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("import", "Take bundles in, in any order, as often as you like");
    options->vault.add_to(*command);
    command->add_option("FILE", options->files, "Bundles")->required();
    command->add_flag("--dry-run", options->dry_run, "Say what would happen, change nothing");
    command->add_flag("--json", options->as_json, "JSON lines, one a bundle");
    command->callback([options, &context] {
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        VaultArchive archive(*vault);
        for (const std::string& file : options->files) {
            const auto report = import_bundle(archive, vault->box_keys(), context.disk, file,
                                              options->dry_run ? TakeIn::DryRun : TakeIn::Apply);
            if (!report) {
                // One damaged bundle does not keep the others from being read.
                context.fail(about(file, report.error()));
                continue;
            }
            context.out << (options->as_json ? json_of(*report).dump() : to_line(*report)) << '\n';
            if (!report->is_complete())
                context.fail(about(file, {ErrorKind::Corrupt,
                                          options->dry_run
                                              ? "The bundle ends too early. Ask for it again."
                                              : "The bundle ends too early; what it held so far was taken in. Ask for "
                                                "it again."}));
        }
        tell_erasures(*vault, context);
    });
}

void add_inspect(CLI::App& group, CommandContext& context)
{
    const auto file = std::make_shared<std::string>();
    CLI::App* command = group.add_subcommand("inspect", "What everybody who carries a bundle can see of it");
    command->add_option("FILE", *file, "The bundle")->required();
    command->callback([file, &context] {
        auto opened = context.open(*file);
        if (!opened) return context.fail(opened.error());
        const auto reader = BundleReader::open(std::move(*opened));
        if (!reader) return context.fail(about(*file, reader.error()));
        const BundleHeader& header = reader->header();
        context.out << json{{"bundle", header.bundle.text()},
                            {"project", header.project.text()},
                            {"sender", header.sender.device().text()},
                            {"charter_version", header.charter_version},
                            {"recipients", header.recipients.size()}}
                           .dump()
                    << '\n';
    });
}

/// Reads everything and keeps nothing.
class Counter final : public BundleSink {
public:
    Result<void> item(BundlePart, ByteView) override
    {
        ++items;
        return {};
    }
    std::size_t items = 0;
};

void add_verify(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string file;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("verify", "Whether a bundle for this vault is whole and unaltered");
    options->vault.add_to(*command);
    command->add_option("FILE", options->file, "The bundle")->required();
    command->callback([options, &context] {
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        auto opened = context.open(options->file);
        if (!opened) return context.fail(opened.error());
        auto reader = BundleReader::open(std::move(*opened));
        if (!reader) return context.fail(about(options->file, reader.error()));
        if (auto unlocked = reader->unlock(vault->box_keys()); !unlocked)
            return context.fail(about(options->file, unlocked.error()));
        Counter counter;
        const auto contents = reader->read(counter);
        if (!contents) return context.fail(about(options->file, contents.error()));
        if (contents->end != BundleEnd::Complete)
            return context.fail(
                {ErrorKind::Corrupt,
                 "The bundle is authentic as far as it goes, but it ends too early. Ask for it again."});
        context.out << "whole and unaltered, " << counter.items << " items\n";
    });
}

} // namespace

void add_bundle_command(CLI::App& program, CommandContext& context)
{
    CLI::App* group = program.add_subcommand("bundle", "Bundles: the files that travel");
    group->require_subcommand(1);
    add_export(*group, context);
    add_inspect(*group, context);
    add_verify(*group, context);
    add_import(*group, context);
}

} // namespace mahalla
