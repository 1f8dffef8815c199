#pragma once
#include "crypto/keys.h"

#include <map>
#include <string>

namespace mahalla {

/// How a device shows the server who asks; docs/formats/exchange-http.md. The server has the nonce from `GET
/// /v1/nonce`, checks that it gave it out and takes it once.

inline constexpr std::size_t login_nonce_bytes = 32;

/// What is signed (`SignaturePurpose::ServerLogin`): the nonce, the path and the hash of `content`, so that a signature
/// serves this one request only. `content` is the request's body; for `POST /v1/uploads`, which has none, it is
/// `<Bundle-Id>\n<Upload-Length>\n<Upload-Hash>`.
Bytes login_message(ByteView nonce, std::string_view path, ByteView content);

/// The three headers: `Mahalla-Device` (the signing key), `Mahalla-Nonce`, `Mahalla-Signature`, in hexadecimal.
std::map<std::string, std::string> login_headers(const SigningKeyPair& device, ByteView nonce, std::string_view path,
                                                 ByteView content);

} // namespace mahalla
