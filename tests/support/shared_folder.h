#pragma once
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

namespace mahalla::test {

/// `../shared/NAME` beside the source folder, where real questionnaires and reference results lie; nothing where it is
/// absent (a plain clone), after saying on the output that the test's part is skipped.
inline std::optional<std::filesystem::path> shared_folder(const char* name)
{
    const std::filesystem::path source = MAHALLA_SOURCE_FOLDER;
    std::error_code ignored;
    for (const auto& parent : {source.parent_path(), source.parent_path().parent_path()})
        if (std::filesystem::exists(parent / "shared" / name, ignored)) return parent / "shared" / name;
    std::printf("skipped: ../shared/%s is not beside this checkout\n", name);
    return std::nullopt;
}

/// All bytes of a file; none where it is not there.
inline std::string content_of_file(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

} // namespace mahalla::test
