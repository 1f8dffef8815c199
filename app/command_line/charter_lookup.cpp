#include "command_line/charter_lookup.h"

#include <optional>

namespace mahalla {

Result<std::size_t> place_of(const std::vector<Nameable>& things, const std::string& written)
{
    constexpr std::size_t digits_min = 4;
    std::optional<std::size_t> found;
    for (std::size_t place = 0; place < things.size(); ++place) {
        const bool by_id = written.size() >= digits_min && things[place].id.starts_with(written);
        if (!by_id && things[place].label != written) continue;
        if (found)
            return failure(ErrorKind::Invalid,
                           "Several are named so. Name one by the digits of its id, as `list` shows "
                           "them.");
        found = place;
    }
    if (!found) return failure(ErrorKind::NotFound, "There is none of this label or id. `list` shows those there are.");
    return *found;
}

} // namespace mahalla
