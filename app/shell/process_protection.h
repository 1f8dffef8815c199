#pragma once

namespace mahalla {

/// No core dumps, no reading of this process's memory by others of the same user. Called first thing in `main`; what
/// the system refuses is left as it is.
void protect_process_memory();

} // namespace mahalla
