#pragma once
#include <map>
#include <set>
#include <string>

namespace mahalla {

/// What a form says about merging (its `merge_unit` column and its consent questions), by nodeset: a path without rows.
struct MergeRules {
    /// Questions, and rosters, that move together: nodeset to the unit's name. Two people who wrote different parts of
    /// one unit without knowing of each other are in conflict about all of it. Within a roster a unit holds for each
    /// row.
    std::map<std::string, std::string> units;
    /// Questions that ask for consent, each with the values that refuse it.
    std::map<std::string, std::set<std::string>> refusals;
};

} // namespace mahalla
