#include "durability/known_chance.h"

#include "durability/remembered_answers.h"

#include <cstdlib>
#include <sodium.h>
#include <utility>

namespace mahalla::test {

namespace {

SeededRandom& chance()
{
    static SeededRandom one(0);
    return one;
}

void fill(void* to, std::size_t size) { chance().fill({static_cast<std::uint8_t*>(to), size}); }

std::uint32_t number()
{
    std::uint32_t value = 0;
    fill(&value, sizeof value);
    return value;
}

randombytes_implementation known = {
    [] { return "known"; }, number, nullptr, nullptr, fill, nullptr,
};

} // namespace

void begin_known_chance(std::uint64_t seed)
{
    chance() = SeededRandom(seed);
    randombytes_set_implementation(&known);
    remember_answers();
}

ChanceAside::ChanceAside() : kept_(std::exchange(chance(), SeededRandom(0))) {}

ChanceAside::~ChanceAside() { chance() = kept_; }

} // namespace mahalla::test

extern "C" {

void* sodium_malloc(const size_t size)
{
    constexpr std::size_t head_bytes = alignof(std::max_align_t);
    void* const memory = std::calloc(1, size + head_bytes);
    if (memory == nullptr) return nullptr;
    *static_cast<std::size_t*>(memory) = size;
    return static_cast<char*>(memory) + head_bytes;
}
void sodium_free(void* secret)
{
    constexpr std::size_t head_bytes = alignof(std::max_align_t);
    if (secret == nullptr) return;
    void* const memory = static_cast<char*>(secret) - head_bytes;
    sodium_memzero(secret, *static_cast<std::size_t*>(memory));
    std::free(memory);
}

} // extern "C"
