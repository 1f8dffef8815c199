#include "command_line/form_files.h"

#include "base/text.h"
#include "fieldwork/results_maker.h"
#include "review/review.h"
#include "workbook/read_workbook.h"
#include "xform/read_xform.h"
#include "xlsform/read_xlsform.h"
#include "xlsform/workbook_of_form.h"

namespace mahalla {

namespace {

constexpr std::uint64_t form_bytes_max = 64 * 1024 * 1024;

FormReading refused(std::string code, std::string message, std::string help)
{
    FormReading reading;
    Diagnostic& diagnostic = reading.diagnostics.emplace_back();
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    return reading;
}

FormReading read_questionnaire_workbook(const std::filesystem::path& path, ByteView bytes,
                                        const FormFileOptions& options)
{
    const Result<WorkbookReading> workbook = read_workbook(bytes, path.filename().string());
    if (!workbook)
        return refused("workbook-unreadable", workbook.error().message,
                       "Open it in a spreadsheet program and save it again.");
    FormReading reading = read_xlsform(workbook->workbook, {options.root_name, options.faults});
    reading.diagnostics.insert(reading.diagnostics.begin(), workbook->diagnostics.begin(), workbook->diagnostics.end());
    return reading;
}

FormReading read_unreviewed(const std::filesystem::path& path, ByteView bytes, const FormFileOptions& options)
{
    const std::string ending = lower_ascii(path.extension().string());
    if (ending == ".xml") return read_xform(bytes);
    for (const char* workbook_ending : {".xlsx", ".xlsm", ".xls", ".csv", ".md", ".markdown"})
        if (ending == workbook_ending) return read_questionnaire_workbook(path, bytes, options);
    return refused("file-kind-unknown", "The file's name does not end as a questionnaire's does.",
                   "Name it .xlsx, .xls, .csv, .md or .xml, after what it is.");
}

FormReading read_form(const std::filesystem::path& path, ByteView bytes, const FormFileOptions& options)
{
    FormReading reading = read_unreviewed(path, bytes, options);
    if (!reading.form) return reading;
    const Diagnostics advice = review(*reading.form);
    reading.diagnostics.insert(reading.diagnostics.end(), advice.begin(), advice.end());
    return reading;
}

} // namespace

FormReading read_form_file(Disk& disk, const std::filesystem::path& path, const FormFileOptions& options)
{
    const Result<Bytes> bytes = disk.read(path, form_bytes_max);
    if (!bytes) return refused("file-unreadable", bytes.error().message, "Check the file's name and where it lies.");
    return read_form(path, *bytes, options);
}

FormReading read_form_file(const std::filesystem::path& path, CommandContext& context, const FormFileOptions& options)
{
    const Result<Bytes> bytes = context.read(path, form_bytes_max);
    if (bytes) return read_form(path, *bytes, options);
    context.fail(bytes.error());
    return {};
}

void check_result_sheets(FormReading& reading)
{
    if (reading.form) read_result_definitions(*reading.form, reading.diagnostics);
}

Result<Workbook> read_workbook_file(const std::filesystem::path& path, CommandContext& context,
                                    const FormReading& reading)
{
    if (reading.mended || lower_ascii(path.extension().string()) == ".xml") {
        WorkbookOfForm made = workbook_of(*reading.form);
        context.report(made.lost);
        return std::move(made.workbook);
    }
    MAHALLA_TRY(const Bytes bytes, context.read(path, form_bytes_max));
    MAHALLA_TRY(WorkbookReading written, read_workbook(bytes, path.filename().string()));
    return std::move(written.workbook);
}

} // namespace mahalla
