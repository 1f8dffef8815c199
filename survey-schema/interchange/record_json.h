#pragma once
#include "form/form_definition.h"
#include "interchange/export_folder.h"
#include "interchange/record_source.h"

namespace mahalla {

/// One document with a list of all records, or a line a record (JSON lines).
enum class JsonLayout { OneDocument, Lines };

/// Records as JSON: `{"id","form","version","language","answers":{PLACE: text}}`, each in a line of its own in either
/// layout, with the answers that count by their place, rows by their ids. One pass, the memory of one record. Holds
/// answers: only for readers of records.
Result<void> write_record_json(const FormDefinition& form, JsonLayout layout, RecordSource& records,
                               ExportFolder& folder);

} // namespace mahalla
