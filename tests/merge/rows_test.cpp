#include "laptop.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

const AnswerPath person = path("/data/person");

std::pair<Laptop, Laptop> two_laptops_with_a_roster()
{
    Laptop a('a');
    Laptop b('b');
    a.create();
    a.add_row('2');
    a.set(in_row('2', "age"), "34");
    exchange(a, b);
    return {a, b};
}

} // namespace

TEST_CASE("the third person on one laptop and the third on another are two persons")
{
    auto [a, b] = two_laptops_with_a_roster();
    a.set_all({{in_row('3', "age"), "8", true, false}}, {{person, row('3'), RowChangeKind::Added}});
    b.set_all({{in_row('4', "age"), "61", true, false}}, {{person, row('4'), RowChangeKind::Added}});
    exchange(a, b);
    CHECK(a.view() == b.view());
    CHECK(a.view().conflicts.empty());
    CHECK(a.view().record.rosters.at(person) == std::vector{row('2'), row('3'), row('4')});
    CHECK(a.view().record.settled_value(in_row('4', "age")) == "61");
}

TEST_CASE("a removed row takes its answers along")
{
    auto [a, b] = two_laptops_with_a_roster();
    a.remove_row('2');
    exchange(a, b);
    CHECK_FALSE(b.view().record.rosters.contains(person));
    CHECK(b.view().record.answers.empty());
    CHECK(b.view().conflicts.empty());
}

TEST_CASE("a row removed by one and edited by another stays, for decision")
{
    auto [a, b] = two_laptops_with_a_roster();
    a.remove_row('2');
    b.set(in_row('2', "age"), "35");
    exchange(a, b);
    const MergedRecord view = a.view();
    CHECK(view == b.view());
    REQUIRE(view.conflicts.size() == 1);
    const Conflict& conflict = view.conflicts[0];
    CHECK(conflict.kind == ConflictKind::RowEditedAndRemoved);
    CHECK(conflict.paths == std::vector{person.with_row(row('2'))});
    REQUIRE(conflict.alternatives.size() == 2);
    CHECK(conflict.alternatives[0].removes);
    CHECK_FALSE(conflict.alternatives[1].removes);
    CHECK(view.record.settled_value(in_row('2', "age")) == "35");

    SUBCASE("and can be decided to go")
    {
        b.decide(0, 0);
        exchange(a, b);
        CHECK(a.view().conflicts.empty());
        CHECK_FALSE(a.view().record.rosters.contains(person));
    }
    SUBCASE("and can be decided to stay")
    {
        b.decide(0, 1);
        exchange(a, b);
        CHECK(a.view().conflicts.empty());
        CHECK(a.view().record.rosters.at(person) == std::vector{row('2')});
        CHECK(a.view().record.settled_value(in_row('2', "age")) == "35");
    }
}

TEST_CASE("a row removed by both is gone without a question")
{
    auto [a, b] = two_laptops_with_a_roster();
    a.remove_row('2');
    b.remove_row('2');
    exchange(a, b);
    CHECK(a.view().conflicts.empty());
    CHECK_FALSE(a.view().record.rosters.contains(person));
}

TEST_CASE("rows within a removed row go with it, and so do the conflicts in them")
{
    auto [a, b] = two_laptops_with_a_roster();
    const AnswerPath children = *person.with_row(row('2')).child("child");
    a.set_all({{*children.with_row(row('5')).child("age"), "1", true, false}},
              {{children, row('5'), RowChangeKind::Added}});
    exchange(a, b);
    a.set(*children.with_row(row('5')).child("age"), "2");
    b.set(*children.with_row(row('5')).child("age"), "3");
    exchange(a, b);
    REQUIRE(a.view().conflicts.size() == 1);
    a.remove_row('2');
    CHECK(a.view().record.rosters.empty());
    CHECK(a.view().record.answers.empty());
    CHECK(a.view().conflicts.empty());
    b.set(*children.with_row(row('5')).child("age"), "4");
    exchange(a, b);
    REQUIRE(a.view().conflicts.size() == 1);
    CHECK(a.view().conflicts[0].kind == ConflictKind::RowEditedAndRemoved);
    CHECK(a.view().record.rosters.at(children) == std::vector{row('5')});
}
