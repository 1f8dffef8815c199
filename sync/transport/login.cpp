#include "transport/login.h"

#include "crypto/hash.h"

namespace mahalla {

Bytes login_message(ByteView nonce, std::string_view path, ByteView content)
{
    ByteWriter writer;
    writer.sized(nonce);
    writer.sized(path);
    writer.raw(hash_of(content).bytes);
    return writer.take();
}

std::map<std::string, std::string> login_headers(const SigningKeyPair& device, ByteView nonce, std::string_view path,
                                                 ByteView content)
{
    const Signature signature = device.sign(SignaturePurpose::ServerLogin, login_message(nonce, path, content));
    return {{"Mahalla-Device", to_hex(device.public_key().bytes)},
            {"Mahalla-Nonce", to_hex(nonce)},
            {"Mahalla-Signature", to_hex(signature.bytes)}};
}

} // namespace mahalla
