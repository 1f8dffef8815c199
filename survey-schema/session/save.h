#pragma once
#include "session/interview_state.h"

namespace mahalla {

/// An interview as bytes: magic "MHIV", version 1, the program's fingerprint, what is known of the record, every value
/// with its flags, block by block in document order, the files. Little-endian, lengths as varints (base/bytes.h).
Bytes save_interview(const InterviewState& state);
/// Fills a state that nothing was done with yet. `Corrupt`, or `Invalid` where the bytes are of another form.
Result<void> restore_interview(InterviewState& state, ByteView saved);

} // namespace mahalla
