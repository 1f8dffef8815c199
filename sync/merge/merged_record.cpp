#include "merge/merged_record.h"

#include <algorithm>

namespace mahalla {

const Conflict* MergedRecord::conflict_at(const AnswerPath& path) const
{
    const auto found = std::find_if(conflicts.begin(), conflicts.end(), [&](const Conflict& conflict) {
        return std::find(conflict.paths.begin(), conflict.paths.end(), path) != conflict.paths.end();
    });
    return found == conflicts.end() ? nullptr : &*found;
}

} // namespace mahalla
