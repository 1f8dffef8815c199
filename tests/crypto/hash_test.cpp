#include "crypto/hash.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("hashes are BLAKE2b")
{
    // BLAKE2b-256("abc"), as `b2sum -l 256` prints it.
    CHECK(hash_of(as_bytes("abc")).text() == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    CHECK(id_of<DeviceId>(as_bytes("abc")).text() == "cf4ab791c62b8d2b2109c90275287816");
}

TEST_CASE("a hash in pieces is the hash of the whole")
{
    Hasher hasher;
    hasher.add(as_bytes("a"));
    hasher.add({});
    hasher.add(as_bytes("bc"));
    CHECK(hasher.finish() == hash_of(as_bytes("abc")));
}

TEST_CASE("a keyed hash depends on its key")
{
    const Secret one = Secret::copy_of(std::string_view("0123456789abcdef"));
    const Secret other = Secret::copy_of(std::string_view("0123456789abcdeg"));
    CHECK(keyed_hash_of(one, as_bytes("x")) == keyed_hash_of(one, as_bytes("x")));
    CHECK(keyed_hash_of(one, as_bytes("x")) != keyed_hash_of(other, as_bytes("x")));
    CHECK(keyed_hash_of(one, as_bytes("x")) != hash_of(as_bytes("x")));
}
