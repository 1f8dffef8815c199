#include "bundle/bundle_header.h"
#include "command_line/agreement.h"
#include "command_line/commands.h"
#include "command_line/erasures_told.h"
#include "command_line/project_option.h"
#include "command_line/request_code.h"
#include "command_line/vault_option.h"
#include "exchange/enrolment_in_bundle.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

void add_request(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string label, role = "field-worker", output, picture;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("request", "Ask to be enrolled: a small file or a QR code for the supervisor");
    options->vault.add_to(*command);
    command->add_option("--label", options->label, "What the supervisor calls this person")->required();
    command->add_option("--role", options->role, "field-worker or supervisor")
        ->check(CLI::IsMember({"field-worker", "supervisor"}))
        ->capture_default_str();
    CLI::Option_group* const ways = command->add_option_group("ways", "How the request travels");
    ways->add_option("-o,--output", options->output, "The file to write")->type_name("FILE");
    ways->add_option("--qr", options->picture, "Show it as a QR code: a .png or .svg file, or `terminal`")
        ->type_name("PICTURE");
    ways->require_option(1, 2);
    command->callback([options, &context] {
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        const auto request = vault->request_enrolment(
            options->role == "supervisor" ? Role::Supervisor : Role::FieldWorker, options->label);
        if (!request) return context.fail(request.error());
        if (!options->output.empty())
            if (auto written = context.write(options->output, request->bytes()); !written)
                return context.fail(written.error());
        if (!options->picture.empty())
            if (auto shown = show_request_code(*request, options->picture, context); !shown)
                return context.fail(shown.error());
        context.out << request->fingerprint() << '\n';
    });
}

void add_approve(CLI::App& group, CommandContext& context)
{
    struct Options {
        std::string request, project, fingerprint, output;
        std::vector<std::string> scope;
        VaultOption vault;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("approve", "Sign a laptop's keys after comparing its digits aloud");
    command->add_option("REQUEST", options->request, "The file the laptop wrote, or a picture of its QR code")
        ->required();
    command->add_option("--project", options->project, "Sign as the project's administrators (needed for supervisors)")
        ->type_name("DIR");
    options->vault.add_to(*command);
    command->add_option("--fingerprint", options->fingerprint, "The digits as read aloud, for scripts");
    command->add_option("--area", options->scope, "Code of an area the laptop may report from (default: all)");
    command->add_option("-o,--output", options->output, "The reply to write")->required()->type_name("FILE");
    command->callback([options, &context] {
        const auto request = read_request(options->request, context);
        if (!request) return context.fail(request.error());
        if (!fingerprint_agreed(request->fingerprint(), options->fingerprint, context)) return;

        const auto reply = [&]() -> Result<EnrolmentReply> {
            if (options->project.empty()) {
                MAHALLA_TRY(auto vault, options->vault.unlock(context));
                return vault.approve_enrolment(*request, options->scope);
            }
            MAHALLA_TRY(auto project, (ProjectOption{options->project, options->vault.passphrase}.open(context)));
            return project.approve_enrolment(*request, options->scope);
        }();
        if (!reply) return context.fail(reply.error());
        const auto sealed = reply->seal(request->box_key());
        if (!sealed) return context.fail(sealed.error());
        if (auto written = context.write(options->output, *sealed); !written) return context.fail(written.error());
        context.out << reply->charter.fingerprint() << '\n';
    });
}

/// The reply comes as a file of its own, or within what a supervisor exports to the team.
Result<bool> comes_as_bundle(const std::filesystem::path& file, CommandContext& context)
{
    constexpr std::size_t beginning_bytes = 16;
    MAHALLA_TRY(const auto opened, context.open(file));
    MAHALLA_TRY(const Bytes beginning, opened->read(beginning_bytes));
    return begins_bundle(beginning);
}

Result<EnrolmentReply> reply_in_file(const Vault& vault, const std::filesystem::path& file, CommandContext& context)
{
    MAHALLA_TRY(const Bytes bytes, context.read(file, EnrolmentReply::bytes_max));
    return vault.read_enrolment_reply(bytes);
}

void add_accept(CLI::App& group, CommandContext& context)
{
    struct Options {
        std::string reply, fingerprint;
        VaultOption vault;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("accept", "Take the supervisor's reply after comparing the project's digits");
    command->add_option("REPLY", options->reply, "The file that came back, or a bundle for the team")->required();
    options->vault.add_to(*command);
    command->add_option("--fingerprint", options->fingerprint, "The project's digits as read aloud, for scripts");
    command->callback([options, &context] {
        const auto is_from_bundle = comes_as_bundle(options->reply, context);
        if (!is_from_bundle) return context.fail(is_from_bundle.error());
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        const auto reply = *is_from_bundle ? enrolment_in_bundle(*vault, context.disk, options->reply)
                                           : reply_in_file(*vault, options->reply, context);
        if (!reply) return context.fail(reply.error());
        if (!fingerprint_agreed(reply->charter.fingerprint(), options->fingerprint, context)) return;
        if (auto accepted = vault->accept_enrolment(*reply); !accepted) return context.fail(accepted.error());
        context.out << "Enrolled, with " << vault->forms().size() << " questionnaires.\n";
    });
}

void add_update(CLI::App& group, CommandContext& context)
{
    struct Options {
        std::string charter;
        VaultOption vault;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("update", "Take the project's newest charter, with its questionnaires");
    command->add_option("CHARTER", options->charter, "The file that `mahalla project` wrote with -o")->required();
    options->vault.add_to(*command);
    command->callback([options, &context] {
        const auto bytes = context.read(options->charter, CharterProposal::bytes_max);
        if (!bytes) return context.fail(bytes.error());
        const auto brought = CharterProposal::parse(*bytes);
        if (!brought) return context.fail(about(options->charter, brought.error()));
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        Incoming incoming;
        incoming.charters = {brought->charter.bytes()};
        incoming.forms = brought->forms;
        const auto report = vault->take_in(incoming);
        if (!report) return context.fail(report.error());
        for (const Error& refused : report->refused) context.fail(refused);
        if (vault->charter() != nullptr)
            context.out << "charter version " << vault->charter()->content().version << '\n';
        if (report->released_from_quarantine > 0)
            context.err << report->released_from_quarantine << " events came out of quarantine.\n";
        tell_erasures(*vault, context);
    });
}

} // namespace

void add_enrol_command(CLI::App& program, CommandContext& context)
{
    CLI::App* group = program.add_subcommand("enrol", "Bring a laptop into the project");
    group->require_subcommand(1);
    add_request(*group, context);
    add_approve(*group, context);
    add_accept(*group, context);
    add_update(*group, context);
}

} // namespace mahalla
