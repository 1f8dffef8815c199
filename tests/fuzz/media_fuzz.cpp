#include "fuzz/fuzz_entry.h"
#include "media/media_cleaning.h"
#include "support/bytes_reader.h"
#include "support/media_samples.h"

#include <cstdlib>
#include <optional>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::optional<Bytes> cleaned(const Bytes& bytes)
{
    BytesReader first(bytes);
    const auto plan = plan_cleaning(first, "file");
    if (!plan) return std::nullopt;
    BytesReader second(bytes);
    CleanedMediaReader reader(second, *plan);
    Bytes clean;
    for (;;) {
        const auto part = reader.read(4096);
        if (!part) std::abort();
        if (part->empty()) break;
        clean.insert(clean.end(), part->begin(), part->end());
    }
    if (clean.size() != plan->bytes) std::abort();
    return clean;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto clean = cleaned(Bytes(data, data + size));
    if (!clean) return 0;
    // Nothing grows but by an end that was missing, and what is clean stays as it is.
    if (clean->size() > size + 2) std::abort();
    if (cleaned(*clean) != clean) std::abort();
    return 0;
}

std::vector<std::string> known_inputs()
{
    return {photo_of(1), photo_of(6), drawing(), web_picture(), sound(), film(), voice_message(), "#!AMR\n\x3c"};
}
