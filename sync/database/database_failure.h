#pragma once
#include "base/result.h"

struct sqlite3;

namespace mahalla {

/// What SQLite's result code means to a caller, without SQL, path or value. Inside this library only.
tl::unexpected<Error> database_failure(int result);

} // namespace mahalla
