#include "base/seeded_random.h"
#include "base/text.h"
#include "fuzz/fuzz_entry.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

/// A few random changes: bits, bytes, cuts, doublings, pieces of another input.
std::string changed(const std::vector<std::string>& inputs, mahalla::Random& random)
{
    std::string bytes = inputs[random.below(inputs.size())];
    for (std::uint64_t changes = 1 + random.below(6); changes > 0; --changes) {
        const std::size_t at = bytes.empty() ? 0 : random.below(bytes.size());
        const std::size_t length = bytes.empty() ? 0 : random.below(std::min<std::size_t>(bytes.size() - at, 64) + 1);
        switch (random.below(6)) {
        case 0:
            if (!bytes.empty()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
            break;
        case 1:
            bytes.insert(at, 1, static_cast<char>(random.below(256)));
            break;
        case 2:
            bytes.erase(at, length);
            break;
        case 3:
            bytes.insert(at, bytes.substr(at, length));
            break;
        case 4:
            bytes.resize(at);
            break;
        default: {
            const std::string& other = inputs[random.below(inputs.size())];
            if (!other.empty()) bytes.insert(at, other.substr(random.below(other.size()), length));
        }
        }
    }
    return bytes;
}

std::string tried; // What is being tried.

/// An input that ends the program is kept, so that it can be looked at and become a test.
void keep_input(int)
{
    if (std::FILE* file = std::fopen("fuzz-finding", "wb")) {
        std::fwrite(tried.data(), 1, tried.size(), file);
        std::fclose(file);
        std::fprintf(stderr, "the input stands in the file fuzz-finding\n");
    }
    std::signal(SIGABRT, SIG_DFL);
}

} // namespace

int main()
{
    const std::vector<std::string> inputs = known_inputs();
    const bool is_long = std::getenv("MAHALLA_LONG") != nullptr;
    const auto time_max = std::chrono::seconds(is_long ? 600 : 4);
    const char* given = std::getenv("MAHALLA_SEED");
    mahalla::SeededRandom random(given == nullptr ? 1 : std::strtoull(given, nullptr, 10));
    const auto begun = std::chrono::steady_clock::now();
    std::uint64_t runs = 0;
    std::signal(SIGABRT, keep_input);
    for (const std::string& input : inputs)
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    for (; runs < (is_long ? 100'000'000u : 20'000u) && std::chrono::steady_clock::now() - begun < time_max; ++runs) {
        tried = changed(inputs, random);
        const auto started = std::chrono::steady_clock::now();
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(tried.data()), tried.size());
        if (std::chrono::steady_clock::now() - started < std::chrono::seconds(2)) continue;
        std::printf("input %llu took more than two seconds\n", static_cast<unsigned long long>(runs));
        return 1;
    }
    std::printf("%llu changed inputs, no finding\n", static_cast<unsigned long long>(runs));
    return 0;
}
