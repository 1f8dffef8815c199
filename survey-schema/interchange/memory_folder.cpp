#include "interchange/memory_folder.h"

namespace mahalla {

class MemoryFolder::File final : public DiskWriter {
public:
    explicit File(ExportedFile& file) : file_(file) {}
    Result<void> write(ByteView bytes) override
    {
        file_.content += as_text(bytes);
        return {};
    }
    Result<void> sync() override { return {}; }
    Result<void> finish() override { return {}; }

private:
    ExportedFile& file_;
};

Result<std::unique_ptr<DiskWriter>> MemoryFolder::create(const std::string& name)
{
    files_.push_back(std::make_unique<ExportedFile>(ExportedFile{name, {}}));
    return std::make_unique<File>(*files_.back());
}

std::vector<ExportedFile> MemoryFolder::take()
{
    std::vector<ExportedFile> files;
    for (auto& file : files_) files.push_back(std::move(*file));
    files_.clear();
    return files;
}

} // namespace mahalla
