#include "transport/piece_size.h"

#include "sample.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("waits grow, are drawn at random below a ceiling, and never pass fifteen minutes")
{
    SeededRandom random(1);
    RetryPolicy policy(random, 1000);
    std::chrono::milliseconds longest{0};
    std::chrono::milliseconds ceiling{1'000};
    bool differed = false;
    for (int i = 0; i < 60; ++i) {
        const auto wait = policy.wait_after_failure();
        CHECK(wait <= ceiling);
        differed = differed || wait < ceiling / 2;
        ceiling = std::min<std::chrono::milliseconds>(2 * ceiling, RetryPolicy::longest_wait);
        longest = std::max(longest, wait);
    }
    CHECK(differed);
    CHECK(longest > std::chrono::minutes(5));
    policy.succeeded();
    CHECK(policy.wait_after_failure() <= RetryPolicy::first_wait);
}

TEST_CASE("the server's wish to wait is heard, but not beyond the ceiling")
{
    SeededRandom random(1);
    RetryPolicy policy(random);
    CHECK(policy.wait_after_failure(std::chrono::seconds(90)) == std::chrono::seconds(90));
    CHECK(policy.wait_after_failure(std::chrono::hours(9)) == RetryPolicy::longest_wait);
}

TEST_CASE("after enough failures in a row it is given up")
{
    SeededRandom random(1);
    RetryPolicy policy(random, 3);
    CHECK(policy.may_try_again());
    policy.wait_after_failure();
    policy.wait_after_failure();
    CHECK_FALSE(policy.may_try_again());
    policy.succeeded();
    CHECK(policy.may_try_again());
}

TEST_CASE("pieces double after three successes and halve on a failure, within their limits")
{
    PieceSize size;
    CHECK(size.bytes() == 64 << 10U);
    for (int i = 0; i < 3; ++i) size.succeeded();
    CHECK(size.bytes() == 128 << 10U);
    size.failed();
    CHECK(size.bytes() == 64 << 10U);
    size.succeeded();
    size.succeeded();
    size.failed();
    size.succeeded();
    CHECK(size.bytes() == 32 << 10U);
    for (int i = 0; i < 10; ++i) size.failed();
    CHECK(size.bytes() == PieceSize::bytes_min);
    for (int i = 0; i < 100; ++i) size.succeeded();
    CHECK(size.bytes() == PieceSize::bytes_max);
}
