#pragma once
#include "base/result.h"

#include <string>
#include <vector>

namespace mahalla {

/// Something that a person names on the command line: by its label, or by the first digits of its id.
struct Nameable {
    std::string id; ///< Hexadecimal.
    std::string label;
};

/// The place in `things` of the one that `written` names. Fails with `NotFound` where there is none, and with `Invalid`
/// where several are named so or fewer than four digits of an id are given.
Result<std::size_t> place_of(const std::vector<Nameable>& things, const std::string& written);

} // namespace mahalla
