#include "command_line/commands.h"
#include "command_line/form_files.h"
#include "command_line/language_option.h"
#include "command_line/project_option.h"
#include "command_line/recovery_input.h"
#include "command_line/sheet_output.h"
#include "command_line/vault_option.h"
#include "crypto/recovery_text.h"
#include "xform/own_extensions.h"
#include "xform/write_xform.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

using nlohmann::json;

void print_charter(const Charter& charter, bool as_json, CommandContext& context)
{
    const CharterContent& content = charter.content();
    if (as_json) {
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
        context.out << json{{"project", content.project.text()},
                            {"name", content.name},
                            {"version", content.version},
                            {"fingerprint", charter.fingerprint()},
                            {"recipients", content.recipients.size()},
                            {"supervisors", content.supervisors.size()},
                            {"servers", servers},
                            {"forms", forms},
                            {"live", content.policy.escrow_tested}}
                           .dump()
                    << '\n';
        return;
    }
    context.out << content.name << "\n  charter       version " << content.version << "\n  fingerprint   "
                << charter.fingerprint() << "\n  recipients    " << content.recipients.size() << "\n  supervisors   "
                << content.supervisors.size() << '\n';
    for (const CharterForm& form : content.forms)
        context.out << "  questionnaire " << form.id << " " << form.version << (form.is_open ? "" : " (closed)")
                    << '\n';
    for (const ServerPin& server : content.servers) context.out << "  server        " << server.url << '\n';
    if (!content.policy.escrow_tested)
        context.out
            << "  not live yet: open the test event with the words of the escrow sheet (mahalla project test-escrow)\n";
}

void add_create(CLI::App& group, CommandContext& context)
{
    struct Options {
        std::string folder, name, sheet;
        std::vector<std::string> administrators = {"Administrator"};
        unsigned threshold = 1;
        PassphraseOption passphrase;
        LanguageOption language;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("create", "Make a project: administrators' keys, charter 1, escrow sheet");
    command->add_option("DIR", options->folder, "Folder to make")->required();
    command->add_option("--name", options->name, "Name of the project")->required();
    command->add_option("--threshold", options->threshold, "How many administrators must sign a charter")
        ->capture_default_str();
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
        founding.threshold = static_cast<std::uint8_t>(std::min(options->threshold, 255u));
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
        print_charter(charter, false, context);
        context.err << "The escrow sheet is in " << output->path().string() << ", checksum "
                    << recovery_checksum_of(*seed) << ": print it, lock the paper away, delete the file.\n";
    });
}

void add_publish(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectOption project;
        std::string form;
        bool sensitive = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("publish", "Sign a questionnaire into the charter");
    options->project.add_to(*command);
    command->add_option("--form", options->form, "Workbook or XForm")->required()->type_name("FORM");
    command->add_flag("--sensitive", options->sensitive, "No laptop keeps what it finalised");
    command->callback([options, &context] {
        const FormReading reading = read_form_file(options->form, context);
        context.report(reading.diagnostics);
        if (!reading.form) return;
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
    });
}

void add_show(CLI::App& group, CommandContext& context)
{
    const auto project = std::make_shared<ProjectOption>();
    const auto as_json = std::make_shared<bool>(false);
    CLI::App* command = group.add_subcommand("show", "What the charter says");
    project->add_to(*command);
    command->add_flag("--json", *as_json, "One JSON document");
    command->callback([project, as_json, &context] {
        auto opened = project->open(context);
        if (!opened) return context.fail(opened.error());
        print_charter(opened->charter(), *as_json, context);
    });
}

void add_server(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectOption project;
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
        if (!options->charter.empty())
            if (auto written = context.write(options->charter, project->charter().bytes()); !written)
                return context.fail(written.error());
        context.out << "charter version " << project->charter().content().version << '\n';
    });
}

void add_test_escrow(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectOption project;
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
        context.out << "The escrow key opened the test event: the project is live.\n";
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
}

} // namespace mahalla
