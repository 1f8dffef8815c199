#include "xlsform/xlsform_fixture.h"

#include <doctest/doctest.h>

using namespace mahalla;
using mahalla::test::contains;
using mahalla::test::find;
using mahalla::test::read_markdown_form;
using mahalla::test::xform_of;

TEST_CASE("languages come in the order of their columns, the default first")
{
    const FormReading reading = read_markdown_form("| survey |\n| | type | name | label::English (en) | label::Arabic "
                                                   "(ar) | hint::Arabic (ar) |\n| | text | q | Q | س | ت |\n"
                                                   "| settings |\n| | default_language |\n| | Arabic (ar) |\n");
    REQUIRE(reading.form);
    REQUIRE(reading.form->languages().size() == 2);
    CHECK(reading.form->languages()[0] == "Arabic (ar)");
    CHECK(reading.form->settings().default_language_marked);
    const Control& control = reading.form->control(reading.form->top_controls()[0]);
    CHECK(reading.form->parts_of(control.label, 1).front().words == "Q");
    CHECK(reading.form->parts_of(control.label, 0).front().words == "س");
}

TEST_CASE("single colons separate languages where no header has double ones")
{
    const FormReading reading = read_markdown_form("| survey |\n| | type | name | label:English | label:French | "
                                                   "bind:jr:constraintMsg |\n| | text | q | Q | Qf | no |\n");
    REQUIRE(reading.form);
    CHECK(reading.form->languages().size() == 2);
}

TEST_CASE("a text without language belongs to the default language where others have one")
{
    const std::string xform = xform_of("| survey |\n| | type | name | label | label::fr |\n| | text | q | Q | Qf |\n");
    CHECK(contains(xform,
                   "<translation lang=\"default\" default=\"true()\"><text id=\"/data/q:label\"><value>Q</value>"));
    CHECK(contains(xform, "<translation lang=\"fr\"><text id=\"/data/q:label\"><value>Qf</value>"));
}

TEST_CASE("media and guidance hints need translations, whatever the languages")
{
    const std::string xform = xform_of("| survey |\n| | type | name | label | image | big-image | audio | hint | "
                                       "guidance_hint |\n| | text | q | Q | a.png | b.png | c.mp3 | H | G |\n");
    CHECK(contains(xform, "<value form=\"image\">jr://images/a.png</value>"));
    CHECK(contains(xform, "<value form=\"big-image\">jr://images/b.png</value>"));
    CHECK(contains(xform, "<value form=\"audio\">jr://audio/c.mp3</value>"));
    CHECK(contains(xform, "<text id=\"/data/q:hint\"><value>H</value><value form=\"guidance\">G</value></text>"));
}

TEST_CASE("choices with media or translations find their labels by itextId, others have them in place")
{
    const std::string xform = xform_of("| survey |\n| | type | name | label::en |\n| | select_one a | q | Q |\n| | "
                                       "select_one b | p | P |\n| choices |\n"
                                       "| | list_name | name | label::en | label | image | kind |\n| | a | x | X | | "
                                       "x.png | k |\n| | b | y | | Y | | |\n");
    CHECK(contains(
        xform,
        "<instance id=\"a\"><root><item><itextId>a-0</itextId><name>x</name><kind>k</kind></item></root></instance>"));
    CHECK(contains(xform, "<instance id=\"b\"><root><item><name>y</name><label>Y</label></item></root></instance>"));
    CHECK(contains(xform, "<label ref=\"jr:itext(itextId)\"/>"));
}

TEST_CASE("a default language that no column has is told with the one that may be meant")
{
    const auto form = [](const char* language) {
        return read_markdown_form("| survey |\n| | type | name | label::English (en) | label::French (fr) |\n"
                                  "| | text | q | Q | Qf |\n| settings |\n| | default_language |\n| | " +
                                  std::string(language) + " |\n");
    };
    for (const char* language : {"English", "english (en)", "Englihs (en)", "en"}) {
        CAPTURE(std::string(language));
        const FormReading reading = form(language);
        REQUIRE(reading.form);
        const Diagnostic* told = find(reading, "default-language-unknown");
        REQUIRE(told != nullptr);
        CHECK(told->severity == Severity::Warning);
        CHECK(told->sheet == "settings");
        CHECK(told->row == 2);
        CHECK(told->column == "default_language");
        CHECK(contains(told->help, "English (en)"));
    }
    CHECK(contains(find(form("Hindi"), "default-language-unknown")->help, "Write one of"));
    CHECK(find(form("French (fr)"), "default-language-unknown") == nullptr);
    CHECK(find(read_markdown_form("| survey |\n| | type | name | label |\n| | text | q | Q |\n"
                                  "| settings |\n| | default_language |\n| | English |\n"),
               "default-language-unknown") == nullptr);
}
