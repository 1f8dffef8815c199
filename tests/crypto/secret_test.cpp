#include "crypto/secret.h"

#include <doctest/doctest.h>
#include <type_traits>

using namespace mahalla;

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);

template <typename T>
concept Comparable = requires(const T& a, const T& b)
{
    a == b;
};
static_assert(!Comparable<Secret>);

TEST_CASE("a secret that was moved is empty where it was and whole where it is")
{
    Secret first = Secret::copy_of(std::string_view("correct horse"));
    const Secret second = std::move(first);
    CHECK(first.empty()); // NOLINT(bugprone-use-after-move): the rule is about just that.
    CHECK(as_text(second.view()) == "correct horse");
}

TEST_CASE("a wiped secret is empty")
{
    Secret secret = Secret::copy_of(std::string_view("correct horse"));
    secret.wipe();
    CHECK(secret.empty());
    CHECK(secret.view().empty());
}

TEST_CASE("two random secrets differ")
{
    CHECK_FALSE(equal_in_constant_time(Secret::random(32).view(), Secret::random(32).view()));
}

TEST_CASE("constant-time comparison tells different bytes and different lengths")
{
    CHECK(equal_in_constant_time(as_bytes("abc"), as_bytes("abc")));
    CHECK_FALSE(equal_in_constant_time(as_bytes("abc"), as_bytes("abd")));
    CHECK_FALSE(equal_in_constant_time(as_bytes("abc"), as_bytes("ab")));
    CHECK(equal_in_constant_time({}, {}));
}
