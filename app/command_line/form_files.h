#pragma once
#include "command_line/command.h"
#include "form/form_definition.h"
#include "workbook/workbook.h"

#include <filesystem>
#include <string>

namespace mahalla {

/// How a questionnaire is opened.
struct FormFileOptions {
    /// The name of the record's root element, where a workbook does not say it itself; empty for its own default.
    std::string root_name;
    /// `Mend` loads what can be loaded of a faulty workbook (--lenient). An XForm is read strictly in any case.
    Faults faults = Faults::Refuse;
};

inline constexpr const char* lenient_help = "Load what can be loaded of a faulty workbook, and say what was left out";

/// Opens a questionnaire of any kind, told apart by the ending of its name: an XForm (.xml), a workbook (.xlsx, .xls,
/// .csv) or Markdown tables (.md). A file that cannot be read is a diagnostic too: file-unreadable, file-kind-unknown.
FormReading read_form_file(Disk& disk, const std::filesystem::path& path, const FormFileOptions& options = {});

/// The same; where the disk fails, the exit code says so and the message has been printed.
FormReading read_form_file(const std::filesystem::path& path, CommandContext& context,
                           const FormFileOptions& options = {});

/// Adds what is wrong with the definitions of results that travel in the form: its sheets indicators, disaggregation,
/// design and publication. The form can be answered without them, so it stays.
void check_result_sheets(FormReading& reading);

/// The workbook that a questionnaire is written in, with every sheet and column; for an XForm, or a workbook that was
/// mended to be read, one that says what the form says. Fails as the disk does, or with `Invalid` where the file is no
/// workbook.
Result<Workbook> read_workbook_file(const std::filesystem::path& path, CommandContext& context,
                                    const FormReading& reading);

} // namespace mahalla
