#include "command_line/agreement.h"
#include "command_line/charter_list.h"
#include "command_line/charter_lookup.h"
#include "command_line/commands.h"
#include "command_line/language_option.h"
#include "command_line/project_change_option.h"
#include "command_line/recovery_input.h"
#include "command_line/request_code.h"
#include "command_line/sheet_output.h"
#include "crypto/recovery_text.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

const char* text_of(RecipientKind kind) { return kind == RecipientKind::Reader ? "reader" : "escrow"; }

std::vector<Nameable> nameable(const std::vector<Recipient>& recipients)
{
    std::vector<Nameable> things;
    for (const Recipient& one : recipients) things.push_back({one.key.id().text(), one.label});
    return things;
}

void add_add(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::string request, label, fingerprint;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("add", "Who made the request reads every record that is finalised later");
    command->add_option("REQUEST", options->request, "An enrolment request, or that of an administrator who joined")
        ->required();
    options->project.add_to(*command);
    command->add_option("--label", options->label, "What the charter calls this reader (default: the request's label)");
    command->add_option("--fingerprint", options->fingerprint, "The digits as read aloud, for scripts");
    command->callback([options, &context] {
        const auto request = read_request(options->request, context);
        if (!request) return context.fail(request.error());
        if (request->role() == Role::Server)
            return context.fail({ErrorKind::Refused, "A server relays records; it never reads them."});
        if (!fingerprint_agreed(request->fingerprint(), options->fingerprint, context)) return;
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        const std::string& label = options->label.empty() ? request->label() : options->label;
        if (auto added = project->add_recipient({RecipientKind::Reader, request->box_key(), label}); !added)
            return context.fail(added.error());
        options->project.hand_on(*project, context);
    });
}

void add_add_escrow(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::string label, sheet;
        LanguageOption language;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("add-escrow", "One more escrow key, and its sheet");
    options->project.add_to(*command);
    command->add_option("--label", options->label, "Where the sheet will lie")->required();
    command->add_option("--sheet", options->sheet, "File for the escrow sheet: .pdf to print, or .txt")->required();
    options->language.add_to(*command);
    command->callback([options, &context] {
        const auto output = SheetOutput::open(options->sheet, options->language.code(), context);
        if (!output) return context.fail(output.error());
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        const auto words = project->add_escrow(options->label);
        if (!words) return context.fail(words.error());
        const auto seed = secret_of_recovery_text(*words, RecoveryKind::EscrowKey);
        if (!seed) return context.fail(seed.error());
        const Charter& charter = project->charter();
        const RecoverySheet sheet{*seed, options->language.words(), charter.content().name, charter.fingerprint()};
        if (auto written = output->write(sheet, context); !written) {
            context.fail(written.error());
            context.err << "The key is nowhere but on the sheet that was not written: remove this recipient again.\n";
            return;
        }
        options->project.hand_on(*project, context);
        context.err << "The escrow sheet is in " << output->path().string() << ", checksum "
                    << recovery_checksum_of(*seed)
                    << ": print it, try it (mahalla project test-escrow), lock the paper away, delete the file.\n";
    });
}

void add_remove(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        RecoveryInput another;
        std::string who;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand(
        "remove", "Nothing finalised later is sealed to this recipient; an escrow key needs another's sheet");
    command->add_option("WHO", options->who, "Label, or the first digits of the key's id")->required();
    options->project.add_to(*command);
    options->another.add_to(*command);
    command->callback([options, &context] {
        std::optional<Secret> sheet;
        if (!options->another.sheet.empty() || !options->another.picture.empty()) {
            auto typed = options->another.read(context);
            if (!typed) return context.fail(typed.error());
            sheet = *std::move(typed);
        }
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        if (!project->has_charter()) return context.fail({ErrorKind::Refused, "The charter is not here yet."});
        const std::vector<Recipient>& recipients = project->charter().content().recipients;
        const auto place = place_of(nameable(recipients), options->who);
        if (!place) return context.fail(place.error());
        const BoxPublicKey key = recipients[*place].key;
        if (auto removed = project->remove_recipient(key, sheet ? &*sheet : nullptr); !removed)
            return context.fail(removed.error());
        options->project.hand_on(*project, context);
        context.err << "What was finalised before stays open to them: it cannot be taken back.\n";
    });
}

void add_list(CLI::App& group, CommandContext& context)
{
    CLI::App* command = group.add_subcommand("list", "To whom every finalised record is sealed");
    make_charter_list(*command, context, [](const CharterContent& charter) {
        std::vector<CharterEntry> entries;
        for (const Recipient& one : charter.recipients) {
            const std::string key = one.key.id().text(), kind = text_of(one.kind);
            entries.push_back({nlohmann::json{{"key", key}, {"kind", kind}, {"label", one.label}}.dump(),
                               key + "  " + kind + "  " + in_one_line(one.label)});
        }
        return entries;
    });
}

} // namespace

void add_project_recipient_commands(CLI::App& group, CommandContext& context)
{
    CLI::App* recipient = group.add_subcommand("recipient", "Who can open what is finalised");
    recipient->require_subcommand(1);
    add_add(*recipient, context);
    add_add_escrow(*recipient, context);
    add_remove(*recipient, context);
    add_list(*recipient, context);
}

} // namespace mahalla
