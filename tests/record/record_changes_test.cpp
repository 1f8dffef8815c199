#include "record/record_changes.h"

#include "support/records.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const AnswerPath person = path("/data/person");
AnswerPath age(char digit) { return *person.with_row(row(digit)).child("age"); }

Record two_persons()
{
    Record record;
    record.rosters[person] = {row('2'), row('3')};
    record.answers[age('2')].value = "34";
    record.answers[age('3')].value = "8";
    record.answers[path("/data/name")].value = "A";
    return record;
}

} // namespace

TEST_CASE("applying the changes between two states gives the later state")
{
    const Record before = two_persons();
    Record after = before;
    after.answers.erase(path("/data/name"));
    after.answers[path("/data/rent")].value = "200";
    after.answers[age('3')].relevant = false;
    after.rosters[person].push_back(row('4'));
    after.answers[age('4')].value = "1";
    Record result = before;
    apply_changes(result, changes_between(before, after));
    CHECK(result == after);
    CHECK(changes_between(after, after).empty());
}

TEST_CASE("a removed row takes its answers along without listing them")
{
    const Record before = two_persons();
    Record after = before;
    after.rosters[person] = {row('3')};
    after.answers.erase(age('2'));
    const RecordChanges changes = changes_between(before, after);
    CHECK(changes.changes.empty());
    REQUIRE(changes.rows.size() == 1);
    CHECK(changes.rows[0] == RowChange{person, row('2'), RowChangeKind::Removed});
    Record result = before;
    apply_changes(result, changes);
    CHECK(result == after);
}

TEST_CASE("a question that only began or ceased to apply is no new value")
{
    const Record before = two_persons();
    Record after = before;
    after.answers[path("/data/name")].relevant = false;
    const RecordChanges changes = changes_between(before, after);
    REQUIRE(changes.changes.size() == 1);
    CHECK(changes.changes[0].relevance_only);
    CHECK_FALSE(changes.changes[0].value);
}

TEST_CASE("saving a record with an undecided answer decides nothing")
{
    Record before = two_persons();
    before.answers[path("/data/name")] = {"", true, true};
    Record after = before;
    after.answers[path("/data/rent")].value = "200";
    const RecordChanges changes = changes_between(before, after);
    REQUIRE(changes.changes.size() == 1);
    CHECK(changes.changes[0].path == path("/data/rent"));
    after.answers[path("/data/name")] = {"", true, false};
    CHECK(changes_between(before, after).changes.size() == 2);
}
