#pragma once
#include "base/time_zone.h"

#include <doctest/doctest.h>

namespace mahalla::test {

/// A place whose clocks were changed once, as a zone file says it (RFC 8536): for changes that no yearly rule has.
inline TimeZone one_change_zone(int seconds_before, Instant change, int seconds_after)
{
    Bytes bytes;
    const auto append = [&](std::uint64_t value, std::size_t size) {
        for (std::size_t i = size; i > 0; --i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
    };
    const auto at = std::chrono::floor<std::chrono::seconds>(change).time_since_epoch().count();
    for (const std::size_t size : {4U, 8U}) {
        for (const char c : std::string_view("TZif2")) bytes.push_back(static_cast<std::uint8_t>(c));
        bytes.insert(bytes.end(), 15, 0);
        for (const std::uint64_t count : {0U, 0U, 0U, 1U, 2U, 4U}) append(count, 4);
        append(static_cast<std::uint64_t>(at), size);
        bytes.push_back(1);
        for (const int offset : {seconds_before, seconds_after}) {
            append(static_cast<std::uint64_t>(offset), 4);
            bytes.insert(bytes.end(), {0, 0});
        }
        bytes.insert(bytes.end(), {'A', 'A', 'A', 0});
    }
    bytes.insert(bytes.end(), {'\n', '\n'});
    const auto zone = TimeZone::from_tzif(bytes);
    REQUIRE(zone);
    return *zone;
}

} // namespace mahalla::test
