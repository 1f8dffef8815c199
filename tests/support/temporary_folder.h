#pragma once
#include <filesystem>

namespace mahalla::test {

/// A folder of its own for one test, removed with everything in it at the end.
class TemporaryFolder {
public:
    /// Beside the system's other temporary files, or in `parent`.
    explicit TemporaryFolder(const std::filesystem::path& parent = std::filesystem::temp_directory_path());
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

} // namespace mahalla::test
