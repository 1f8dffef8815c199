#pragma once
#include "base/random.h"

#include <string>

namespace mahalla::test {

/// The text of an XForm that chance wrote, the same for the same chance: questions of several types, groups and repeats
/// up to three deep, some with a jr:count; relevance, readonly, required, constraints and calculations that read what
/// stands before them, lists filtered by an earlier choice, values set by actions. It always compiles.
///
/// Calculated values have no control and no action sets them, so what they are follows from the answers alone.
std::string random_form(Random& random, std::size_t questions = 16);

/// The same questions as another version of the form might have them: some are gone, renamed, moved to another group,
/// of another type, a group where there was a question, a repeat where there was a group. The id stays.
struct FormVersions {
    std::string older, newer;
};
FormVersions random_versions(Random& random);

} // namespace mahalla::test
