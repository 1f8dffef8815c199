#include "command_line/commands.h"
#include "command_line/form_files.h"
#include "command_line/language_option.h"
#include "command_line/project_change_option.h"
#include "command_line/recovery_input.h"
#include "command_line/sheet_output.h"
#include "command_line/vault_option.h"
#include "crypto/recovery_text.h"
#include "xform/own_extensions.h"
#include "xform/write_xform.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

using nlohmann::json;

json as_json(const Project& project)
{
    const Charter& charter = project.charter();
    const CharterContent& content = charter.content();
    json forms = json::array();
    for (const CharterForm& form : content.forms)
        forms.push_back({{"id", form.id},
                         {"version", form.version},
                         {"title", form.title},
                         {"hash", form.hash.text()},
                         {"open", form.is_open}});
    json servers = json::array();
    for (const ServerPin& server : content.servers)
        servers.push_back({{"url", server.url}, {"key", to_hex(server.box_key.bytes)}});
    json revocations = json::array();
    for (const Revocation& one : content.revocations)
        revocations.push_back({{"device", one.device.text()}, {"last_good", one.last_good_sequence}});
    json shown{{"project", content.project.text()},
               {"name", content.name},
               {"version", content.version},
               {"fingerprint", charter.fingerprint()},
               {"administrators", content.administrators.size()},
               {"threshold", content.threshold},
               {"recipients", content.recipients.size()},
               {"supervisors", content.supervisors.size()},
               {"servers", servers},
               {"forms", forms},
               {"revocations", revocations},
               {"expires", content.expires ? json(instant_to_text(*content.expires)) : json()},
               {"live", content.policy.escrow_tested}};
    if (const Charter* const waiting = project.pending())
        shown["proposal"] = {{"version", waiting->content().version},
                             {"signatures", waiting->signatures_of(content)},
                             {"fingerprint", waiting->fingerprint()}};
    return shown;
}

void print_project(const Project& project, CommandContext& context)
{
    const CharterContent& content = project.charter().content();
    const auto line = [&](const char* what) -> std::ostream& {
        return context.out << "  " << std::left << std::setw(14) << what;
    };
    context.out << content.name << '\n';
    line("charter") << "version " << content.version << '\n';
    line("fingerprint") << project.charter().fingerprint() << '\n';
    line("administrators") << ' ' << content.threshold + 0U << " of " << content.administrators.size()
                           << " must sign\n";
    const auto escrows = std::ranges::count(content.recipients, RecipientKind::OfflineEscrow, &Recipient::kind);
    line("recipients") << content.recipients.size() << ", of them " << escrows << " in escrow\n";
    line("supervisors") << content.supervisors.size() << '\n';
    for (const CharterForm& form : content.forms)
        line("questionnaire") << form.id << " " << form.version << (form.is_open ? "" : " (closed)") << '\n';
    for (const ServerPin& server : content.servers) line("server") << server.url << '\n';
    for (const Revocation& one : content.revocations)
        line("revoked") << one.device.text() << " after its event " << one.last_good_sequence << '\n';
    if (content.expires)
        line("expires") << instant_to_text(*content.expires)
                        << (context.clock.now() > *content.expires
                                ? " (it has: nothing changes until `mahalla project policy --expires`)"
                                : "")
                        << '\n';
    if (const Charter* const waiting = project.pending())
        context.out << "  a proposal for version " << waiting->content().version
                    << " waits for signatures (mahalla project sign, accept, pass-over)\n";
    if (!content.policy.escrow_tested)
        context.out << "  not live yet: no field worker is enrolled and nothing sealed until the words of the escrow "
                       "sheet opened a test event (mahalla project test-escrow)\n";
}

void add_create(CLI::App& group, CommandContext& context)
{
    struct Options {
        std::string folder, name, sheet;
        std::vector<std::string> administrators = {"Administrator"};
        unsigned threshold = 0;
        PassphraseOption passphrase;
        LanguageOption language;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("create", "Make a project: administrators' keys, charter 1, escrow sheet");
    command->add_option("DIR", options->folder, "Folder to make")->required();
    command->add_option("--name", options->name, "Name of the project")->required();
    command->add_option("--threshold", options->threshold,
                        "How many administrators must sign a charter (default: the smallest majority)");
    command->add_option("--administrator", options->administrators,
                        "Label of an administrator (may be given several times)");
    command
        ->add_option("--sheet,--escrow-sheet", options->sheet,
                     "File for the escrow sheet: .pdf to print, or .txt (default: DIR/escrow-sheet.txt)")
        ->type_name("FILE");
    options->passphrase.add_to(*command);
    options->language.add_to(*command);
    command->callback([options, &context] {
        const auto output =
            SheetOutput::open(options->sheet.empty() ? std::filesystem::path(options->folder) / "escrow-sheet.txt"
                                                     : std::filesystem::path(options->sheet),
                              options->language.code(), context);
        if (!output) return context.fail(output.error());
        const auto passphrase = read_new_passphrase(options->passphrase, options->language.words(), context);
        if (!passphrase) return context.fail(passphrase.error());
        ProjectFounding founding;
        founding.name = options->name;
        founding.administrators = options->administrators;
        const std::size_t smallest = options->administrators.size() / 2 + 1;
        founding.threshold = static_cast<std::uint8_t>(
            std::min<std::size_t>(options->threshold == 0 ? smallest : options->threshold, 255));
        auto created = Project::create(options->folder, founding, *passphrase, store_environment(context));
        if (!created) return context.fail(created.error());
        const auto seed = secret_of_recovery_text(created->escrow_sheet, RecoveryKind::EscrowKey);
        if (!seed) return context.fail(seed.error());
        const Charter& charter = created->project.charter();
        const RecoverySheet sheet{*seed, options->language.words(), charter.content().name, charter.fingerprint()};
        if (auto written = output->write(sheet, context); !written) {
            context.fail(written.error());
            context.err << "The escrow key is nowhere but on the sheet that was not written: delete " << options->folder
                        << " and make the project again.\n";
            return;
        }
        print_project(created->project, context);
        context.err << "The escrow sheet is in " << output->path().string() << ", checksum "
                    << recovery_checksum_of(*seed) << ": print it, lock the paper away, delete the file.\n";
    });
}

void add_publish(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::string form;
        bool sensitive = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("publish", "Sign a questionnaire into the charter");
    options->project.add_to(*command);
    command->add_option("--form", options->form, "Workbook or XForm")->required()->type_name("FORM");
    command->add_flag("--sensitive", options->sensitive, "No laptop keeps what it finalised");
    command->callback([options, &context] {
        FormReading reading = read_form_file(options->form, context);
        check_result_sheets(reading);
        context.report(reading.diagnostics);
        // A charter's questionnaire is there to stay: one whose results cannot be made is put right first.
        if (!reading.form || has_errors(reading.diagnostics)) return;
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        CharterForm details;
        details.id = reading.form->id();
        details.version = reading.form->version();
        details.title = reading.form->title();
        details.retain_local = options->sensitive ? RetainLocal::Never : RetainLocal::UntilRead;
        const auto hash =
            project->publish_form(as_bytes(with_own_extensions(write_xform(*reading.form), *reading.form)), details);
        if (!hash) return context.fail(hash.error());
        context.out << details.id << ' ' << details.version << ' ' << hash->text() << '\n';
        options->project.hand_on(*project, context, ProjectChangeOption::Say::OnlyWhatWaits);
    });
}

void add_show(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectOption project;
        std::string output;
        bool json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("show", "What the charter says");
    options->project.add_to(*command);
    command->add_option(
        "-o,--output", options->output,
        "File for laptops and other administrators: the charter with its questionnaires, or the proposal "
        "that waits");
    command->add_flag("--json", options->json, "One JSON document");
    command->callback([options, &context] {
        auto opened = options->project.open(context);
        if (!opened) return context.fail(opened.error());
        if (!options->output.empty())
            if (auto written = write_for_the_others(*opened, options->output, context); !written)
                return context.fail(written.error());
        if (!opened->has_charter()) {
            const EnrolmentRequest& request = *opened->request();
            if (options->json)
                context.out << json{{"administrator", request.label()}, {"fingerprint", request.fingerprint()}}.dump()
                            << '\n';
            else
                context.out << "No charter yet. The request of this administrator: " << request.fingerprint() << '\n';
        } else if (options->json) {
            context.out << as_json(*opened).dump() << '\n';
        } else {
            print_project(*opened, context);
        }
    });
}

void add_server(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::string request, url, fingerprint, charter;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("add-server", "Pin a server's keys in the charter");
    options->project.add_to(*command);
    command->add_option("--request", options->request, "The file server.request that mahalla-server wrote")->required();
    command->add_option("--url", options->url, "Where laptops find it")->required();
    command->add_option("--fingerprint", options->fingerprint, "Six groups of five digits, as the server shows them")
        ->required();
    command->add_option("--charter", options->charter, "File for the new charter, which the server needs at its start");
    command->callback([options, &context] {
        const auto bytes = context.read(options->request, EnrolmentRequest::bytes_max);
        if (!bytes) return context.fail(bytes.error());
        const auto request = EnrolmentRequest::parse(*bytes);
        if (!request) return context.fail(request.error());
        if (request->role() != Role::Server)
            return context.fail({ErrorKind::Invalid, "This is a person's request, not a server's."});
        if (request->fingerprint() != options->fingerprint)
            return context.fail({ErrorKind::Refused, "The digits are not those of this request: ask again, aloud."});
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        if (auto added = project->add_server({options->url, request->signing_key(), request->box_key(), {}}); !added)
            return context.fail(added.error());
        if (!options->charter.empty() && project->pending() == nullptr)
            if (auto written = context.write(options->charter, project->charter().bytes()); !written)
                return context.fail(written.error());
        options->project.hand_on(*project, context);
    });
}

void add_test_escrow(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        RecoveryInput input;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("test-escrow", "Open a test event with the escrow sheet: the project may then go live");
    options->project.add_to(*command);
    options->input.add_to(*command);
    command->callback([options, &context] {
        const auto typed = options->input.read(context);
        if (!typed) return context.fail(typed.error());
        if (const auto read = secret_of_recovery_text(*typed, RecoveryKind::EscrowKey); !read) {
            context.fail(read.error());
            tell_mistyped_word(*typed, context);
            return;
        }
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        if (auto tested = project->test_escrow(*typed); !tested) return context.fail(tested.error());
        if (project->pending() == nullptr)
            context.out << "The escrow key opened the test event: the project is live.\n";
        options->project.hand_on(*project, context, ProjectChangeOption::Say::OnlyWhatWaits);
    });
}

} // namespace

void add_project_command(CLI::App& program, CommandContext& context)
{
    CLI::App* group = program.add_subcommand("project", "Projects: keys, charter, questionnaires");
    group->require_subcommand(1);
    add_create(*group, context);
    add_publish(*group, context);
    add_show(*group, context);
    add_server(*group, context);
    add_test_escrow(*group, context);
    add_project_sign_commands(*group, context);
    add_project_recipient_commands(*group, context);
    add_project_administrator_commands(*group, context);
    add_project_supervisor_commands(*group, context);
    add_project_revoke_commands(*group, context);
    add_project_erase_record_command(*group, context);
    add_project_policy_command(*group, context);
    add_project_close_command(*group, context);
}

} // namespace mahalla
