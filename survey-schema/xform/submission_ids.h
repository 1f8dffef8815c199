#pragma once
#include "form/form_definition.h"
#include "record/record.h"

namespace mahalla {

/// Where the ids of a submission stand in the records of a form: in its meta, which is `orx:meta` where it has none.
struct SubmissionIds {
    explicit SubmissionIds(const FormDefinition& form);

    ModelIndex meta = no_index;        ///< None where the form has no meta.
    ModelIndex instance_id = no_index; ///< None where the form forgot it.
    std::string meta_name, instance_id_name, deprecated_id_name;
    bool form_has_deprecated_id = false;

    /// The places in a record; the empty path where the form's own names do not allow it.
    AnswerPath instance_id_path, deprecated_id_path;
};

/// "uuid:" and the record's id, 8-4-4-4-12 as every ODK server expects it.
std::string instance_id_of(const RecordId& id);

} // namespace mahalla
