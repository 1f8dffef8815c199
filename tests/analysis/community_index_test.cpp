#include "analysis/community_index.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace mahalla;

namespace {

using Places = std::vector<std::vector<MeasuredFigure>>;

std::vector<MeasuredFigure> place(std::vector<double> scores, double error = 0.02)
{
    std::vector<MeasuredFigure> figures;
    for (const double score : scores) figures.push_back({score, error, 100});
    return figures;
}

} // namespace

TEST_CASE("weights are the median over groups, brought to 1")
{
    const auto weights = community_weights(std::vector<std::vector<double>>{{60, 30, 10}, {10, 10, 0}, {4, 5, 1}});
    REQUIRE(weights);
    CHECK(weights->by_group[1] == std::vector<double>{0.5, 0.5, 0});
    // Medians 0.5, 0.5, 0.1.
    CHECK(weights->weights[0] == doctest::Approx(0.5 / 1.1));
    CHECK(weights->weights[2] == doctest::Approx(0.1 / 1.1));
    CHECK_FALSE(community_weights(std::vector<std::vector<double>>{{0, 0}}));
    CHECK_FALSE(community_weights(std::vector<std::vector<double>>{{1, -1}}));
    CHECK_FALSE(community_weights({}));
}

TEST_CASE("a place's rank is by its people's priorities, and says how far it depends on them")
{
    const auto weights = community_weights(std::vector<std::vector<double>>{{80, 20}, {70, 30}});
    REQUIRE(weights);
    // The first is worst in what people call important, the second in everything else, the third nowhere.
    const Places places = {place({0.6, 0.1}), place({0.2, 0.9}), place({0.1, 0.1})};
    const auto index = community_index(places, *weights);
    REQUIRE(index);
    CHECK(index->places[0].index == doctest::Approx(0.75 * 0.6 + 0.25 * 0.1));
    CHECK(index->places[0].rank == 1);
    CHECK(index->places[0].rank_with_equal_weights == 2);
    CHECK(index->places[0].rank_worst == 2);
    CHECK(index->places[0].share_of_same_rank < 1);
    CHECK(index->places[2].rank == 3);
    CHECK(index->places[2].rank_best >= 2);
    CHECK(*index->places[0].standard_error == doctest::Approx(0.02 * std::hypot(0.75, 0.25)));
}

TEST_CASE("places that sampling cannot tell apart share their expected rank")
{
    const auto weights = community_weights(std::vector<std::vector<double>>{{1, 1}});
    const auto close = community_index(Places{place({0.3, 0.3}, 0.1), place({0.3, 0.3}, 0.1)}, *weights);
    CHECK(close->places[0].expected_rank == doctest::Approx(1.5));
    const auto far = community_index(Places{place({0.9, 0.9}), place({0.1, 0.1})}, *weights);
    CHECK(far->places[0].expected_rank == doctest::Approx(1));
    CHECK(far->places[1].expected_rank == doctest::Approx(2));
    double sum = 0;
    const auto three = community_index(Places{place({0.3, 0.4}), place({0.32, 0.4}), place({0.31, 0.38})}, *weights);
    for (const IndexedPlace& one : three->places) sum += one.expected_rank;
    CHECK(sum == doctest::Approx(6));
}

TEST_CASE("a score that is no share is refused")
{
    const auto weights = community_weights(std::vector<std::vector<double>>{{1, 1}});
    CHECK_FALSE(community_index(Places{place({1.2, 0.1})}, *weights));
    CHECK_FALSE(community_index(Places{place({0.2})}, *weights));
}
