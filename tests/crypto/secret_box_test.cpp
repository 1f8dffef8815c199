#include "crypto/crypto_samples.h"
#include "crypto/secret_box.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a box opens under its key and at its place alone")
{
    const Secret key = new_box_key();
    const Bytes box = seal_box(key, as_bytes("an answer"), as_bytes("draft 7"));
    CHECK(as_text(*open_box(key, box, as_bytes("draft 7"))) == "an answer");
    CHECK(open_box(key, box, as_bytes("draft 8")).error().kind == ErrorKind::Corrupt);
    CHECK(open_box(new_box_key(), box, as_bytes("draft 7")).error().kind == ErrorKind::Corrupt);
}

TEST_CASE("no changed, shortened or lengthened box opens")
{
    const Secret key = new_box_key();
    const Bytes box = seal_box(key, as_bytes("an answer"), {});
    CHECK(accepted_damages(box, [&](ByteView bytes) { return open_box(key, bytes, {}).has_value(); }) == 0);
}

TEST_CASE("sealing the same twice gives different bytes")
{
    const Secret key = new_box_key();
    CHECK(seal_box(key, as_bytes("yes"), {}) != seal_box(key, as_bytes("yes"), {}));
}

TEST_CASE("derived keys differ by number and by purpose")
{
    const Secret master = new_box_key();
    const Secret one = derived_key(master, 1, "vaultkek");
    CHECK(equal_in_constant_time(one.view(), derived_key(master, 1, "vaultkek").view()));
    CHECK_FALSE(equal_in_constant_time(one.view(), derived_key(master, 2, "vaultkek").view()));
    CHECK_FALSE(equal_in_constant_time(one.view(), derived_key(master, 1, "vaultsub").view()));
}
