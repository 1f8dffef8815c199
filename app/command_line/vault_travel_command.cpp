#include "command_line/agreement.h"
#include "command_line/commands.h"
#include "command_line/project_option.h"
#include "command_line/scanned_file.h"
#include "command_line/vault_option.h"
#include "crypto/scan_text.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

constexpr std::size_t answer_bytes_max = 1024;

void turn_on(const VaultOption& option, CommandContext& context)
{
    const auto passphrase = read_passphrase(option.passphrase, context, "Passphrase: ");
    if (!passphrase) return context.fail(passphrase.error());
    auto vault = option.unlock(context, *passphrase);
    if (!vault) return context.fail(vault.error());
    if (auto begun = vault->begin_travel(*passphrase); !begun) return context.fail(begun.error());
    context.out << "Travel mode is on: the passphrase alone does not open this vault any more.\n";
}

void turn_off(const VaultOption& option, const std::string& answer_file, CommandContext& context)
{
    if (answer_file.empty())
        return context.fail({ErrorKind::Refused, "Turning travel mode off needs the answer to the vault's challenge: "
                                                 "--answer FILE."});
    const auto answer = context.read(answer_file, answer_bytes_max);
    if (!answer) return context.fail(answer.error());
    const auto passphrase = read_passphrase(option.passphrase, context, "Passphrase: ");
    if (!passphrase) return context.fail(passphrase.error());
    auto vault = Vault::unlock_with_answer(option.path(), *passphrase, *answer, store_environment(context));
    if (!vault) return context.fail(about(option.path(), vault.error()));
    if (auto ended = vault->end_travel(*passphrase); !ended) return context.fail(ended.error());
    context.out << "Travel mode is off: the passphrase opens this vault.\n";
}

void add_travel(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string state, answer;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand(
        "travel", "On the way the vault opens only after the supervisor answered a challenge: on or off");
    command->add_option("STATE", options->state, "on or off")->required()->check(CLI::IsMember({"on", "off"}));
    options->vault.add_to(*command);
    command->add_option("--answer", options->answer, "With off: the answer to the vault's last challenge")
        ->type_name("FILE");
    command->callback([options, &context] {
        if (options->state == "on") return turn_on(options->vault, context);
        turn_off(options->vault, options->answer, context);
    });
}

void add_challenge(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string output;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("challenge", "Ask to be let in: writes a small file for the supervisor, shows digits");
    options->vault.add_to(*command);
    command->add_option("-o,--output", options->output, "The file to write")->required()->type_name("FILE");
    command->callback([options, &context] {
        const auto passphrase = read_passphrase(options->vault.passphrase, context, "Passphrase: ");
        if (!passphrase) return context.fail(passphrase.error());
        const auto bytes = Vault::challenge(options->vault.path(), *passphrase, store_environment(context));
        if (!bytes) return context.fail(about(options->vault.path(), bytes.error()));
        const auto challenge = TravelChallenge::parse(*bytes);
        if (!challenge) return context.fail(challenge.error());
        if (auto written = context.write(options->output, *bytes); !written) return context.fail(written.error());
        context.out << challenge->fingerprint() << '\n';
    });
}

/// In a file as the laptop wrote it, as the text of its QR code, or as a picture of it.
Result<TravelChallenge> read_challenge(const std::string& file, CommandContext& context)
{
    MAHALLA_TRY(Bytes bytes, read_scanned(file, context));
    if (is_scan_text(as_text(bytes))) {
        auto challenge = challenge_of_scan_text(as_text(bytes));
        if (!challenge) return tl::unexpected(about(file, challenge.error()));
        bytes = *std::move(challenge);
    }
    return TravelChallenge::parse(bytes);
}

void answer(const TravelChallenge& challenge, const BoxKeyPair& keys, const std::string& fingerprint,
            const std::string& output, CommandContext& context)
{
    const auto traveller = challenge.traveller(keys);
    if (!traveller) return context.fail(traveller.error());
    context.out << traveller->device.text() << "  " << in_one_line(traveller->label) << '\n';
    context.err << "This opens the vault of that device and person.\nAnswer only where you hear this person, and hear "
                   "that nobody stands over them.\n";
    if (!fingerprint_agreed(challenge.fingerprint(), fingerprint, context)) return;
    const auto answered = challenge.answer(keys);
    if (!answered) return context.fail(answered.error());
    if (auto written = context.write(output, *answered); !written) return context.fail(written.error());
}

void add_answer(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string challenge, project, fingerprint, output;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("answer", "Let a travelling vault in, after comparing its digits aloud");
    command
        ->add_option("CHALLENGE", options->challenge,
                     "The file the traveller's laptop wrote, or a picture of its QR code")
        ->required();
    options->vault.add_to(*command);
    command->add_option("--project", options->project, "Answer with headquarters' key instead of a supervisor's")
        ->type_name("DIR");
    command->add_option("--fingerprint", options->fingerprint, "The digits as read aloud, for scripts");
    command->add_option("-o,--output", options->output, "The answer to write")->required()->type_name("FILE");
    command->callback([options, &context] {
        const auto challenge = read_challenge(options->challenge, context);
        if (!challenge) return context.fail(challenge.error());
        if (options->project.empty()) {
            const auto vault = options->vault.unlock(context);
            if (!vault) return context.fail(vault.error());
            return answer(*challenge, vault->box_keys(), options->fingerprint, options->output, context);
        }
        const auto project = ProjectOption{options->project, options->vault.passphrase}.open(context);
        if (!project) return context.fail(project.error());
        answer(*challenge, project->reader_keys(), options->fingerprint, options->output, context);
    });
}

} // namespace

void add_vault_travel_commands(CLI::App& group, CommandContext& context)
{
    add_travel(group, context);
    add_challenge(group, context);
    add_answer(group, context);
}

} // namespace mahalla
