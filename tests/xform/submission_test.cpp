#include "xform/submission.h"

#include "base/seeded_random.h"
#include "xform_text.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

XFormText household()
{
    XFormText xform;
    xform.instance =
        "<data id=\"household\" version=\"2\"><name/><person jr:template=\"\"><age/><child jr:template=\"\"><toy/>"
        "</child></person><end><mood/></end><orx:meta><orx:instanceID/></orx:meta></data>";
    xform.body = "<input ref=\"/data/name\"/><repeat nodeset=\"/data/person\"><input ref=\"/data/person/age\"/><repeat "
                 "nodeset=\"/data/person/child\"><input ref=\"/data/person/child/toy\"/></repeat></repeat>";
    return xform;
}

constexpr const char* submission_text =
    "<data id=\"household\" version=\"2\"><name>N &amp; "
    "M</name><person><age>30</age><child><toy>ball</toy></child><child>"
    "<toy/></child></person><person><age>4</age></person><end><mood>good</mood></end><meta "
    "xmlns=\"http://openrosa.org/xforms\"><instanceID>uuid:01234567-89ab-cdef-0123-456789abcdef</instanceID></meta></"
    "data>";

AnswerPath path(const std::string& text) { return *AnswerPath::parse(text); }

} // namespace

TEST_CASE("a submission becomes a record whose rows have ids of their own")
{
    const auto form = household().form();
    SeededRandom random(1);
    const Result<Record> record = read_submission(*form, submission_text, random);
    REQUIRE(record);
    CHECK(record->id.text() == "0123456789abcdef0123456789abcdef");
    CHECK(record->form.id == "household");
    CHECK(record->answers.at(path("/data/name")).value == "N & M");
    const auto& persons = record->rosters.at(path("/data/person"));
    REQUIRE(persons.size() == 2);
    const AnswerPath first = path("/data/person").with_row(persons[0]);
    CHECK(record->answers.at(*first.child("age")).value == "30");
    CHECK(record->rosters.at(*first.child("child")).size() == 2);
}

TEST_CASE("a record written and read again says the same")
{
    const auto form = household().form();
    SeededRandom random(1), other(2);
    const Result<Record> record = read_submission(*form, submission_text, random);
    REQUIRE(record);
    const Result<std::string> xml = write_submission(*form, *record);
    REQUIRE(xml);
    const Result<Record> again = read_submission(*form, *xml, other);
    REQUIRE(again);
    CHECK(again->id == record->id);
    CHECK(again->answers.size() == record->answers.size());
    CHECK(*write_submission(*form, *again) == *xml);
}

TEST_CASE("answers that are not relevant are left out, and groups that hold nothing else")
{
    const auto form = household().form();
    SeededRandom random(1);
    Result<Record> record = read_submission(*form, submission_text, random);
    REQUIRE(record);
    record->answers.at(path("/data/end/mood")).relevant = false;
    record->answers.at(path("/data/name")).relevant = false;
    const Result<std::string> xml = write_submission(*form, *record);
    REQUIRE(xml);
    CHECK(xml->find("good") == std::string::npos);
    CHECK(xml->find("<end") == std::string::npos);
    CHECK(xml->find("<name") == std::string::npos);
    CHECK(xml->find("<age>30</age>") != std::string::npos);
}

TEST_CASE("a record without an instance id is given its own")
{
    const auto form = household().form();
    Record record;
    record.form.id = "household";
    record.id = *RecordId::from_text("0123456789abcdef0123456789abcdef");
    const Result<std::string> xml = write_submission(*form, record);
    REQUIRE(xml);
    CHECK(xml->find("<orx:instanceID>uuid:01234567-89ab-cdef-0123-456789abcdef</orx:instanceID>") != std::string::npos);
    CHECK(xml->find("<person") == std::string::npos);
}

TEST_CASE("submissions of another form are refused")
{
    const auto form = household().form();
    SeededRandom random(1);
    for (const char* text : {"<other/>", "<data id=\"else\"/>", "<data", ""}) {
        CAPTURE(text);
        const Result<Record> record = read_submission(*form, text, random);
        REQUIRE_FALSE(record);
        CHECK(record.error().kind == ErrorKind::Invalid);
    }
    Record record;
    record.form.id = "else";
    CHECK_FALSE(write_submission(*form, record));
}

TEST_CASE("what another version of the form asked is read at its place")
{
    const auto form = household().form();
    SeededRandom random(1);
    const Result<Record> record = read_submission(
        *form,
        "<data id=\"household\" version=\"1\" source=\"paper\"><village>V</village><house><roof>tin</roof></house>"
        "<pet><kind>cat</kind></pet><pet><kind>dog</kind></pet><person><age>30</age><shoe>41</shoe></person>"
        "<end>never</end><end>ever</end><name><first>A</first></name></data>",
        random);
    REQUIRE(record);
    CHECK(record->answers.at(path("/data/@source")).value == "paper");
    CHECK(record->answers.at(path("/data/village")).value == "V");
    CHECK(record->answers.at(path("/data/house/roof")).value == "tin");
    const auto& pets = record->rosters.at(path("/data/pet"));
    REQUIRE(pets.size() == 2);
    CHECK(record->answers.at(*path("/data/pet").with_row(pets[1]).child("kind")).value == "dog");
    const AnswerPath person = path("/data/person").with_row(record->rosters.at(path("/data/person")).front());
    CHECK(record->answers.at(*person.child("shoe")).value == "41");
    // A group that was a repeat: neither row overwrites the other. A question that was a group: its parts stay apart.
    const auto& ends = record->rosters.at(path("/data/end"));
    REQUIRE(ends.size() == 2);
    CHECK(record->answers.at(path("/data/end").with_row(ends[0])).value == "never");
    CHECK(record->answers.at(path("/data/name/first")).value == "A");
    CHECK_FALSE(record->answers.contains(path("/data/name")));
    // None of it goes into a submission of this version.
    const Result<std::string> xml = write_submission(*form, *record);
    REQUIRE(xml);
    CHECK(xml->find("cat") == std::string::npos);
}

TEST_CASE("a submission has an instance id though its form forgot it, and an edited one names the one before")
{
    for (const auto& [instance, meta] :
         {std::pair{"<data id=\"f\"><a/></data>", "orx:meta"}, std::pair{"<data id=\"f\"><a/><meta/></data>", "meta"},
          std::pair{"<data id=\"f\"><a/><meta><instanceName/></meta></data>", "meta"},
          std::pair{"<data id=\"f\"><a/><meta><instanceID/></meta></data>", "meta"}}) {
        CAPTURE(instance);
        XFormText xform;
        xform.instance = instance;
        xform.body = "<input ref=\"/data/a\"/>";
        const auto form = xform.form();
        Record record;
        record.form.id = "f";
        record.id = *RecordId::from_text("0123456789abcdef0123456789abcdef");
        const std::string xml = *write_submission(*form, record);
        const std::string prefix = std::string_view(meta).starts_with("orx") ? "orx:" : "";
        const std::string first = "uuid:01234567-89ab-cdef-0123-456789abcdef";
        CHECK(xml.find("<" + prefix + "instanceID>" + first + "<") != std::string::npos);
        SeededRandom random(1);
        Record read = *read_submission(*form, xml, random);
        CHECK(read.id == record.id);
        CHECK(*write_submission(*form, read) == xml);
        begin_edition(*form, read, random);
        const std::string edited = *write_submission(*form, read);
        CHECK(edited.find("<" + prefix + "deprecatedID>" + first + "<") != std::string::npos);
        CHECK(edited.find("instanceID>" + first) == std::string::npos);
        const Record again = *read_submission(*form, edited, random);
        CHECK(*write_submission(*form, again) == edited);
    }
}
