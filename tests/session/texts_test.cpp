#include "support/form_scenario.h"

#include <ctime>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string form_labelled(const std::string& texts)
{
    return xform(R"(<data id="f"><a/></data>)", "<itext><translation lang=\"en\">" + texts + "</translation></itext>",
                 R"x(<input ref="/data/a"><label ref="jr:itext('t0')"/></input>)x");
}

} // namespace

TEST_CASE("texts that ask for texts that ask for texts end before a person would notice")
{
    std::string texts = "<text id=\"t7\"><value>x</value></text>";
    for (int i = 0; i < 7; ++i) {
        texts += "<text id=\"t" + std::to_string(i) + "\"><value>";
        for (int outputs = 0; outputs < 10; ++outputs)
            texts += "<output value=\"jr:itext('t" + std::to_string(i + 1) + "')\"/>";
        texts += "</value></text>";
    }
    FormScenario scenario(form_labelled(texts));
    // Of this process alone: a machine that is busy otherwise breaks no promise.
    const std::clock_t start = std::clock();
    CHECK(scenario.label("/data/a").size() < 10'000);
    CHECK(std::clock() - start < CLOCKS_PER_SEC);
}

TEST_CASE("a text that asks for itself ends")
{
    FormScenario scenario(form_labelled("<text id=\"t0\"><value>.<output value=\"jr:itext('t0')\"/></value></text>"));
    CHECK(scenario.label("/data/a").starts_with("..."));
    CHECK(scenario.label("/data/a").size() < 100);
}

TEST_CASE("a label of a long answer many times over is cut, not put together whole")
{
    std::string outputs;
    for (int i = 0; i < 500; ++i) outputs += "<output value=\"/data/a\"/>";
    FormScenario scenario(form_labelled("<text id=\"t0\"><value>" + outputs + "</value></text>"));
    scenario.answer("/data/a", std::string(100'000, 'x'));
    CHECK(scenario.label("/data/a").size() < 2'000'000);
}
