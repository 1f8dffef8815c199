#include "expression/digest.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

std::string hex(DigestAlgorithm algorithm, std::string_view message)
{
    return to_hex(digest(algorithm, as_bytes(message)));
}

} // namespace

TEST_CASE("digests are those of RFC 1321 and FIPS 180-4")
{
    CHECK(hex(DigestAlgorithm::Md5, "") == "d41d8cd98f00b204e9800998ecf8427e");
    CHECK(hex(DigestAlgorithm::Md5, "abc") == "900150983cd24fb0d6963f7d28e17f72");
    CHECK(
        hex(DigestAlgorithm::Md5, "12345678901234567890123456789012345678901234567890123456789012345678901234567890") ==
        "57edf4a22be3c955ac49da2e2107b67a");
    CHECK(hex(DigestAlgorithm::Sha1, "abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(hex(DigestAlgorithm::Sha1, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    CHECK(hex(DigestAlgorithm::Sha256, "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(DigestAlgorithm::Sha256, "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex(DigestAlgorithm::Sha384, "abc") ==
          "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
    CHECK(hex(DigestAlgorithm::Sha512, "abc") == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a21929"
                                                 "92a274fc1a836ba3c23a3feebbd454d4423643ce80e"
                                                 "2a9ac94fa54ca49f");
    // A million times "a": many blocks.
    CHECK(hex(DigestAlgorithm::Sha256, std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a message of any length is padded into whole blocks")
{
    for (std::size_t size = 50; size < 140; ++size)
        CHECK(hex(DigestAlgorithm::Sha512, std::string(size, 'x')) !=
              hex(DigestAlgorithm::Sha512, std::string(size + 1, 'x')));
}

TEST_CASE("algorithms are named with and without a hyphen, in any case")
{
    CHECK(digest_algorithm_from_name("sha256") == DigestAlgorithm::Sha256);
    CHECK(digest_algorithm_from_name("SHA-1") == DigestAlgorithm::Sha1);
    CHECK_FALSE(digest_algorithm_from_name("SHA-2"));
}
