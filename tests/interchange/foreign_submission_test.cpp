#include "interchange/foreign_submission.h"

#include "interchange/village.h"
#include "xform/submission.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a submission is the record it was, with the same ids of record and rows each time")
{
    const auto form = village_form();
    const Record record = full_household();
    const std::string xml = write_submission(*form, record).value();
    const auto once = read_foreign_submission(*form, xml, 7), twice = read_foreign_submission(*form, xml, 9);
    REQUIRE(once);
    REQUIRE(twice);
    CHECK(once->record.id == record.id); // "uuid:" and its digits
    CHECK(once->row == 7);
    CHECK(said(once->record) == said(twice->record));
    CHECK(once->record.rosters == twice->record.rosters);
    std::map<std::string, std::string> without_meta = said(once->record);
    std::erase_if(without_meta, [](const auto& answer) { return answer.first.find("/meta/") != std::string::npos; });
    for (const auto& [place, value] : said(record)) {
        CAPTURE(place);
        CHECK(without_meta[place] == value);
    }
    const RecordId own = record_id('9');
    CHECK(read_foreign_submission(*form, xml, 1, own)->record.id == own);
}

TEST_CASE("a submission without an id is another record than one that says something else, and than one of that name")
{
    const auto form = village_form();
    const auto of = [&](const std::string& inner) {
        return read_foreign_submission(*form, "<data id=\"village\">" + inner + "</data>", 1).value().record.id;
    };
    const std::string answer = "<house><rooms>3</rooms></house>";
    CHECK(of(answer) == of(answer));
    CHECK(of(answer) != of("<house><rooms>4</rooms></house>"));
    const std::string named = answer + "<meta><instanceID>ours-3</instanceID></meta>";
    CHECK(of(named) != of(answer));
    CHECK(of(named) == record_id_of_name(*form, "ours-3"));
}

TEST_CASE("what is no submission of the form is refused without what it says")
{
    const auto form = village_form();
    for (const char* xml : {"", "<data>", "<other/>", "<!DOCTYPE a [<!ENTITY b \"CANARY\">]><data>&b;</data>"}) {
        const auto refused = read_foreign_submission(*form, xml, 1);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.find("CANARY") == std::string::npos);
    }
}
