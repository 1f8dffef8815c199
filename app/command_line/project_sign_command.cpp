#include "command_line/agreement.h"
#include "command_line/commands.h"
#include "command_line/language_option.h"
#include "command_line/project_change_option.h"
#include "command_line/vault_option.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

Result<CharterProposal> read_proposal(const std::string& file, CommandContext& context)
{
    MAHALLA_TRY(const Bytes bytes, context.read(file, CharterProposal::bytes_max));
    auto proposal = CharterProposal::parse(bytes);
    if (!proposal) return tl::unexpected(about(file, proposal.error()));
    return proposal;
}

void add_join(CLI::App& group, CommandContext& context)
{
    struct Options {
        std::string folder, label, output;
        PassphraseOption passphrase;
        LanguageOption language;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("join", "An administrator's own key in another place, and the request that shows it");
    command->add_option("DIR", options->folder, "Folder to make")->required();
    command->add_option("--label", options->label, "What the charter shall call this administrator")->required();
    command->add_option("-o,--output", options->output, "The request to write")->required()->type_name("FILE");
    options->passphrase.add_to(*command);
    options->language.add_to(*command);
    command->callback([options, &context] {
        const auto passphrase = read_new_passphrase(options->passphrase, options->language.words(), context);
        if (!passphrase) return context.fail(passphrase.error());
        const auto joined = Project::join(options->folder, options->label, *passphrase, store_environment(context));
        if (!joined) return context.fail(joined.error());
        if (auto written = context.write(options->output, joined->request()->bytes()); !written)
            return context.fail(written.error());
        context.out << joined->request()->fingerprint() << '\n';
    });
}

void add_sign(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::string proposal, fingerprint;
        bool yes = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("sign", "Show what a proposal changes, and sign it with the keys here");
    command->add_option("PROPOSAL", options->proposal, "The file that went round")->required();
    options->project.add_to(*command);
    command->add_option("--fingerprint", options->fingerprint,
                        "The project's digits as read aloud, for scripts; in a folder that has no charter yet");
    command->add_flag("--yes", options->yes, "Sign without asking, for scripts");
    command->callback([options, &context] {
        const auto proposal = read_proposal(options->proposal, context);
        if (!proposal) return context.fail(proposal.error());
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        const CharterContent& next = proposal->charter.content();
        context.out << next.name << ": charter version " << next.version << '\n';
        for (const CharterChange& change : project->changes_by(*proposal)) {
            context.out << "  " << name_of(change.kind) << ": " << change.subject;
            if (!change.name.empty()) context.out << " \"" << change.name << '"';
            if (!change.detail.empty()) context.out << " (" << change.detail << ')';
            context.out << '\n';
        }
        const bool may_sign = project->has_charter()
                                  ? agreed("Sign this?", options->yes, context)
                                  : fingerprint_agreed(proposal->charter.fingerprint(), options->fingerprint, context);
        if (!may_sign) return;
        if (auto done = project->sign(*proposal); !done) return context.fail(done.error());
        options->project.hand_on(*project, context);
    });
}

void add_accept(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::vector<std::string> files;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("accept", "Take what others have signed: further signatures, or the charter");
    command->add_option("FILE", options->files, "Proposals or charters that came back")->required();
    options->project.add_to(*command);
    command->callback([options, &context] {
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        for (const std::string& file : options->files) {
            const auto proposal = read_proposal(file, context);
            if (!proposal) return context.fail(proposal.error());
            if (auto taken = project->take(*proposal); !taken) return context.fail(about(file, taken.error()));
        }
        options->project.hand_on(*project, context);
    });
}

void add_pass_over(CLI::App& group, CommandContext& context)
{
    const auto project = std::make_shared<ProjectOption>();
    CLI::App* command =
        group.add_subcommand("pass-over", "Give up waiting for a proposal; the next change takes the number after it");
    project->add_to(*command);
    command->callback([project, &context] {
        auto opened = project->open(context);
        if (!opened) return context.fail(opened.error());
        if (auto passed = opened->pass_over_pending(); !passed) return context.fail(passed.error());
        context.out << "Passed over. Tell the others: nobody should sign it any more.\n";
    });
}

} // namespace

void add_project_sign_commands(CLI::App& group, CommandContext& context)
{
    add_join(group, context);
    add_sign(group, context);
    add_accept(group, context);
    add_pass_over(group, context);
}

} // namespace mahalla
