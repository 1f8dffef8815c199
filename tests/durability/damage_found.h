#pragma once
#include "durability/laptop.h"

namespace mahalla::test {

/// How a vault answers damage.
struct DamageFound {
    std::size_t tried = 0;
    std::size_t bits = 0;     ///< Flipped in these tries; where nothing stands several at once.
    std::size_t harmless = 0; ///< Everything is shown as it was.
    std::size_t refused = 0;  ///< It does not open, and says so.
    std::size_t told = 0;     ///< It opens, and what is shown otherwise is marked.
    /// Of these, those that concern more than whether pieces of attached files are here and whole.
    std::size_t told_beyond_files = 0;
    std::size_t wrong = 0;
    std::string first;      ///< What was shown wrong first.
    std::string first_told; ///< The first of what was told beyond files.

    std::string text() const;
};

/// Opens a laptop whose disk was damaged and compares what it shows with the truth. `what` says which damage it was.
void judge(DamageFound& found, Laptop& laptop, const std::string& truth, const std::string& what);
/// The same of what lies in `folder`.
void look(DamageFound& found, const std::filesystem::path& folder, const WaysIn& ways, const std::string& truth,
          const std::string& what);
/// What an undamaged image shows.
std::string truth_of(const DiskImage& image, const WaysIn& ways, const std::filesystem::path& folder);

} // namespace mahalla::test
