#include "fieldwork/small_sums.h"
#include "fuzz/fuzz_entry.h"

#include <cstdlib>

using namespace mahalla;
using namespace mahalla::test;

// What a sender who may seal to the reader could put in: the bytes are sealed and signed before they are opened, so
// that they reach the reader of sums.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    (void)open_sums(bytes, reader_keys(2));
    const auto sums = decode_sums(bytes);
    if (!sums) return 0;
    const Bytes again = encode_sums(*sums);
    if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end())) std::abort();
    (void)make_release_of_sums(*sums, "Sums", Instant{});
    return 0;
}

std::vector<std::string> known_inputs()
{
    const Bytes plain = encode_sums(small_sums("f,10,2,1\nm,20,1,1\nf,5,1,2\nm,30,1,2\n"));
    const auto file = seal_sums(small_sums("f,10,2,1\nm,20,1,2\n"), reader_keys(2).public_key(), sender_keys(3));
    std::vector<std::string> inputs{std::string(plain.begin(), plain.end())};
    if (file) inputs.emplace_back(file->begin(), file->end());
    return inputs;
}
