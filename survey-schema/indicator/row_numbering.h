#pragma once
#include "base/hash_index.h"
#include "base/result.h"
#include "indicator/data_table.h"

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// Numbers different keys as they come. Tables are mostly sorted by what is numbered here, so the last key is tried
/// first.
class KeyNumbers {
public:
    std::uint32_t number(std::uint64_t key)
    {
        if (last_ < keys_.size() && keys_[last_] == key) return last_;
        const std::size_t hash = mixed(key);
        last_ = index_.find(hash, [&](std::uint32_t number) { return keys_[number] == key; });
        if (last_ == HashIndex::none) {
            last_ = static_cast<std::uint32_t>(keys_.size());
            index_.add(hash, last_);
            keys_.push_back(key);
        }
        return last_;
    }
    std::uint32_t count() const { return static_cast<std::uint32_t>(keys_.size()); }
    std::uint64_t key(std::uint32_t number) const { return keys_[number]; }
    /// A number has its bits for a key; -0 is 0.
    std::uint32_t number_of_value(double value) { return number(std::bit_cast<std::uint64_t>(value + 0.0)); }

private:
    /// The finaliser of MurmurHash3 (public domain): keys that follow each other lie far apart.
    static std::size_t mixed(std::uint64_t key)
    {
        key = (key ^ (key >> 33U)) * 0xff51afd7ed558ccdULL;
        key = (key ^ (key >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
        return key ^ (key >> 33U);
    }

    std::vector<std::uint64_t> keys_;
    HashIndex index_;
    std::uint32_t last_ = HashIndex::none;
};

/// Rows as a spreadsheet program numbers them, where the header is row 1: "Row 2".
std::string row_words(std::size_t row);

/// The different values of a column as numbers from 0, in the order in which they come. Fails with `Invalid`, naming
/// the row and `what` the column is for, where one is missing.
Result<std::vector<std::uint32_t>> numbers_of_values(const Column& column, const char* what);

/// The different pairs of two numbers as numbers from 0, in the order in which they come.
struct NumberedPairs {
    std::vector<std::uint32_t> of_row;
    std::uint32_t count = 0;
};
NumberedPairs numbers_of_pairs(std::span<const std::uint32_t> first, std::span<const std::uint32_t> second);

/// The rows in the order of `group_of_row`, stable. Linear in both.
std::vector<std::uint32_t> rows_in_order_of(std::span<const std::uint32_t> group_of_row, std::size_t group_count);

} // namespace mahalla
