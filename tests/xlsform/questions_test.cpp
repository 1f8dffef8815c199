#include "xlsform/xlsform_fixture.h"

#include <doctest/doctest.h>

using namespace mahalla;
using mahalla::test::contains;
using mahalla::test::find;
using mahalla::test::read_markdown_form;
using mahalla::test::xform_of;

TEST_CASE("each family of question types becomes its control and data type")
{
    struct Row {
        const char *type, *control, *data_type;
    };
    for (const Row& row : {Row{"text", "<input ", "string"},
                           Row{"integer", "<input ", "int"},
                           Row{"decimal", "<input ", "decimal"},
                           Row{"date", "<input ", "date"},
                           Row{"time", "<input ", "time"},
                           Row{"dateTime", "<input ", "dateTime"},
                           Row{"geopoint", "<input ", "geopoint"},
                           Row{"geotrace", "<input ", "geotrace"},
                           Row{"geoshape", "<input ", "geoshape"},
                           Row{"barcode", "<input ", "barcode"},
                           Row{"image", "<upload ", "binary"},
                           Row{"photo", "<upload ", "binary"},
                           Row{"audio", "<upload ", "binary"},
                           Row{"video", "<upload ", "binary"},
                           Row{"file", "<upload ", "binary"},
                           Row{"acknowledge", "<trigger ", "string"},
                           Row{"range", "<range ", "int"},
                           Row{"select_one yn", "<select1 ", "string"},
                           Row{"select one yn", "<select1 ", "string"},
                           Row{"select one from yn", "<select1 ", "string"},
                           Row{"add select one prompt using yn", "<select1 ", "string"},
                           Row{"select1 yn", "<select1 ", "string"},
                           Row{"select_multiple yn", "<select ", "string"},
                           Row{"select all that apply from yn", "<select ", "string"},
                           Row{"rank yn", "<odk:rank ", "odk:rank"},
                           Row{"add date prompt", "<input ", "date"},
                           Row{"q int", "<input ", "int"},
                           Row{"phone number", "<input ", "string"}}) {
        CAPTURE(row.type);
        const std::string xform =
            xform_of("| survey |\n| | type | name | label |\n| | " + std::string(row.type) +
                     " | q | Q |\n| choices |\n| | list_name | name | label |\n| | yn | y | Yes |\n");
        CHECK(contains(xform, row.control));
        CHECK(contains(xform, "nodeset=\"/data/q\" type=\"" + std::string(row.data_type) + "\""));
    }
}

TEST_CASE("metadata, calculations and hidden values have no control")
{
    const std::string xform = xform_of(
        "| survey |\n| | type | name | label | calculation |\n| | start | s |\n| | today | t |\n| | deviceid | d |\n"
        "| | username | u |\n| | calculate | c | | 1 + 1 |\n| | hidden | h |\n| | text | q | Q |\n");
    CHECK(contains(xform, "nodeset=\"/data/s\" type=\"dateTime\" jr:preload=\"timestamp\" jr:preloadParams=\"start\""));
    CHECK(contains(xform, "jr:preload=\"date\" jr:preloadParams=\"today\""));
    CHECK(contains(xform, "jr:preload=\"property\" jr:preloadParams=\"deviceid\""));
    CHECK(contains(xform, "nodeset=\"/data/c\" type=\"string\" calculate=\"1 + 1\""));
    CHECK_FALSE(contains(xform, "ref=\"/data/h\""));
    CHECK(contains(xform, "jr:preload=\"uid\""));
}

TEST_CASE("columns are known by every one of their names, whatever their case and blanks")
{
    const char* headers[] = {
        "type|name|label|relevant|required|readonly|constraint|calculation",
        "command|tag|caption|relevance|Required|read_only|Constraint|calculate",
        "Type|value|Label|bind::relevant|bind::required|Read Only|bind :: constraint|bind::calculate"};
    for (std::string header : headers) {
        CAPTURE(header);
        std::string cells;
        for (const char c : header) cells += c == '|' ? std::string(" | ") : std::string(1, c);
        const std::string xform =
            xform_of("| survey |\n| | " + cells + " |\n| | text | q | Q | 1 = 1 | yes | no | . != 'x' | 'v' |\n");
        CHECK(contains(
            xform,
            "readonly=\"false()\" required=\"true()\" relevant=\"1 = 1\" constraint=\". != 'x'\" calculate=\"'v'\""));
    }
}

TEST_CASE("two columns that mean the same are an error that names both")
{
    const FormReading reading =
        read_markdown_form("| survey |\n| | type | name | label | relevant | relevance |\n| | text | a | A | | |\n");
    REQUIRE(find(reading, "column-duplicate") != nullptr);
    CHECK(find(reading, "column-duplicate")->column == "relevance");
    CHECK(reading.form == nullptr);
}

TEST_CASE("parameters become attributes of controls and binds")
{
    const std::string xform =
        xform_of("| survey |\n| | type | name | label | parameters | appearance |\n"
                 "| | range | r | R | start=0, end=5;step=0.5 | vertical |\n| | image | p | P | max-pixels=1024 |\n"
                 "| | audio | a | A | quality=low |\n| | text | t | T | rows=4 |\n"
                 "| | geopoint | g | G | capture-accuracy=5 allow-mock-accuracy=true |\n| | geoshape | s | S | "
                 "incremental=true |\n");
    CHECK(contains(xform, "nodeset=\"/data/r\" type=\"decimal\""));
    CHECK(contains(xform, "<range ref=\"/data/r\" appearance=\"vertical\" start=\"0\" end=\"5\" step=\"0.5\">"));
    CHECK(contains(xform, "orx:max-pixels=\"1024\""));
    CHECK(contains(xform, "odk:quality=\"low\""));
    CHECK(contains(xform, "rows=\"4\""));
    CHECK(contains(xform, "accuracyThreshold=\"5\""));
    CHECK(contains(xform, "odk:allow-mock-accuracy=\"true\""));
    CHECK(contains(xform, "incremental=\"true\""));
}

TEST_CASE("a parameter that the type does not have is told with those it has")
{
    const FormReading reading =
        read_markdown_form("| survey |\n| | type | name | label | parameters |\n| | image | p | P | max_pixels=1024 |\n"
                           "| | range | r | R | start=1 end=x |\n| | text | t | T | rows |\n");
    REQUIRE(find(reading, "parameter-unknown") != nullptr);
    CHECK(find(reading, "parameter-unknown")->row == 2);
    CHECK(find(reading, "parameter-unknown")->help == "Did you mean \"max-pixels\"?");
    REQUIRE(find(reading, "parameter-invalid") != nullptr);
    CHECK(find(reading, "parameter-invalid")->row == 3);
    CHECK(find(reading, "parameters-invalid")->row == 4);
}

TEST_CASE("a default that is an expression is set by an action, words stand in the record")
{
    const std::string xform = xform_of(
        "| survey |\n| | type | name | label | default |\n| | date | d | D | 2026-11-21 |\n| | text | w | W | a-b |\n"
        "| | date | t | T | today() |\n| | begin_repeat | r | R |\n| | text | x | X | concat('a', ${w}) |\n| | "
        "end_repeat |\n"
        "| | image | i | I | map.png |\n| | text | n | N | 1309- |\n");
    CHECK(contains(xform, "<d>2026-11-21</d>"));
    CHECK(contains(xform, "<w>a-b</w>"));
    CHECK(contains(xform, "<setvalue event=\"odk-instance-first-load\" ref=\"/data/t\" value=\"today()\""));
    CHECK(contains(xform, "<setvalue event=\"odk-new-repeat\" ref=\"/data/r/x\" value=\"concat('a',  /data/w )\""));
    CHECK(contains(xform, "<i>jr://images/map.png</i>"));
    CHECK(contains(xform, "<n>1309-</n>"));
}

TEST_CASE("a trigger puts the calculation into an action of the question it names")
{
    const std::string xform = xform_of(
        "| survey |\n| | type | name | label | calculation | trigger |\n| | text | a | A |\n| | text | b | B |\n"
        "| | dateTime | c | | now() | ${a}, ${b} |\n| | background-geopoint | g | | | ${a} |\n");
    CHECK(contains(xform, "<input ref=\"/data/a\"><label>A</label><setvalue event=\"xforms-value-changed\" "
                          "ref=\"/data/c\" value=\"now()\"/>"
                          "<odk:setgeopoint event=\"xforms-value-changed\" ref=\"/data/g\"/>"));
    CHECK(contains(xform,
                   "<input ref=\"/data/b\"><label>B</label><setvalue event=\"xforms-value-changed\" ref=\"/data/c\""));
    CHECK_FALSE(contains(xform, "calculate=\"now()\""));
    const FormReading unknown = read_markdown_form(
        "| survey |\n| | type | name | label | trigger |\n| | text | age | A |\n| | text | c | C | ${agee} |\n");
    REQUIRE(find(unknown, "reference-unknown") != nullptr);
    CHECK(find(unknown, "reference-unknown")->help == "Did you mean \"age\"?");
}

TEST_CASE("or_other adds the choice and the question that asks for it")
{
    const std::string xform =
        xform_of("| survey |\n| | type | name | label |\n| | select_one c or_other | q | Q |\n| choices |\n"
                 "| | list_name | name | label::en | label::fr |\n| | c | a | A-en | A-fr |\n");
    CHECK(contains(xform, "<name>other</name>"));
    CHECK(contains(xform, "relevant=\"selected(../q, 'other')\""));
    CHECK(contains(xform, "<input ref=\"/data/q_other\"><label>Specify other.</label>"));
}

TEST_CASE("a table-list gets a head with the choices' labels and rows without them")
{
    const std::string xform =
        xform_of("| survey |\n| | type | name | label | appearance |\n| | begin_group | g | Title | table-list |\n"
                 "| | select_one c | a | A |\n| | select_one c | b | B |\n| | end_group |\n| choices |\n| | list_name "
                 "| name | label |\n| | c | y | Y |\n");
    CHECK(contains(xform, "<group ref=\"/data/g\" appearance=\"field-list\">"));
    CHECK(contains(xform, "<input ref=\"/data/g/generated_table_list_label_2\"><label>Title</label>"));
    CHECK(contains(xform, "ref=\"/data/g/reserved_name_for_field_list_labels_3\" appearance=\"label\""));
    CHECK(contains(xform, "ref=\"/data/g/b\" appearance=\"list-nolabel\""));
}

TEST_CASE("a repeat counts by a reference, or by a helper for an expression")
{
    const std::string xform =
        xform_of("| survey |\n| | type | name | label | repeat_count |\n| | integer | n | N |\n| | begin_repeat | a | "
                 "A | ${n} |\n| | text | x | X |\n"
                 "| | end_repeat |\n| | begin_repeat | b | B | ${n} + 1 |\n| | text | y | Y |\n| | end_repeat |\n");
    CHECK(contains(xform, "<repeat nodeset=\"/data/a\" jr:count=\" /data/n \">"));
    CHECK(contains(xform, "<repeat nodeset=\"/data/b\" jr:count=\" /data/b_count \">"));
    CHECK(contains(xform, "nodeset=\"/data/b_count\" type=\"string\" readonly=\"true()\" calculate=\" /data/n  + 1\""));
}

TEST_CASE("a loop asks its questions for each choice")
{
    const std::string xform =
        xform_of("| survey |\n| | type | name | label |\n| | begin_loop over c | l | |\n| | integer | n | How many "
                 "%(label)s? |\n| | end_loop |\n"
                 "| choices |\n| | list_name | name | label |\n| | c | cow | Cows |\n| | c | hen | Hens |\n");
    CHECK(contains(xform, "<l><cow><n/></cow><hen><n/></hen></l>"));
    CHECK(contains(xform, "<input ref=\"/data/l/hen/n\"><label>How many Hens?</label>"));
}

TEST_CASE("a repeat inside a repeat has one template, inside the outer's")
{
    const std::string xform =
        xform_of("| survey |\n| | type | name | label |\n| | begin_repeat | a | A |\n| | begin_repeat | b | B |\n| | "
                 "text | x | X |\n| | end_repeat |\n| | end_repeat |\n");
    CHECK(contains(xform, "<a jr:template=\"\"><b jr:template=\"\"><x/></b></a><a><b><x/></b></a>"));
}

TEST_CASE("our own columns and sheets are kept in the form")
{
    const FormReading reading =
        read_markdown_form("| survey |\n| | type | name | label | sensitivity |\n| | text | q | Q | high |\n| "
                           "indicators |\n| | name | formula |\n| | i1 | q = 1 |\n");
    REQUIRE(reading.form);
    const ModelIndex node = reading.form->find_node("/data/q");
    REQUIRE(reading.form->node(node).columns.size() == 1);
    CHECK(reading.form->node(node).columns[0] == WrittenAttribute{"sensitivity", "high"});
    const ExtraSheet* sheet = reading.form->find_extra_sheet("indicators");
    REQUIRE(sheet != nullptr);
    CHECK(sheet->header == std::vector<std::string>{"name", "formula"});
    CHECK(sheet->rows.at(0).at(1) == "q = 1");
    CHECK(sheet->row_numbers.at(0) == 2);
}

TEST_CASE("settings reach the form, and its root's name follows them")
{
    const std::string tables = "| survey |\n| | type | name | label |\n| | text | q | Q |\n| settings |\n"
                               "| | form_title | form_id | version | style | name | instance_name | submission_url | "
                               "namespaces | attribute::ex:kind |\n"
                               "| | Title | the_id | 7 | pages | visit | concat('a', ${q}) | https://x.org | "
                               "ex=\"http://ex.org\" | census |\n";
    const std::string xform = xform_of(tables);
    CHECK(contains(xform, "<h:title>Title</h:title>"));
    CHECK(contains(xform, "id=\"the_id\" version=\"7\""));
    CHECK(contains(xform, "ex:kind=\"census\""));
    CHECK(contains(xform, "<h:body class=\"pages\">"));
    CHECK(
        contains(xform, "nodeset=\"/visit/meta/instanceName\" type=\"string\" calculate=\"concat('a',  /visit/q )\""));
    CHECK(contains(xform, "<submission action=\"https://x.org\" method=\"post\"/>"));
    CHECK(read_markdown_form(tables, {"other"}).form->root().name == "other");
}

TEST_CASE("a form without an id is called as its file")
{
    const auto reading =
        read_workbook(as_bytes("| survey |\n| | type | name | label |\n| | text | q | Q |\n"), "dir/household.md");
    CHECK(read_xlsform(reading->workbook).form->id() == "household");
}
