#pragma once
#include "base/bytes.h"

#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace mahalla::test {

/// Something that must not be found, under a name that may be printed.
struct Needle {
    std::string name;
    Bytes bytes;
};

/// A text as UTF-8, UTF-16 and UTF-32 have it: windows and fonts keep texts in wider letters.
std::vector<Needle> needles_of_text(const std::string& name, const std::string& text);

/// How often each needle stands in what the process can read of its own memory, the pages of its secrets included; read
/// from outside. Only needles that were found are named. The process must let itself be read by this one.
std::map<std::string, std::size_t> found_in_memory_of(pid_t process, const std::vector<Needle>& needles);

} // namespace mahalla::test
