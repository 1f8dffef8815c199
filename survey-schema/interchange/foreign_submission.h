#pragma once
#include "interchange/foreign_record.h"

namespace mahalla {

/// A record from an ODK submission, as servers and Briefcase keep them one a file. What the form does not know is kept,
/// as `read_submission` says. `number`: which of the files it is, for findings.
///
/// The record and its rows have the same ids each time: the record's is `id`, where whoever wrote the file said it,
/// else that of its instance, as in a table (`ExportReader`), or made of the whole text where it has none. Fails as
/// `read_submission` does.
Result<ForeignRecord> read_foreign_submission(const FormDefinition& form, std::string_view xml, int number,
                                              std::optional<RecordId> id = std::nullopt);

} // namespace mahalla
