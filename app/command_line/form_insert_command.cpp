#include "command_line/commands.h"
#include "command_line/form_files.h"
#include "command_line/indicator_insertion.h"

#include "base/text.h"
#include "workbook/write_workbook.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

struct Options {
    std::string form, output;
    InsertionRequest request;
};

/// Nothing is written where anything fails; the questionnaire itself is never overwritten.
Result<void> insert(const Options& options, CommandContext& context)
{
    const FormReading reading = read_form_file(options.form, context);
    context.report(reading.diagnostics);
    if (!reading.form) return {};
    MAHALLA_TRY(const Workbook workbook, read_workbook_file(options.form, context, reading));
    MAHALLA_TRY(const Insertion made, with_indicators(workbook, *reading.form, options.request));
    const bool is_markdown = lower_ascii(options.output).ends_with(".md");
    MAHALLA_TRY(const Bytes bytes, is_markdown ? to_bytes(write_markdown(made.workbook)) : write_xlsx(made.workbook));
    if (auto written = context.write(options.output, bytes); !written) return written;
    for (const std::string& note : made.notes) context.err << note << '\n';
    return {};
}

} // namespace

void add_form_insert_command(CLI::App& program, CommandContext& context)
{
    CLI::App* command = program.get_subcommand("form")->add_subcommand(
        "insert-indicator", "Writes a workbook with questions and indicators of the library inserted");
    const auto options = std::make_shared<Options>();
    command->add_option("FORM", options->form, "Workbook (.xlsx, .xls, .csv, .md) or XForm (.xml)")->required();
    command
        ->add_option("NAME", options->request.names, "Instruments or indicators, as `mahalla indicator list` has them")
        ->required();
    command->add_option("--into", options->request.into, "The group or repeat at whose end the questions are put")
        ->type_name("GROUP");
    command->add_option("--language", options->request.language, "Of the words where the form names no languages")
        ->check(CLI::IsMember({"en", "fr", "ar"}))
        ->capture_default_str();
    command->add_option("-o,--output", options->output, "The workbook to write (.xlsx, .md)")
        ->type_name("OUT")
        ->required();
    command->callback([options, &context] {
        std::error_code ignored;
        if (std::filesystem::path(options->form).lexically_normal() ==
                std::filesystem::path(options->output).lexically_normal() ||
            std::filesystem::equivalent(options->form, options->output, ignored))
            throw CLI::ValidationError("--output", "The questionnaire itself would be overwritten; name another file.");
        if (const auto done = insert(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
