#pragma once
#include "base/bytes.h"
#include "base/result.h"
#include "form/form_definition.h"
#include "record/flat_record.h"

#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// One file of an export.
struct ExportedFile {
    std::string name;
    std::string content;
};

/// Records as ODK Central exports them: `NAME.csv` with a line a record, and `NAME-REPEAT.csv` for each repeat.
///
/// Columns are questions in the form's order, groups in front with hyphens ("house-rooms"); a `KEY` a line
/// (`uuid:…`), and in a repeat `PARENT_KEY` and `KEY` (`uuid:…/person[1]`); geopoints in four columns. Answers that are
/// not relevant are left out, as in a submission; so are records that are deleted or masked, and those of other forms.
/// Holds answers: only for readers of records, never for publication.
std::vector<ExportedFile> write_record_csv(const FormDefinition& form, std::span<const Record> records);
/// The same of flat records, of which one at a time becomes a whole one.
std::vector<ExportedFile> write_record_csv(const FormDefinition& form, std::span<const FlatRecord> records);

} // namespace mahalla
