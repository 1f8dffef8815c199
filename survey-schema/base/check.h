#pragma once

namespace mahalla {

/// Prints the place on standard error and ends the program. Nothing a user typed is printed.
[[noreturn]] void stop_on_broken_invariant(const char* condition, const char* file, int line);

} // namespace mahalla

/// Holds in releases too: a broken invariant is a bug of ours and never reachable from input.
#define MAHALLA_CHECK(condition)                                                                                       \
    (static_cast<bool>(condition) ? void(0) : ::mahalla::stop_on_broken_invariant(#condition, __FILE__, __LINE__))
