#include "support/form_scenario.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::string towns = xform(
    R"(<data id="towns"><state/><town/><towns/><town_name/></data>)",
    R"x(<itext><translation lang="English" default="true()"><text id="t0"><value>Lee</value></text><text id="t1"><value>Ash</value></text>
         <text id="t2"><value>Elm</value><value form="image">jr://images/elm.png</value></text></translation>
       <translation lang="Français"><text id="t0"><value>Lie</value></text><text id="t1"><value>Frêne</value></text>
         <text id="t2"><value>Orme</value></text></translation></itext>
       <instance id="towns"><root><item><itextId>t0</itextId><name>lee</name><state>n</state></item>
         <item><itextId>t1</itextId><name>ash</name><state>n</state></item>
         <item><itextId>t2</itextId><name>elm</name><state>s</state></item></root></instance>
       <bind nodeset="/data/town_name" calculate="jr:choice-name(/data/town, '/data/town')"/>)x",
    R"x(<select1 ref="/data/state"><item><label>North</label><value>n</value></item><item><label>South</label><value>s</value></item></select1>
       <select1 ref="/data/town"><itemset nodeset="instance('towns')/root/item[state = /data/state]"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
       <select ref="/data/towns"><itemset nodeset="instance('towns')/root/item[/data/state = '' or state = /data/state]"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select>)x");

} // namespace

TEST_CASE("a choice filter follows the answers it reads")
{
    FormScenario scenario(towns);
    CHECK(scenario.choices("/data/town").empty());
    scenario.answer("/data/state", "n");
    CHECK(scenario.choices("/data/town") == "lee ash");
    CHECK(scenario.choice_labels("/data/town") == "Lee|Ash");
    scenario.answer("/data/state", "s");
    CHECK(scenario.choices("/data/town") == "elm");
    CHECK(scenario.state("/data/town").choices.front().image == "jr://images/elm.png");
}

TEST_CASE("a chosen value that falls out of its list is cleared, those still on it stay")
{
    FormScenario scenario(towns);
    scenario.answer("/data/towns", "elm ash").answer("/data/state", "n").answer("/data/town", "lee");
    CHECK(scenario.value("/data/towns") == "ash");
    scenario.answer("/data/state", "s");
    CHECK(scenario.value("/data/town").empty());
    CHECK(scenario.value("/data/towns").empty());
    CHECK(scenario.undo().value("/data/town") == "lee");
}

TEST_CASE("a value that is not on offer is refused")
{
    FormScenario scenario(towns);
    scenario.answer("/data/state", "n");
    const auto refused = scenario.session().answer("/data/town", "elm");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::Invalid);
    CHECK(refused.error().message.find("elm") == std::string::npos);
    CHECK(scenario.value("/data/town").empty());
}

TEST_CASE("labels, and calculations that read them, follow the language")
{
    FormScenario scenario(towns);
    scenario.answer("/data/state", "n").answer("/data/town", "ash");
    CHECK(scenario.value("/data/town_name") == "Ash");
    scenario.speak("Français");
    CHECK(scenario.last().language);
    CHECK(scenario.choice_labels("/data/town") == "Lie|Frêne");
    CHECK(scenario.value("/data/town_name") == "Frêne");
    CHECK(scenario.session().set_language("Klingon").error().kind == ErrorKind::NotFound);
}

TEST_CASE("a list without a seed is shuffled once and then stays")
{
    std::string items;
    for (int i = 0; i < 30; ++i)
        items += "<item><name>c" + std::to_string(i) + "</name><label>" + std::to_string(i) + "</label></item>";
    FormScenario scenario(xform(
        R"(<data id="f"><q/><other/></data>)", "<instance id=\"c\"><root>" + items + "</root></instance>",
        R"x(<select1 ref="/data/q"><itemset nodeset="randomize(instance('c')/root/item)"><value ref="name"/><label ref="label"/></itemset></select1>
                                   <input ref="/data/other"/>)x"));
    const std::string before = scenario.choices("/data/q");
    CHECK(before.substr(0, 9) != "c0 c1 c2 ");
    CHECK(scenario.answer("/data/other", "x").choices("/data/q") == before);
    CHECK(scenario.save_and_restore().choices("/data/q") == before);
}

TEST_CASE("choices may be rows of the record itself")
{
    FormScenario scenario(xform(R"(<data id="f"><person><name/></person><head/></data>)", "",
                                R"(<repeat nodeset="/data/person"><input ref="/data/person/name"/></repeat>
                                   <select1 ref="/data/head"><itemset nodeset="/data/person[./name != '']"><value ref="name"/><label ref="name"/></itemset></select1>)"));
    CHECK(scenario.choices("/data/head").empty());
    scenario.answer("/data/person[1]/name", "Amina").add("/data/person").answer("/data/person[2]/name", "Farid");
    CHECK(scenario.choices("/data/head") == "Amina Farid");
    scenario.answer("/data/head", "Farid");
    scenario.answer("/data/person[2]/name", "Farida");
    CHECK(scenario.value("/data/head").empty());
}

TEST_CASE("pictures, sounds and films of questions and choices are those of the language spoken")
{
    FormScenario scenario(R"(
| survey | type | name | label::English | label::Français | image::English | image::Français | big-image | audio | video |
| | select_one crops | crop | Crop? | Culture ? | en.png | fr.png | big.png | a.mp3 | v.mp4 |
| choices | list_name | name | label::English | label::Français | image::English | image::Français | big-image | audio | video |
| | crops | maize | Maize | Maïs | maize.png | mais.png | large.png | m.mp3 | m.mp4 |
| settings | default_language |
| | English |
)");
    for (const char* picture : {"en.png", "fr.png"}) {
        const bool french = std::string_view(picture) == "fr.png";
        if (french) scenario.speak("Français");
        const NodeState crop = scenario.state("/data/crop");
        CHECK(crop.image == std::string("jr://images/") + picture);
        CHECK(crop.big_image == "jr://images/big.png");
        CHECK(crop.audio == "jr://audio/a.mp3");
        CHECK(crop.video == "jr://video/v.mp4");
        REQUIRE(crop.choices.size() == 1);
        CHECK(crop.choices[0].image == (french ? "jr://images/mais.png" : "jr://images/maize.png"));
        CHECK(crop.choices[0].big_image == "jr://images/large.png");
        CHECK(crop.choices[0].audio == "jr://audio/m.mp3");
        CHECK(crop.choices[0].video == "jr://video/m.mp4");
    }
}
