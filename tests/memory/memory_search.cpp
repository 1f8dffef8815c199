#include "memory/memory_search.h"

#include <algorithm>
#include <cstring>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace mahalla::test {

namespace {

struct Region {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

std::vector<Region> readable_regions(pid_t process)
{
    std::ifstream maps("/proc/" + std::to_string(process) + "/maps");
    std::vector<Region> regions;
    for (std::string line; std::getline(maps, line);) {
        Region region;
        char dash = 0;
        std::string rights;
        std::istringstream fields(line);
        fields >> std::hex >> region.begin >> dash >> region.end >> rights;
        const bool is_kernels = line.find("[vvar") != std::string::npos || line.find("[vsyscall") != std::string::npos;
        if (rights.starts_with('r') && !is_kernels) regions.push_back(region);
    }
    return regions;
}

std::size_t count_in(const std::string& memory, const Bytes& needle)
{
    std::size_t count = 0;
    const char* at = memory.data();
    std::size_t left = memory.size();
    while (const void* const found = ::memmem(at, left, needle.data(), needle.size())) {
        ++count;
        const auto* const next = static_cast<const char*>(found) + 1;
        left -= static_cast<std::size_t>(next - at);
        at = next;
    }
    return count;
}

template <typename Letter> Bytes widened(const std::string& text)
{
    Bytes bytes;
    for (const char letter : text)
        for (std::size_t i = 0; i < sizeof(Letter); ++i)
            bytes.push_back(i == 0 ? static_cast<std::uint8_t>(letter) : std::uint8_t{0});
    return bytes;
}

} // namespace

std::vector<Needle> needles_of_text(const std::string& name, const std::string& text)
{
    return {{name, to_bytes(text)},
            {name + " in 16 bits", widened<char16_t>(text)},
            {name + " in 32 bits", widened<char32_t>(text)}};
}

std::map<std::string, std::size_t> found_in_memory_of(pid_t process, const std::vector<Needle>& needles)
{
    const int memory = ::open(("/proc/" + std::to_string(process) + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(memory >= 0);
    constexpr std::uint64_t piece_bytes = 4 << 20, overlap = 64;
    std::map<std::string, std::size_t> found;
    std::uint64_t searched = 0;
    std::string piece;
    for (const Region& region : readable_regions(process)) {
        for (std::uint64_t at = region.begin; at < region.end; at += piece_bytes) {
            piece.resize(std::min(piece_bytes + overlap, region.end - at));
            const ssize_t read = ::pread(memory, piece.data(), piece.size(), static_cast<off_t>(at));
            if (read <= 0) continue;
            piece.resize(static_cast<std::size_t>(read));
            searched += piece.size();
            for (const Needle& needle : needles)
                if (const std::size_t count = count_in(piece, needle.bytes); count > 0) found[needle.name] += count;
        }
    }
    ::close(memory);
    // A search that was not allowed to look would find nothing, too.
    REQUIRE(searched > (1 << 20));
    return found;
}

} // namespace mahalla::test
