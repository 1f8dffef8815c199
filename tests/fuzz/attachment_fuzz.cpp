#include "crypto/attachment.h"
#include "fuzz/fuzz_entry.h"

#include <cstdlib>

using namespace mahalla;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    const auto descriptor = AttachmentDescriptor::decode(bytes);
    if (!descriptor) return 0;
    // There is one encoding, and no piece opens that the descriptor does not name.
    const auto again = descriptor->encode();
    if (!again || !std::equal(again->begin(), again->end(), bytes.begin(), bytes.end())) std::abort();
    for (std::size_t number = 0; number < descriptor->pieces.size(); ++number)
        if (open_attachment_piece(*descriptor, number, bytes)) std::abort();
    return 0;
}

std::vector<std::string> known_inputs()
{
    std::vector<std::string> inputs;
    for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{5'000'000}}) {
        AttachmentDescriptor descriptor{"photo.jpg", "image/jpeg", size, Secret::copy_of(ByteView(Bytes(32, 5))), {}};
        descriptor.pieces.resize(attachment_pieces_of(size));
        const Bytes encoded = *descriptor.encode();
        inputs.emplace_back(encoded.begin(), encoded.end());
    }
    return inputs;
}
