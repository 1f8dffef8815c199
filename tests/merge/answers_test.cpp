#include "laptop.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

const AnswerPath rent = path("/data/rent");
const AnswerPath water = path("/data/water");

/// Two laptops that know the same new household.
std::pair<Laptop, Laptop> two_laptops()
{
    Laptop a('a');
    Laptop b('b');
    a.create();
    exchange(a, b);
    return {a, b};
}

} // namespace

TEST_CASE("answers to different questions both stay")
{
    auto [a, b] = two_laptops();
    a.set(rent, "200");
    b.set(water, "well");
    exchange(a, b);
    CHECK(a.view() == b.view());
    CHECK(a.view().record.settled_value(rent) == "200");
    CHECK(a.view().record.settled_value(water) == "well");
    CHECK(a.view().conflicts.empty());
}

TEST_CASE("the same answer given twice is one answer with both histories")
{
    auto [a, b] = two_laptops();
    const auto first = a.set(rent, "200");
    const auto second = b.set(rent, "200");
    exchange(a, b);
    CHECK(a.view().record.settled_value(rent) == "200");
    CHECK(a.view().conflicts.empty());
    CHECK(a.view().writers.at(rent) == std::vector{first, second});
}

TEST_CASE("different answers to one question are a conflict, and count as neither")
{
    auto [a, b] = two_laptops();
    const auto first = a.set(rent, "200");
    b.set_clock(0); // a clock that is decades behind changes nothing
    const auto second = b.set(rent, "300");
    exchange(a, b);
    const MergedRecord view = a.view();
    CHECK(view == b.view());
    REQUIRE(view.conflicts.size() == 1);
    const Conflict& conflict = view.conflicts.front();
    CHECK(conflict.kind == ConflictKind::Values);
    CHECK(conflict.paths == std::vector{rent});
    REQUIRE(conflict.alternatives.size() == 2);
    CHECK(conflict.alternatives[0].values.at(rent) == "200");
    CHECK(conflict.alternatives[0].writers.front().event == first);
    CHECK(conflict.alternatives[0].writers.front().author == "Team a");
    CHECK(conflict.alternatives[1].values.at(rent) == "300");
    CHECK(conflict.alternatives[1].writers.front().event == second);
    CHECK(view.record.answers.at(rent).unresolved);
    CHECK(view.record.answers.at(rent).value.empty());
    CHECK_FALSE(view.record.settled_value(rent));
    CHECK(view.conflict_at(rent) == &conflict);
}

TEST_CASE("clearing an answer against changing it is a conflict")
{
    auto [a, b] = two_laptops();
    a.set(rent, "200");
    exchange(a, b);
    a.set(rent, std::nullopt);
    b.set(rent, "300");
    exchange(a, b);
    REQUIRE(a.view().conflicts.size() == 1);
    CHECK(a.view().record.answers.at(rent).unresolved);
}

TEST_CASE("an answer that had seen the other replaces it")
{
    auto [a, b] = two_laptops();
    a.set(rent, "200");
    exchange(a, b);
    b.set(rent, "300");
    exchange(a, b);
    CHECK(a.view().record.settled_value(rent) == "300");
    a.set(rent, std::nullopt);
    CHECK_FALSE(a.view().record.answers.contains(rent));
}

TEST_CASE("a decision settles a conflict by naming what it supersedes")
{
    auto [a, b] = two_laptops();
    a.set(rent, "200");
    b.set(rent, "300");
    exchange(a, b);
    a.decide(0, 1);
    CHECK(a.view().conflicts.empty());
    CHECK(a.view().record.settled_value(rent) == "300");
    exchange(a, b);
    CHECK(a.view() == b.view());
}

TEST_CASE("a value that the decision did not name is a conflict with it")
{
    auto [a, b] = two_laptops();
    Laptop c('c');
    exchange(a, c);
    a.set(rent, "200");
    b.set(rent, "300");
    c.set(rent, "400");
    exchange(a, b);
    a.decide(0, 0);
    exchange(a, c);
    REQUIRE(a.view().conflicts.size() == 1);
    CHECK(a.view().conflicts[0].alternatives.size() == 2);
    CHECK(a.view().record.answers.at(rent).unresolved);
}

TEST_CASE("a decision does not settle what its author had on the screen but did not name")
{
    auto [a, b] = two_laptops();
    a.set(rent, "200");
    b.set(rent, "300");
    exchange(a, b);
    Event half = *decision(a.view(), a.view().conflicts[0], 0, "");
    half.superseded.pop_back();
    a.write(half);
    CHECK(a.view().record.answers.at(rent).unresolved);
}

TEST_CASE("two different decisions are again a conflict, two equal ones are not")
{
    auto [a, b] = two_laptops();
    a.set(rent, "200");
    b.set(rent, "300");
    exchange(a, b);
    a.decide(0, 0);
    std::size_t alternatives = 0;
    SUBCASE("different")
    {
        b.decide(0, 1);
        alternatives = 2;
    }
    SUBCASE("equal") { b.decide(0, 0); }
    exchange(a, b);
    CHECK(a.view() == b.view());
    CHECK((a.view().conflicts.empty() ? 0 : a.view().conflicts[0].alternatives.size()) == alternatives);
}

TEST_CASE("a decision may give a third value, and must answer each question of the conflict")
{
    auto [a, b] = two_laptops();
    a.set(rent, "200");
    b.set(rent, "300");
    exchange(a, b);
    const MergedRecord view = a.view();
    CHECK_FALSE(decision(view, view.conflicts[0], 2, ""));
    CHECK_FALSE(decision_with_values(view, view.conflicts[0], {}, ""));
    CHECK_FALSE(decision_with_values(view, view.conflicts[0], {{water, "x"}}, ""));
    const auto event = decision_with_values(view, view.conflicts[0], {{rent, "250"}}, "by telephone");
    REQUIRE(event);
    a.write(*event);
    CHECK(a.view().record.settled_value(rent) == "250");
}

TEST_CASE("a question that ceased to apply for one and was answered by another is no conflict")
{
    auto [a, b] = two_laptops();
    a.set(rent, "200");
    exchange(a, b);
    a.set_all({{rent, std::nullopt, false, true}});
    CHECK_FALSE(a.view().record.answers.at(rent).relevant);
    CHECK(a.view().record.answers.at(rent).value == "200");
    b.set(rent, "300");
    exchange(a, b);
    CHECK(a.view().conflicts.empty());
    CHECK(a.view().record.answers.at(rent).value == "300");
    CHECK(a.view().record.answers.at(rent).relevant);
}
