#pragma once

namespace mahalla {

/// A program that holds this file has a heap that overwrites every block when it is given back, whoever gives it back:
/// our strings and vectors, SQLite, Zstandard, the window's libraries (docs/decisions/0019-wiping-heap.md).
///
/// It stands in for `free` and `realloc` of the C library, which still keeps the blocks. Blocks so large that the
/// kernel takes them back whole, above 32 MiB, are left to it: it hands out no page of somebody else's unwiped.
///
/// False under the address and thread sanitizers, which have heaps of their own.
bool heap_wipes_what_is_freed();

} // namespace mahalla
