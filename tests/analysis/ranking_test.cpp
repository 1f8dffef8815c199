#include "analysis/ranking.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("an order without a circle has consistence 1, and each circle costs some of it")
{
    const std::vector<double> transitive = {0, 1, 1, 0, 0, 1, 0, 0, 0};
    const auto ordered = compare_pairs(transitive, 3);
    REQUIRE(ordered);
    CHECK(ordered->wins == std::vector<double>{2, 1, 0});
    CHECK(ordered->circular_triads == 0);
    CHECK(*ordered->consistence == 1);
    const std::vector<double> circle = {0, 1, 0, 0, 0, 1, 1, 0, 0};
    const auto turning = compare_pairs(circle, 3);
    REQUIRE(turning);
    CHECK(turning->ranks == std::vector<std::size_t>{1, 1, 1});
    CHECK(turning->circular_triads == 1);
    CHECK(*turning->consistence == 0);
    const std::vector<double> six = {0, 1, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1,
                                     0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0};
    const auto mixed = compare_pairs(six, 6);
    REQUIRE(mixed);
    CHECK(mixed->ranks == std::vector<std::size_t>{1, 2, 2, 4, 4, 6});
    CHECK(mixed->circular_triads == 6);
    CHECK(*mixed->consistence == doctest::Approx(0.25));
}

TEST_CASE("a pair that is decided twice, or not at all, is refused")
{
    CHECK(compare_pairs(std::vector<double>{0, 1, 1, 0}, 2).error().kind == ErrorKind::Invalid);
    CHECK(compare_pairs(std::vector<double>{0, 0, 0, 0}, 2).error().kind == ErrorKind::Invalid);
    CHECK(compare_pairs(std::vector<double>{0, 0.5, 0.5, 0}, 2)->wins == std::vector<double>{0.5, 0.5});
}

TEST_CASE("ballots give Borda's points and Condorcet's winner")
{
    enum : std::size_t { clinic, road, school, water };
    const std::vector<std::vector<std::size_t>> ballots = {{water, road, clinic, school},
                                                           {clinic, water, school, road},
                                                           {water, clinic, road, school},
                                                           {road, water, clinic, school},
                                                           {clinic, water, road, school}};
    const auto found = aggregate_rankings(ballots, 4);
    REQUIRE(found);
    CHECK(found->borda == std::vector<double>{10, 7, 1, 12});
    CHECK(found->condorcet_winner == std::size_t{water});
    CHECK(found->preferences == std::vector<std::uint32_t>{0, 3, 5, 2, 2, 0, 4, 1, 0, 1, 0, 0, 3, 4, 5, 0});
}

TEST_CASE("majorities that go round have no winner, and a ballot need not name everything")
{
    CHECK_FALSE(aggregate_rankings(std::vector<std::vector<std::size_t>>{{0, 1, 2}, {1, 2, 0}, {2, 0, 1}}, 3)
                    ->condorcet_winner);
    const auto partial = aggregate_rankings(std::vector<std::vector<std::size_t>>{{2}}, 3);
    REQUIRE(partial);
    CHECK(partial->borda == std::vector<double>{0.5, 0.5, 2});
    CHECK(partial->condorcet_winner == std::size_t{2});
    CHECK_FALSE(aggregate_rankings(std::vector<std::vector<std::size_t>>{{0, 0}}, 3));
    CHECK_FALSE(aggregate_rankings(std::vector<std::vector<std::size_t>>{{3}}, 3));
}

TEST_CASE("a pile that is not of the counters given out is refused")
{
    const std::vector<std::vector<double>> rows = {{60, 40}, {50, 50}, {10, 90}};
    const auto found = summarise_piling(rows, 100);
    REQUIRE(found);
    CHECK(found->median == std::vector<double>{50, 50});
    CHECK(found->mean == std::vector<double>{40, 60});
    CHECK(found->largest == std::vector<double>{60, 90});
    CHECK(found->mean_rank[0] == doctest::Approx(1.5));
    CHECK(found->mean_rank[1] == doctest::Approx(1.5));
    CHECK_FALSE(summarise_piling(rows, 90));
    CHECK(summarise_piling(rows, 0));
    CHECK_FALSE(summarise_piling(std::vector<std::vector<double>>{{110, -10}}, 100));
}

TEST_CASE("a matrix is ranked by its weighted sums")
{
    const std::vector<std::vector<double>> rows = {{8, 5, 2}, {4, 6, 9}, {9, 7, 5}};
    const auto found = score_matrix(rows, std::vector<double>{0.5, 0.2, 0.3});
    REQUIRE(found);
    CHECK(found->total == std::vector<double>{15, 19, 21});
    CHECK(found->weighted[1] == doctest::Approx(5.9));
    CHECK(found->ranks == std::vector<std::size_t>{3, 2, 1});
    CHECK_FALSE(score_matrix(rows, std::vector<double>{1, 1}));
}
