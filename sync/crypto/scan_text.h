#pragma once
#include "base/bytes.h"
#include "crypto/secret.h"

#include <string>
#include <string_view>

namespace mahalla {

/// The texts of our QR codes: `MAHALLA1`, a letter that says of what, and base32 (RFC 4648, without padding).
///
/// Capital letters and digits alone: a QR code packs two of them into eleven bits, and a scanner that types like a
/// keyboard types them rightly in most layouts. E: a project's escrow key; V: a vault's recovery code, both with four
/// bytes of checksum; R: an enrolment request, which carries its signature; C: a travelling vault's challenge.
/// docs/formats/recovery-sheet.md.

/// True for what begins as our codes begin, of any version; white space before it does not matter.
bool is_scan_text(std::string_view text);

/// `secret` has 16 bytes (V) or 32 (E).
Secret scan_text_of(const Secret& secret);
/// Fails with `Invalid`, saying what it is instead, for another code than a recovery sheet's, and where it is damaged.
Result<Secret> secret_of_scan_text(std::string_view text);

std::string scan_text_of_request(ByteView request);
/// The bytes of an enrolment request; what is in them is not yet believed. Fails as above.
Result<Bytes> request_of_scan_text(std::string_view text);

/// Of a challenge that fits one QR code (sixteen answerers at most do).
std::string scan_text_of_challenge(ByteView challenge);
/// The bytes of a challenge; what is in them is not yet believed. Fails as above.
Result<Bytes> challenge_of_scan_text(std::string_view text);

} // namespace mahalla
