#pragma once

namespace mahalla::test {

/// What costs most when a vault is opened is the same every time: a passphrase stretched, a signature verified, a key
/// made of its seed. From here on libsodium's answers to these questions are kept in this process and given again to
/// whoever asks exactly the same; any other question, by a single bit, is put to libsodium.
void remember_answers();

} // namespace mahalla::test
