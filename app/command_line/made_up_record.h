#pragma once
#include "fieldwork/interview.h"

namespace mahalla {

/// How a record is made up for a demonstration.
struct MadeUpRecord {
    /// REF=VALUE or REF=VALUE|VALUE|…: answered first, in this order, the value drawn evenly; a value written twice is
    /// twice as likely. A REF without a leading slash stands below the root. A question that is not there, or not
    /// asked, is passed over.
    std::vector<std::string> given;
    std::string language;
    bool finalise = false;
};

/// Holds an interview with answers that nobody gave, through the same steps as any other. Fails with `Invalid` where a
/// given answer is none, or where no valid answer is found for a question (its place is named) and the record was to be
/// finalised.
Result<RecordId> make_up_record(Vault& vault, const ShelvedForm& form, const SessionEnvironment& environment,
                                const MadeUpRecord& wanted, Random& chance);

} // namespace mahalla
