#pragma once
#include "interchange/export_folder.h"
#include "interchange/record_sheet.h"
#include "interchange/record_source.h"

#include <span>
#include <vector>

namespace mahalla {

/// Records as ODK Central exports them: `NAME.csv` with a line a record, and `NAME-REPEAT.csv` for each repeat.
///
/// Columns are questions in the form's order, groups in front with hyphens ("house-rooms"); a `KEY` a line
/// (`uuid:…`), and in a repeat `PARENT_KEY` and `KEY` (`uuid:…/person[1]`); geopoints in four columns; where `layout`
/// says so, "needs/water" with 1 or 0 for each choice. Answers that are not relevant are left out, as in a submission;
/// so are records that are deleted or masked, and those of other forms. UTF-8; what a spreadsheet program would take
/// for a formula has an apostrophe in front (csv_cell.h), which `ExportReader` takes away again.
///
/// One pass, the memory of one record. Fails as the source and the folder do. Holds answers: only for readers of
/// records, never for publication.
Result<void> write_record_csv(const FormDefinition& form, const SheetLayout& layout, RecordSource& records,
                              ExportFolder& folder);

/// The same for a few records that are in memory.
std::vector<ExportedFile> write_record_csv(const FormDefinition& form, std::span<const Record> records);

} // namespace mahalla
