#include "command_line/commands.h"
#include "command_line/form_files.h"
#include "command_line/form_summary.h"
#include "form/external_choices.h"
#include "form/form_words.h"
#include "form/xml_name.h"
#include "interchange/ddi_codebook.h"
#include "workbook/write_workbook.h"
#include "xform/write_xform.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

struct Options {
    std::string form;
    bool as_json = false, is_lenient = false;
    std::string target, root_name, language, output;

    FormFileOptions reading() const { return {root_name, is_lenient ? Faults::Mend : Faults::Refuse}; }
};

using OptionsPointer = std::shared_ptr<Options>;

CLI::App* add(CLI::App& group, const OptionsPointer& options, const char* name, const char* what)
{
    CLI::App* command = group.add_subcommand(name, what);
    command->add_option("FORM", options->form, "Workbook (.xlsx, .xls, .csv, .md) or XForm (.xml)")->required();
    command->add_flag("--lenient", options->is_lenient, lenient_help);
    return command;
}

void check(const Options& options, CommandContext& context)
{
    FormReading reading = read_form_file(options.form, context, options.reading());
    if (context.exit_code != ExitCode::Done) return;
    check_result_sheets(reading);
    if (options.as_json) {
        context.out << to_json(reading.diagnostics) << '\n';
    } else {
        for (const Diagnostic& diagnostic : reading.diagnostics) context.out << to_line(diagnostic) << '\n';
        if (reading.diagnostics.empty()) context.out << "No problems.\n";
    }
    if (has_errors(reading.diagnostics)) context.exit_code = ExitCode::Problems;
}

/// The form, its diagnostics told; null where it cannot be used.
FormReading read(const Options& options, CommandContext& context)
{
    FormReading reading = read_form_file(options.form, context, options.reading());
    context.report(reading.diagnostics);
    return reading;
}

void info(const Options& options, CommandContext& context)
{
    const std::shared_ptr<const FormDefinition> form = read(options, context).form;
    if (!form) return;
    const FormSummary summary = summary_of(*form);
    if (options.as_json) {
        context.out << to_json(summary) << '\n';
        return;
    }
    context.out << summary.title << "\n"
                << summary.id << (summary.version.empty() ? "" : " version ") << summary.version << "\n"
                << summary.questions << " questions, " << summary.groups << " groups, " << summary.repeats
                << " repeats, " << summary.choices << " choices\n";
    for (const std::string& language : summary.languages) context.out << "language " << language << '\n';
    context.out << "hash " << summary.hash << '\n';
}

/// The bytes of the form in the format asked for. A workbook that becomes another keeps its sheets and columns as
/// written, unless it had to be mended.
Result<Bytes> converted(const Options& options, const FormReading& reading, CommandContext& context)
{
    if (options.target == "xform") return to_bytes(write_xform(*reading.form, options.root_name));
    if (options.target == "ddi") {
        MAHALLA_TRY(const std::size_t language, language_position(*reading.form, options.language));
        return to_bytes(write_ddi_codebook(*reading.form, language));
    }
    MAHALLA_TRY(const Workbook workbook, read_workbook_file(options.form, context, reading));
    return options.target == "xlsx" ? write_xlsx(workbook) : to_bytes(write_markdown(workbook));
}

/// What an XForm cannot hold of the questionnaire: the choices of select_one_external, which ODK Collect looks for in a
/// file of this name beside the form.
void write_itemsets(const Options& options, const FormDefinition& form, CommandContext& context)
{
    const ExtraSheet* sheet = form.find_extra_sheet(external_choices_sheet);
    if (options.target != "xform" || sheet == nullptr) return;
    if (options.output.empty()) {
        context.err << "mahalla: the external choices are left out: with -o OUT they are written beside it, to "
                    << external_choices_file << ".\n";
        return;
    }
    const auto path = std::filesystem::path(options.output).parent_path() / external_choices_file;
    if (auto written = context.write(path, to_bytes(itemsets_csv(*sheet))); !written)
        return context.fail(written.error());
    context.err << "mahalla: the external choices are in " << path.string() << "; it belongs beside the form.\n";
}

/// Reading goes before writing, but a questionnaire that is gone when its second form is wrong is gone for good.
bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b)
{
    std::error_code ignored;
    return a.lexically_normal() == b.lexically_normal() || std::filesystem::equivalent(a, b, ignored);
}

void convert(const Options& options, CommandContext& context)
{
    if (!options.output.empty() && is_same_file(options.form, options.output))
        throw CLI::ValidationError("--output", "The questionnaire itself would be overwritten; name another file.");
    if (!options.root_name.empty() && options.target != "xform")
        context.err << "mahalla: --name is for an XForm; a workbook says it in its settings.\n";
    const FormReading reading = read(options, context);
    if (!reading.form) return;
    const Result<Bytes> bytes = converted(options, reading, context);
    if (!bytes) return context.fail(bytes.error());
    if (options.output.empty())
        context.out << as_text(*bytes);
    else if (auto written = context.write(options.output, *bytes); !written)
        return context.fail(written.error());
    write_itemsets(options, *reading.form, context);
}

} // namespace

void add_form_command(CLI::App& program, CommandContext& context)
{
    CLI::App* group = program.add_subcommand("form", "Questionnaires: check, describe, convert");
    group->require_subcommand(1);
    const auto options = std::make_shared<Options>();

    CLI::App* check_command = add(*group, options, "check", "Print what is wrong with a questionnaire, and what to do");
    check_command->add_flag("--json", options->as_json, "One JSON document");
    check_command->callback([options, &context] { check(*options, context); });

    CLI::App* info_command = add(*group, options, "info", "Describe a questionnaire");
    info_command->add_flag("--json", options->as_json, "One JSON document");
    info_command->callback([options, &context] { info(*options, context); });

    CLI::App* convert_command = add(*group, options, "convert", "Write a questionnaire in another format");
    convert_command->add_option("--to", options->target, "Format")
        ->required()
        ->check(CLI::IsMember({"xform", "xlsx", "markdown", "ddi"}));
    convert_command->add_option("--name", options->root_name, "Name of the record's root element")
        ->type_name("ROOT")
        ->check([](const std::string& name) {
            const bool is_name = is_xml_name(name) && name.find(':') == std::string::npos;
            return std::string(is_name ? "" : "a name begins with a letter and holds letters, digits, - _ . only");
        });
    convert_command->add_option("--language", options->language, "Of a DDI codebook: which labels go first");
    convert_command->add_option("-o,--output", options->output, "File to write; standard output without")
        ->type_name("OUT");
    convert_command->callback([options, &context] { convert(*options, context); });
}

} // namespace mahalla
