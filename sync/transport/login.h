#pragma once
#include "crypto/keys.h"

namespace mahalla {

/// How a device shows the server who asks; docs/formats/exchange-http.md.
inline constexpr std::size_t login_nonce_bytes = 32;

/// A request's body: `nonce 32 · signing key 32 · content · signature 64`, signed for `SignaturePurpose::ServerLogin`
/// over everything before the signature. The server gave the nonce out (`GET /v1/nonce`) and takes it once.
Bytes login_body(const SigningKeyPair& device, ByteView nonce, ByteView content);

} // namespace mahalla
