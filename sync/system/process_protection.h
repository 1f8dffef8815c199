#pragma once

namespace mahalla {

/// No core dumps, no reading of this process's memory by others of the same user, and a heap that overwrites what is
/// given back (wiping_heap.h). Called first thing in `main`; what the system refuses is left as it is.
void protect_process_memory();

} // namespace mahalla
