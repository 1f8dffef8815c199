#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace mahalla {

/// Finds a number by the hash of what it stands for; what that is, the caller keeps.
///
/// A table of open addressing with eight bytes a place, at most half of them taken: the names of a form of 20,000
/// questions are searched within half a megabyte, where a map of the standard library would take a piece of memory for
/// each and read three of them for every search. Numbers are never taken out.
class HashIndex {
public:
    static constexpr std::uint32_t none = 0xffffffff;

    static std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>()(text); }

    /// Room for so many numbers.
    void reserve(std::size_t count)
    {
        std::size_t places = places_min;
        while (places < 2 * count) places *= 2;
        if (places > places_.size()) rebuild(places);
    }

    /// The number with this hash for which `is_wanted(number)` is true, or `none`.
    template <typename IsWanted> std::uint32_t find(std::size_t hash, IsWanted is_wanted) const
    {
        if (places_.empty()) return none;
        for (std::size_t at = hash & mask();; at = (at + 1) & mask()) {
            const Place& place = places_[at];
            if (place.number == none) return none;
            if (place.hash == short_hash(hash) && is_wanted(place.number)) return place.number;
        }
    }

    /// Adds a number that `find` does not find.
    void add(std::size_t hash, std::uint32_t number)
    {
        if (2 * (count_ + 1) > places_.size()) rebuild(places_.empty() ? places_min : 2 * places_.size());
        put({short_hash(hash), number});
        ++count_;
    }

private:
    struct Place {
        std::uint32_t hash = 0, number = none;
    };
    static constexpr std::size_t places_min = 16;

    std::size_t mask() const { return places_.size() - 1; }
    /// What is kept of a hash: its lower half, from which the place follows as well, for no table has 2^32 places.
    static std::uint32_t short_hash(std::size_t hash) { return static_cast<std::uint32_t>(hash); }

    void put(Place place)
    {
        std::size_t at = place.hash & mask();
        while (places_[at].number != none) at = (at + 1) & mask();
        places_[at] = place;
    }

    void rebuild(std::size_t places)
    {
        std::vector<Place> old(places);
        old.swap(places_);
        for (const Place& place : old)
            if (place.number != none) put(place);
    }

    std::vector<Place> places_;
    std::size_t count_ = 0;
};

} // namespace mahalla
