#pragma once
#include "base/bytes.h"

#include <list>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// The texts that a workbook keeps once for all its cells, by their number: a million answers in a third of the memory
/// or less. They are packed in blocks; the blocks asked for last lie open, for neighbouring cells ask for neighbouring
/// texts. Nothing is put on the disk: they are answers.
class SharedTexts {
public:
    /// `kept_bytes_max`: of all blocks, packed.
    explicit SharedTexts(std::uint64_t kept_bytes_max) : kept_bytes_max_(kept_bytes_max) {}

    /// The next text. Fails with `Invalid` where too much would have to be kept.
    Result<void> add(std::string_view text);
    std::size_t size() const { return size_; }
    /// Empty where no text has that number. Valid until the next call.
    std::string_view at(std::size_t number);
    std::uint64_t kept_bytes() const { return kept_bytes_; }

private:
    /// Texts that follow each other, unpacked.
    struct OpenBlock {
        std::size_t place = 0; ///< Of `blocks_`.
        std::string text;
        std::vector<std::uint32_t> ends;
        std::size_t bytes() const { return text.size() + ends.size() * sizeof(std::uint32_t); }
    };
    struct PackedBlock {
        std::size_t first = 0; ///< The number of its first text.
        std::size_t count = 0;
        std::size_t unpacked_bytes = 0;
        Bytes packed;
    };
    Result<void> pack();
    const OpenBlock& opened(std::size_t place);

    const std::uint64_t kept_bytes_max_;
    std::uint64_t kept_bytes_ = 0;
    std::size_t size_ = 0;
    std::vector<PackedBlock> blocks_;
    OpenBlock last_;            ///< Being filled.
    std::list<OpenBlock> open_; ///< The one asked for last is the first.
    std::size_t open_bytes_ = 0;
};

} // namespace mahalla
