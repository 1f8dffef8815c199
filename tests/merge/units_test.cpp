#include "laptop.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

const AnswerPath day = path("/data/birth/day");
const AnswerPath month = path("/data/birth/month");
const AnswerPath size = path("/data/size");

MergeRules rules()
{
    MergeRules rules;
    rules.units = {{"/data/birth/day", "birth"},  {"/data/birth/month", "birth"}, {"/data/size", "household"},
                   {"/data/person", "household"}, {"/data/person/hours", "work"}, {"/data/person/wage", "work"}};
    return rules;
}

std::pair<Laptop, Laptop> two_laptops()
{
    Laptop a('a', rules());
    Laptop b('b', rules());
    a.create();
    a.set_all({{day, "31", true, false}, {month, "1", true, false}});
    exchange(a, b);
    return {a, b};
}

} // namespace

TEST_CASE("different parts of one unit written by two people are a conflict about the whole unit")
{
    auto [a, b] = two_laptops();
    a.set(day, "30");
    b.set(month, "2"); // together they would make the 30th of February
    exchange(a, b);
    const MergedRecord view = a.view();
    CHECK(view == b.view());
    REQUIRE(view.conflicts.size() == 1);
    const Conflict& conflict = view.conflicts[0];
    CHECK(conflict.unit == "birth");
    CHECK(conflict.paths == std::vector{day, month});
    REQUIRE(conflict.alternatives.size() == 2);
    CHECK(conflict.alternatives[0].values ==
          std::map<AnswerPath, std::optional<std::string>>{{day, "30"}, {month, "1"}});
    CHECK(conflict.alternatives[1].values ==
          std::map<AnswerPath, std::optional<std::string>>{{day, "31"}, {month, "2"}});
    CHECK(view.record.answers.at(day).unresolved);
    CHECK(view.record.answers.at(month).unresolved);
}

TEST_CASE("choosing one side of a unit takes all of it")
{
    auto [a, b] = two_laptops();
    a.set(day, "30");
    b.set(month, "2");
    exchange(a, b);
    a.decide(0, 1);
    exchange(a, b);
    CHECK(b.view().conflicts.empty());
    CHECK(b.view().record.settled_value(day) == "31");
    CHECK(b.view().record.settled_value(month) == "2");
}

TEST_CASE("a unit that both left the same is settled")
{
    auto [a, b] = two_laptops();
    a.set_all({{day, "30", true, false}});
    b.set_all({{day, "30", true, false}, {month, "1", true, false}});
    exchange(a, b);
    CHECK(a.view().conflicts.empty());
    CHECK(a.view().record.settled_value(day) == "30");
}

TEST_CASE("who writes one part of a unit in conflict settles that part only")
{
    auto [a, b] = two_laptops();
    a.set_all({{day, "30", true, false}, {month, "3", true, false}});
    b.set_all({{day, "29", true, false}, {month, "2", true, false}});
    exchange(a, b);
    a.set(day, "1");
    const MergedRecord view = a.view();
    CHECK(view.record.settled_value(day) == "1");
    CHECK(view.record.answers.at(month).unresolved);
    REQUIRE(view.conflicts.size() == 1);
    CHECK(view.conflicts[0].paths == std::vector{month});
}

TEST_CASE("a unit within a roster holds for each row")
{
    auto [a, b] = two_laptops();
    a.add_row('2');
    a.add_row('3');
    exchange(a, b);
    a.set(in_row('2', "hours"), "40");
    b.set(in_row('3', "wage"), "9");
    exchange(a, b);
    CHECK(a.view().conflicts.empty());
    a.set(in_row('2', "hours"), "41");
    b.set(in_row('2', "wage"), "9");
    exchange(a, b);
    REQUIRE(a.view().conflicts.size() == 1);
    CHECK(a.view().conflicts[0].unit == "work");
}

TEST_CASE("household size and roster move together")
{
    auto [a, b] = two_laptops();
    a.set_all({{size, "1", true, false}}, {{path("/data/person"), row('2'), RowChangeKind::Added}});
    exchange(a, b);
    a.set_all({{size, "2", true, false}}, {{path("/data/person"), row('3'), RowChangeKind::Added}});
    b.set_all({{size, "2", true, false}}, {{path("/data/person"), row('4'), RowChangeKind::Added}});
    exchange(a, b);
    const MergedRecord view = a.view();
    CHECK(view == b.view());
    REQUIRE(view.conflicts.size() == 1);
    CHECK(view.conflicts[0].unit == "household");
    CHECK(view.record.answers.at(size).unresolved);
    // Nobody's person is lost while it is undecided.
    CHECK(view.record.rosters.at(path("/data/person")) == std::vector{row('2'), row('3'), row('4')});

    a.decide(0, 0);
    exchange(a, b);
    CHECK(b.view().conflicts.empty());
    CHECK(b.view().record.settled_value(size) == "2");
    CHECK(b.view().record.rosters.at(path("/data/person")) == std::vector{row('2'), row('3')});
}
