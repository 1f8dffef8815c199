#include "view_model/pairwise_ranking.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>

using namespace mahalla;

namespace {

/// Ranks by always answering as `wanted` has it; counts the questions.
std::vector<std::string> rank(const std::vector<std::string>& choices, const std::vector<std::string>& wanted,
                              int& questions)
{
    PairwiseRanking ranking;
    std::vector<std::string> order;
    const auto place = [&](const std::string& value) {
        return std::find(wanted.begin(), wanted.end(), value) - wanted.begin();
    };
    while (const auto pair = ranking.next(choices, order)) {
        ++questions;
        REQUIRE(questions < 100);
        if (const auto decided = ranking.decide(order, place(pair->newcomer) < place(pair->placed))) order = *decided;
    }
    return order;
}

} // namespace

TEST_CASE("whatever the group wants, its decisions give that order")
{
    const std::vector<std::string> choices = {"a", "b", "c", "d", "e"};
    std::vector<std::string> wanted = choices;
    int most = 0;
    do {
        int questions = 0;
        CHECK(rank(choices, wanted, questions) == wanted);
        most = std::max(most, questions);
    } while (std::next_permutation(wanted.begin(), wanted.end()));
    CHECK(most <= 8);
}

TEST_CASE("looking at the first pair decides nothing")
{
    PairwiseRanking ranking;
    const auto pair = ranking.next({"a", "b"}, {});
    REQUIRE(pair);
    CHECK(pair->newcomer == "b");
    CHECK(pair->placed == "a");
    CHECK(ranking.next({"a", "b"}, {}).has_value());
}

TEST_CASE("an order changed by hand meanwhile begins the comparison anew")
{
    PairwiseRanking ranking;
    REQUIRE(ranking.next({"a", "b", "c", "d"}, {"a", "b", "c"}));
    CHECK_FALSE(ranking.decide({"a", "b", "c"}, true));
    REQUIRE(ranking.next({"a", "b", "c", "d"}, {"c", "b", "a"}));
    CHECK_FALSE(ranking.decide({"a", "b", "c"}, true));
    CHECK_FALSE(ranking.decide({"c", "b", "a"}, true));
    const auto decided = ranking.decide({"c", "b", "a"}, true);
    REQUIRE(decided);
    CHECK(*decided == std::vector<std::string>{"d", "c", "b", "a"});
}

TEST_CASE("one choice alone asks nothing")
{
    PairwiseRanking ranking;
    CHECK_FALSE(ranking.next({"a"}, {}));
    CHECK_FALSE(ranking.next({}, {}));
}
