#include "crypto/certificate.h"
#include "crypto/receipt.h"
#include "fuzz/fuzz_entry.h"

using namespace mahalla;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    if (const auto charter = Charter::parse(bytes)) (void)charter->verify_self_signed();
    (void)Certificate::parse(bytes);
    (void)EnrolmentRequest::parse(bytes);
    (void)Receipt::parse(bytes);
    return 0;
}

std::vector<std::string> known_inputs()
{
    const SigningKeyPair keys = SigningKeyPair::generate();
    const BoxKeyPair reader = BoxKeyPair::generate(), escrow = BoxKeyPair::generate();
    CharterContent content;
    content.name = "p";
    content.administrators.push_back({keys.public_key(), "a"});
    content.recipients.push_back({RecipientKind::Reader, reader.public_key(), "r"});
    content.recipients.push_back({RecipientKind::OfflineEscrow, escrow.public_key(), "e"});
    const auto charter = Charter::sign(content, {&keys});
    const auto request = EnrolmentRequest::create(keys, reader.public_key(), Role::FieldWorker, "w");
    std::vector<std::string> inputs;
    if (charter) inputs.emplace_back(charter->bytes().begin(), charter->bytes().end());
    if (request) inputs.emplace_back(request->bytes().begin(), request->bytes().end());
    return inputs;
}
