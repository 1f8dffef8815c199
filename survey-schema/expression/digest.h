#pragma once
#include "base/bytes.h"

#include <optional>
#include <string_view>

namespace mahalla {

/// What `digest()` computes. Checksums that forms compare with other systems; nothing of ours is secured by them.
enum class DigestAlgorithm { Md5, Sha1, Sha256, Sha384, Sha512 };

/// "SHA-256", "sha256", "MD5"…: with and without the hyphen, in any case.
std::optional<DigestAlgorithm> digest_algorithm_from_name(std::string_view name);

/// RFC 1321 and FIPS 180-4.
Bytes digest(DigestAlgorithm algorithm, ByteView message);

} // namespace mahalla
