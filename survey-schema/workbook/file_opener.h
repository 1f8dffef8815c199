#pragma once
#include "base/disk.h"

#include <functional>

namespace mahalla {

/// Opens a file from its beginning, as often as asked.
using FileOpener = std::function<Result<std::unique_ptr<DiskReader>>()>;

} // namespace mahalla
