#pragma once
#include "durability/copies_shown.h"

namespace mahalla::test {

/// What a scenario did to the disk, and what its person was told when.
struct History {
    std::vector<FileCall> changes;
    /// After each step: how many changes there had been when it was acknowledged. One more than there are steps: the
    /// first is the beginning, at 0.
    std::vector<std::size_t> told_at;
    std::vector<Shown> shown; ///< What could be seen then.
    std::vector<WaysIn> ways; ///< How it could be opened then.
    /// What was erased by then: bytes that no file may hold any more, whatever survives of those it had.
    std::vector<std::vector<Bytes>> erased;

    /// How many steps were acknowledged when the change with this index was under way.
    std::size_t acknowledged_at(std::size_t change) const;
    /// True within a long row of writes to one file, but for each sixteenth of them.
    bool is_within_row(std::size_t change) const;
};

/// Runs a scenario in `folder`, which is emptied first.
History history_of(const Scenario& scenario, const std::filesystem::path& folder, std::uint64_t seed);

/// What is wrong with the disk in `folder` after `acknowledged` steps of a scenario were acknowledged and perhaps the
/// next was under way; empty where nothing is. Everything that was acknowledged must be there, the step under way as a
/// whole or not at all, and what is seen must open by every way that its person knows.
///
/// `opened`, where it is given, gets the laptop as it was opened.
std::string broken_promise(const History& history, std::size_t acknowledged, const std::filesystem::path& folder,
                           Laptop* opened = nullptr);

/// Which file of a disk still holds something that was erased; empty where none does.
std::string residue_in(const DiskImage& disk, const std::vector<Bytes>& erased);

/// A disk to be written to at some thousand times a second.
std::filesystem::path quick_folder();

} // namespace mahalla::test
