#include "system/wiping_heap.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <string>
#include <unistd.h>

namespace {

constexpr const char* word = "a word that nobody may find";

/// What lies at an address, read as a stranger reads it: the compiler may not reason about blocks that are gone.
std::string memory_at(std::uintptr_t address, std::size_t size)
{
    std::string bytes(size, '\0');
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    REQUIRE(memory >= 0);
    const ssize_t read = ::pread(memory, bytes.data(), size, static_cast<off_t>(address));
    ::close(memory);
    bytes.resize(read < 0 ? 0 : static_cast<std::size_t>(read));
    return bytes;
}

bool holds_word(std::uintptr_t address, std::size_t size)
{
    return memory_at(address, size).find(word) != std::string::npos;
}

/// A block with the word in its middle.
void* written_block(std::size_t size)
{
    auto* const block = static_cast<char*>(std::malloc(size));
    REQUIRE(block != nullptr);
    std::memset(block, 'x', size);
    std::memcpy(block + size / 2, word, std::strlen(word));
    return block;
}

} // namespace

TEST_CASE("what is given back to the heap is overwritten, whatever its size")
{
    if (!mahalla::heap_wipes_what_is_freed()) return;
    for (const std::size_t size : {std::size_t{64}, std::size_t{1000}, std::size_t{100'000}}) {
        CAPTURE(size);
        void* const block = written_block(size);
        const auto address = reinterpret_cast<std::uintptr_t>(block);
        REQUIRE(holds_word(address, size));
        std::free(block);
        CHECK_FALSE(holds_word(address, size));
    }
    // A text of the language's own library goes the same way.
    auto text = std::make_unique<std::string>(std::string(100, 'x') + word);
    const auto address = reinterpret_cast<std::uintptr_t>(text->data());
    REQUIRE(holds_word(address, 140));
    text.reset();
    CHECK_FALSE(holds_word(address, 140));
}

TEST_CASE("a block that grows leaves nothing where it was, one that shrinks nothing behind its end")
{
    if (!mahalla::heap_wipes_what_is_freed()) return;
    void* block = written_block(1000);
    const auto before = reinterpret_cast<std::uintptr_t>(block);
    block = std::realloc(block, 200'000);
    REQUIRE(block != nullptr);
    const auto after = reinterpret_cast<std::uintptr_t>(block);
    CHECK(holds_word(after, 1000));
    if (after != before) CHECK_FALSE(holds_word(before, 1000));
    block = std::realloc(block, 100);
    REQUIRE(block != nullptr);
    CHECK(memory_at(reinterpret_cast<std::uintptr_t>(block), 100) == std::string(100, 'x'));
    CHECK_FALSE(holds_word(after, 1000));
    std::free(block);
    std::free(nullptr);
    block = std::realloc(nullptr, 10);
    REQUIRE(block != nullptr);
    CHECK(std::realloc(block, 0) == nullptr);
}
