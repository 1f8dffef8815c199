#pragma once
#include "base/random.h"
#include "base/result.h"
#include "form/form_definition.h"
#include "record/record.h"

#include <string>
#include <string_view>

namespace mahalla {

inline constexpr std::size_t submission_bytes_max = 16 * 1024 * 1024;

/// The record as an ODK submission: the instance with every node of the form in its order, rows as in `record.rosters`.
/// Answers that are not relevant are left out with their nodes, and so are groups that hold nothing else; answers that
/// the form does not know are left out, but for meta/deprecatedID. A `meta/instanceID` without an answer is "uuid:" and
/// the record's id; one that the form forgot is there all the same, for no server takes a submission without. Fails
/// with `Invalid` where the record is of another form (its id).
Result<std::string> write_submission(const FormDefinition& form, const Record& record);

/// A record from a submission (or the saved instance of another program). Rows get new ids from `random`, and so does
/// the record unless meta/instanceID is "uuid:" and 32 hexadecimal digits. `form.hash` of the record is left to the
/// caller.
///
/// An element or attribute that the form does not know belongs to another version of it: what it says becomes an answer
/// at its place, elements that stand there several times become rows. (Whether one alone was a group or a row of a
/// repeat nobody can tell: it is read as a group.)
///
/// Fails with `Invalid` where the text is no XML within the limits or the root is not the form's.
Result<Record> read_submission(const FormDefinition& form, std::string_view xml, Random& random);

/// Makes of a submission the beginning of its next edition: a new meta/instanceID, and the one it had as deprecatedID,
/// by which servers tell an edited submission from one sent twice (OpenRosa metadata). The record keeps its own id.
void begin_edition(const FormDefinition& form, Record& record, Random& random);

} // namespace mahalla
