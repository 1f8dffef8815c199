#include "support/temporary_folder.h"

#include "base/check.h"

#include <cstdlib>

namespace mahalla::test {

TemporaryFolder::TemporaryFolder(const std::filesystem::path& parent)
{
    std::string pattern = (parent / "mahalla test XXXXXX").string();
    MAHALLA_CHECK(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace mahalla::test
