#pragma once
#include "form/form_definition.h"
#include "indicator/data_table.h"
#include "indicator/missing_codes.h"
#include "record/flat_record.h"

#include <span>

namespace mahalla {

/// Makes rows of what was said, by unit of analysis: the household (one row a record) or the rows of one repeat
/// (persons), each with the answers of the record around it.
///
/// Columns carry the question's name; where two questions of the form share a name, the later ones carry their path
/// with dots ("group.name"). Further columns: `record` (its id), and for a repeat `row` (the position, from 1). A
/// select_multiple question stays one column of space-separated values. Answers that are not relevant, and those two
/// people gave differently, are missing; the latter are counted as unresolved. Answers that `codes` explains (don't
/// know, refused, not applicable) are missing with their reason.
///
/// `repeat` is the nodeset of a repeat ("/data/person") or empty for the household. Records that tables do not count
/// (drafts, deleted, masked), and those of other forms, are left out. Fails with `Invalid` where there is no such
/// repeat.
Result<DataTable> make_record_table(const FormDefinition& form, std::span<const Record> records,
                                    std::string_view repeat = {}, const MissingCodes& codes = {});

/// The same of flat records, none of which becomes a whole one.
Result<DataTable> make_record_table(const FormDefinition& form, std::span<const FlatRecord> records,
                                    std::string_view repeat = {}, const MissingCodes& codes = {});

/// The column that holds the answers of the node with this nodeset in the tables above; empty where there is none.
std::string column_name_of(const FormDefinition& form, std::string_view nodeset);

} // namespace mahalla
