#include "transport/login.h"

namespace mahalla {

Bytes login_body(const SigningKeyPair& device, ByteView nonce, ByteView content)
{
    ByteWriter writer;
    writer.raw(nonce);
    writer.raw(device.public_key().bytes);
    writer.raw(content);
    const Signature signature = device.sign(SignaturePurpose::ServerLogin, writer.bytes());
    writer.raw(signature.bytes);
    return writer.take();
}

} // namespace mahalla
