#pragma once
#include "support/form_scenario.h"
#include "support/records.h"

namespace mahalla::test {

/// A questionnaire with what makes exports hard: two languages, groups, a repeat in a repeat, choices of one and of
/// several, a list of numbers, places, days and times, and names that differ in their groups only.
inline std::shared_ptr<const FormDefinition> village_form()
{
    return form_of(R"(
| survey   |                      |            |                     |                    |           |
|          | type                 | name       | label::English (en) | label::Arabic (ar) | relevant  |
|          | begin_group          | house      | House               | البيت              |           |
|          | integer              | rooms      | Rooms               | الغرف              |           |
|          | decimal              | rent       | Rent                | الإيجار            |           |
|          | select_one tenure    | tenure     | Tenure of **house** | الحيازة            |           |
|          | text                 | remark     | Remark              | ملاحظة             |           |
|          | end_group            |            |                     |                    |           |
|          | select_multiple need | needs      | Needs               | الحاجات            |           |
|          | select_one score     | score      | Score               | الدرجة             |           |
|          | geopoint             | place      | Place               | المكان             |           |
|          | date                 | day        | Day                 | اليوم              |           |
|          | time                 | hour       | Hour                | الساعة             |           |
|          | dateTime             | moment     | Moment              | اللحظة             |           |
|          | note                 | thanks     | Thank you           | شكرا               |           |
|          | begin_repeat         | person     | Person              | شخص                |           |
|          | integer              | age        | Age                 | العمر              |           |
|          | text                 | remark     | Remark on a person  | ملاحظة عن شخص      |           |
|          | begin_repeat         | visit      | Visit               | زيارة              |           |
|          | text                 | reason     | Reason              | السبب              |           |
|          | end_repeat           |            |                     |                    |           |
|          | end_repeat           |            |                     |                    |           |
| choices  |                      |            |                     |                    |           |
|          | list_name            | name       | label::English (en) | label::Arabic (ar) |           |
|          | tenure               | own        | Owned               | ملك                |           |
|          | tenure               | rented     | Rented              | إيجار              |           |
|          | need                 | water      | Water               | ماء                |           |
|          | need                 | food_aid   | Food, and aid       | طعام               |           |
|          | need                 | work       | Work                | عمل                |           |
|          | score                | 1          | Bad                 | سيئ                |           |
|          | score                | 2          | Good                | جيد                |           |
|          | score                | 8888       | Does not know       | لا يعرف            |           |
| settings |                      |            |                     |                    |           |
|          | form_id              | version    | form_title          |                    |           |
|          | village              | 3          | Village             |                    |           |
)");
}

inline void say(Record& record, const std::string& place, const std::string& value)
{
    record.answers[path(place)] = {value, true, false};
}

/// A household with everything answered, and two persons, of whom the second has two visits.
inline Record full_household()
{
    Record record;
    record.id = record_id('1');
    record.form = {"village", "3", hash('f')};
    record.stage = RecordStage::Finalised;
    say(record, "/data/house/rooms", "3");
    say(record, "/data/house/rent", "120.5");
    say(record, "/data/house/tenure", "rented");
    say(record, "/data/house/remark", "=HYPERLINK(\"x\"), \"quoted\"\nsecond line, ماء");
    say(record, "/data/needs", "work water");
    say(record, "/data/score", "8888");
    say(record, "/data/place", "34.43 35.84 12 4.5");
    say(record, "/data/day", "2026-11-21");
    say(record, "/data/hour", "08:30:15.000+02:00");
    say(record, "/data/moment", "2026-11-21T08:30:15.000+02:00");
    const AnswerPath first = path("/data/person").with_row(row('3')), second = path("/data/person").with_row(row('2'));
    record.rosters[path("/data/person")] = {row('3'), row('2')};
    record.answers[*first.child("age")] = {"7", true, false};
    record.answers[*second.child("age")] = {"34", true, false};
    record.answers[*second.child("remark")] = {"'-tired", true, false};
    const AnswerPath visit = *second.child("visit");
    record.rosters[visit] = {row('5'), row('4')};
    record.answers[*visit.with_row(row('5')).child("reason")] = {"fever", true, false};
    record.answers[*visit.with_row(row('4')).child("reason")] = {"@clinic", true, false};
    return record;
}

/// One of whom little is known, and why.
inline Record sparse_household()
{
    Record record;
    record.id = record_id('2');
    record.form = {"village", "3", hash('f')};
    record.stage = RecordStage::Finalised;
    record.answers[path("/data/house/rooms")] = {"4", false, false};
    record.answers[path("/data/house/rent")] = {"", true, true};
    record.answers[path("/data/score")] = {"", true, true};
    record.answers[path("/data/day")] = {"sometime", true, false};
    record.answers[path("/data/needs")] = {"water", false, false};
    return record;
}

/// What a record says, whatever its ids and those of its rows: each answer by its place with positions.
inline std::map<std::string, std::string> said(const Record& record)
{
    std::map<std::string, std::string> answers;
    for (const auto& [place, answer] : record.answers) {
        if (!answer.relevant || answer.unresolved) continue;
        std::string ref;
        AnswerPath at;
        for (const AnswerPath::Step& step : place.steps()) {
            at = *at.child(step.name);
            ref += "/" + std::string(step.name);
            if (!step.row) continue;
            const auto& rows = record.rosters.at(at);
            ref += "[" + std::to_string(std::find(rows.begin(), rows.end(), *step.row) - rows.begin() + 1) + "]";
            at = at.with_row(*step.row);
        }
        answers[ref] = answer.value;
    }
    return answers;
}

} // namespace mahalla::test
