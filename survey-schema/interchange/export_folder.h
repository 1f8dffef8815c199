#pragma once
#include "base/disk.h"

#include <memory>
#include <string>

namespace mahalla {

/// Where the files of an export go. Several may be open at once; each counts after its `finish`.
class ExportFolder {
public:
    virtual ~ExportFolder() = default;
    /// Fails as the disk does. `name` may come from a questionnaire: the folder makes a name of it that leads nowhere
    /// else.
    virtual Result<std::unique_ptr<DiskWriter>> create(const std::string& name) = 0;
};

/// One file of an export that is small enough to be in memory.
struct ExportedFile {
    std::string name;
    std::string content;
};

} // namespace mahalla
