#include "analysis/agreement.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

// Ranks turned into what matters more: 6 − rank.
const std::vector<std::vector<double>> four_groups = {
    {5, 4, 3, 2, 1}, {4, 5, 3, 1, 2}, {5, 3, 4, 2, 1}, {3, 5, 4, 1, 2}};

} // namespace

TEST_CASE("agreement of groups is Kendall's W with Friedman's test")
{
    const auto found = concordance_of(four_groups);
    REQUIRE(found);
    CHECK(found->rank_sums == std::vector<double>{7, 7, 10, 18, 18});
    CHECK(found->w == doctest::Approx(0.7875));
    CHECK(found->chi_squared == doctest::Approx(12.6));
    CHECK(found->p == doctest::Approx(0.013405024872311).epsilon(1e-10));
}

TEST_CASE("ties are corrected for: the same order from all is full agreement, ties or not")
{
    const auto same = concordance_of(std::vector<std::vector<double>>{{3, 3, 1}, {5, 5, 0}, {9, 9, 2}});
    REQUIRE(same);
    CHECK(same->w == doctest::Approx(1));
    const auto piled = concordance_of(std::vector<std::vector<double>>{
        {40, 30, 20, 10}, {35, 35, 20, 10}, {50, 20, 20, 10}, {30, 40, 10, 20}, {45, 25, 20, 10}});
    CHECK(piled->w == doctest::Approx(0.829166666666667).epsilon(1e-12));
}

TEST_CASE("where nobody tells items apart there is no agreement to be had")
{
    CHECK_FALSE(concordance_of(std::vector<std::vector<double>>{{1, 1}, {2, 2}}));
    CHECK_FALSE(concordance_of(std::vector<std::vector<double>>{{1, 2}}));
    CHECK_FALSE(concordance_of(std::vector<std::vector<double>>{{1, 2}, {1, 2, 3}}));
}

TEST_CASE("kappa is agreement beyond chance")
{
    const auto found = kappa_of(std::vector<double>{20, 5, 10, 15}, 2);
    REQUIRE(found);
    CHECK(found->observed == doctest::Approx(0.7));
    CHECK(found->expected == doctest::Approx(0.5));
    CHECK(*found->kappa == doctest::Approx(0.4));
    CHECK_FALSE(kappa_of(std::vector<double>{10, 0, 0, 0}, 2)->kappa);
    CHECK_FALSE(kappa_of(std::vector<double>{0, 0, 0, 0}, 2));
}

TEST_CASE("correlations of ranks share ties as R's cor does")
{
    const std::vector<double> x = {1, 2, 2, 3, 5, 4, 6}, y = {2, 1, 3, 3, 4, 6, 5};
    CHECK(*spearman_correlation(x, y) == doctest::Approx(0.809090909090909).epsilon(1e-12));
    CHECK(*kendall_correlation(x, y) == doctest::Approx(0.65).epsilon(1e-12));
    CHECK(*pearson_correlation(x, y) == doctest::Approx(0.762350865746701).epsilon(1e-12));
    CHECK_FALSE(pearson_correlation(x, std::vector<double>(7, 2.0)));
    CHECK_FALSE(kendall_correlation(x, std::vector<double>(7, 2.0)));
}

TEST_CASE("items that say the same are reliable, items that say nothing of each other are not")
{
    CHECK(*cronbach_alpha(std::vector<std::vector<double>>{{1, 1, 1, 0},
                                                           {0, 0, 0, 0},
                                                           {1, 1, 0, 0},
                                                           {1, 1, 1, 1},
                                                           {0, 0, 0, 0},
                                                           {1, 1, 1, 1},
                                                           {1, 0, 0, 0},
                                                           {0, 0, 0, 1}}) ==
          doctest::Approx(0.794701986754967).epsilon(1e-12));
    CHECK(*cronbach_alpha(std::vector<std::vector<double>>{{1, 1}, {2, 2}, {3, 3}}) == doctest::Approx(1));
    CHECK_FALSE(cronbach_alpha(std::vector<std::vector<double>>{{1, 2}, {2, 1}}));
}
