#include "xlsform/xlsform_fixture.h"

#include <doctest/doctest.h>

using namespace mahalla;
using mahalla::test::contains;
using mahalla::test::find;
using mahalla::test::read_markdown_form;
using mahalla::test::xform_of;

TEST_CASE("an entity that is created gets an id, a label and the answers saved to it")
{
    const std::string xform = xform_of("| survey |\n| | type | name | label | save_to |\n| | text | a | A | colour "
                                       "|\n| entities |\n| | list_name | label |\n| | trees | Tree ${a} |\n");
    CHECK(contains(xform, "entities:entities-version=\"2024.1.0\""));
    CHECK(contains(xform, "<entity dataset=\"trees\" create=\"1\" id=\"\"><label/></entity>"));
    CHECK(contains(xform, "entities:saveto=\"colour\""));
    CHECK(
        contains(xform, "<setvalue event=\"odk-instance-first-load\" ref=\"/data/meta/entity/@id\" value=\"uuid()\""));
}

TEST_CASE("an entity that is updated finds its version in the list")
{
    const std::string xform =
        xform_of("| survey |\n| | type | name | label |\n| | select_one_from_file trees.csv | t | T |\n| entities |\n| "
                 "| list_name | entity_id | update_if |\n| | trees | ${t} | true() |\n");
    CHECK(contains(xform, "nodeset=\"/data/meta/entity/@baseVersion\" type=\"string\" readonly=\"true()\" "
                          "calculate=\"instance('trees')/root/item[name= /data/t ]/__version\""));
    CHECK(contains(xform, "update=\"1\""));
    const FormReading missing = read_markdown_form("| survey |\n| | type | name | label |\n| | text | t | T |\n| "
                                                   "entities |\n| | list_name | entity_id |\n| | trees | ${t} |\n");
    CHECK(find(missing, "entity-instance-missing") != nullptr);
}

TEST_CASE("an entity of a repeat stands in its rows, each with an id of its own")
{
    const std::string xform = xform_of("| survey |\n| | type | name | label | save_to |\n| | begin_repeat | r | R | "
                                       "|\n| | text | a | A | colour |\n| | end_repeat | | | |\n"
                                       "| entities |\n| | list_name | label |\n| | trees | ${a} |\n");
    CHECK(contains(xform, "entities:entities-version=\"2025.1.0\""));
    CHECK(contains(xform, "<r><a/><meta><entity dataset=\"trees\""));
    CHECK(contains(xform, "<setvalue event=\"odk-new-repeat\" ref=\"/data/r/meta/entity/@id\" value=\"uuid()\""));
}

TEST_CASE("what forbids an entity is told at its cell")
{
    struct Broken {
        const char *code, *entities, *save_to;
    };
    for (const Broken& broken :
         {Broken{"entity-list-missing", "| | list_name | label |\n| | | L |\n", ""},
          Broken{"entity-label-missing", "| | list_name |\n| | t |\n", ""},
          Broken{"entity-id-missing", "| | list_name | update_if | label |\n| | t | 1 | L |\n", ""},
          Broken{"entity-list-invalid", "| | list_name | label |\n| | a.b | L |\n", ""},
          Broken{"entity-property-invalid", "| | list_name | label |\n| | t | L |\n", "name"},
          Broken{"entity-list-unknown", "| | list_name | label |\n| | t | L |\n", "other#x"}}) {
        CAPTURE(broken.code);
        const FormReading reading =
            read_markdown_form("| survey |\n| | type | name | label | save_to |\n| | text | a | A | " +
                               std::string(broken.save_to) + " |\n| entities |\n" + broken.entities);
        CHECK(reading.form == nullptr);
        CHECK(find(reading, broken.code) != nullptr);
    }
    CHECK(find(read_markdown_form("| survey |\n| | type | name | label | save_to |\n| | text | a | A | x |\n"),
               "entity-undeclared") != nullptr);
}
