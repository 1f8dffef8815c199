#include "base/check.h"
#include "interchange/record_csv.h"
#include "support/records.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// A household with a place and persons, who have visits.
std::shared_ptr<const FormDefinition> household_form()
{
    FormDraft draft;
    draft.settings.id = "household";
    const ModelIndex root = draft.add_node(no_index, "data", ModelNodeKind::Group);
    const ModelIndex house = draft.add_node(root, "house", ModelNodeKind::Group);
    draft.add_node(house, "rooms", ModelNodeKind::Value);
    const ModelIndex place = draft.add_node(root, "place", ModelNodeKind::Value);
    draft.nodes[place].bind.type = "geopoint";
    draft.nodes[place].bind.data_type = DataType::Geopoint;
    const ModelIndex person = draft.add_node(root, "person", ModelNodeKind::Repeat);
    draft.add_node(person, "age", ModelNodeKind::Value);
    const ModelIndex visit = draft.add_node(person, "visit", ModelNodeKind::Repeat);
    draft.add_node(visit, "reason", ModelNodeKind::Value);
    FormReading reading = FormDefinition::create(std::move(draft));
    MAHALLA_CHECK(reading.form);
    return reading.form;
}

Record household()
{
    Record record;
    record.id = record_id('1');
    record.form = {"household", "1", hash('f')};
    record.stage = RecordStage::Finalised;
    const AnswerPath first = path("/data/person").with_row(row('2')), second = path("/data/person").with_row(row('3'));
    record.rosters[path("/data/person")] = {row('3'), row('2')};
    record.rosters[*first.child("visit")] = {row('4')};
    record.answers[path("/data/house/rooms")] = {"3", true, false};
    record.answers[path("/data/place")] = {"34.43 35.84 12 4.5", true, false};
    record.answers[*first.child("age")] = {"34", true, false};
    record.answers[*second.child("age")] = {"7", true, false};
    record.answers[*first.child("visit")->with_row(row('4')).child("reason")] = {"=cmd, please", true, false};
    return record;
}

} // namespace

TEST_CASE("records are exported as a sheet of households and one for each repeat, joined by keys")
{
    const auto form = household_form();
    const Record record = household();
    const auto files = write_record_csv(*form, {&record, 1});
    const std::string key = "uuid:" + record.id.text();
    REQUIRE(files.size() == 3);
    CHECK(files[0].name == "household.csv");
    CHECK(files[0].content == "house-rooms,place-Latitude,place-Longitude,place-Altitude,place-Accuracy,KEY\r\n"
                              "3,34.43,35.84,12,4.5," +
                                  key + "\r\n");
    CHECK(files[1].name == "household-person.csv");
    // In the order in which the rows are shown.
    CHECK(files[1].content ==
          "age,PARENT_KEY,KEY\r\n7," + key + "," + key + "/person[1]\r\n34," + key + "," + key + "/person[2]\r\n");
    CHECK(files[2].content ==
          "reason,PARENT_KEY,KEY\r\n\"'=cmd, please\"," + key + "/person[2]," + key + "/person[2]/visit[1]\r\n");
}

TEST_CASE("answers that do not count, and records that must not be seen, are not exported")
{
    const auto form = household_form();
    Record record = household();
    record.answers[path("/data/house/rooms")].relevant = false;
    record.answers[path("/data/place")].unresolved = true;
    CHECK(write_record_csv(*form, {&record, 1})[0].content.find("\r\n,,,,,uuid:") != std::string::npos);
    for (const RecordStage stage : {RecordStage::Deleted, RecordStage::Masked}) {
        record.stage = stage;
        for (const ExportedFile& file : write_record_csv(*form, {&record, 1}))
            CHECK(file.content.find("uuid:") == std::string::npos);
    }
}
