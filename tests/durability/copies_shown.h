#pragma once
#include "durability/laptop.h"

namespace mahalla::test {

/// What a laptop shows: the vault or project that is open, and the copies of the vault that somebody could bring back.
///
/// Copies are made, given up and erased one after the other, each a file of its own. So while something is under way,
/// those that are there before and after it must be there, none that is there neither before nor after may, and there
/// are never fewer of a kind than the fewer of both; the vault itself is as before or as after.
struct Shown {
    std::string open;             ///< What `description_of` says.
    std::set<std::string> copies; ///< What each usable snapshot, and each backup on the medium, brings back.
    bool operator==(const Shown&) const = default;

    bool is_between(const Shown& before, const Shown& after) const;
    std::string text() const;
};

/// What can be seen now, without a change below the laptop's folder and without a draw from its chance. Where nothing
/// is open because nobody opened it, it is what was seen `before`.
Shown shown_by(const Laptop& laptop, Names names, const Shown& before = {});

} // namespace mahalla::test
