#pragma once
#include "interchange/export_folder.h"

#include <vector>

namespace mahalla {

/// Keeps the files of an export in memory, in the order in which they were begun.
class MemoryFolder final : public ExportFolder {
public:
    Result<std::unique_ptr<DiskWriter>> create(const std::string& name) override;
    /// The files; the folder is empty afterwards. No writer may be in use.
    std::vector<ExportedFile> take();

private:
    class File;
    std::vector<std::unique_ptr<ExportedFile>> files_; ///< Writers keep pointers to them.
};

} // namespace mahalla
