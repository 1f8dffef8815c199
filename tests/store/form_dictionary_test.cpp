#include "store/form_dictionary.h"

#include "store/project_story.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

const char* const small_xform =
    "<h:html><h:head><h:title>T</h:title><model><instance><data id=\"small\" version=\"3\"><name/></data></instance>"
    "<instance id=\"yes_no\"><root><item><name>yes</name></item><item><name>no</name></item></root></instance>"
    "<bind nodeset=\"/data/name\"/><bind nodeset=\"/data/consent\"/><bind nodeset=\"/data/needs\"/></model></h:head>"
    "<h:body><input ref=\"/data/name\"/><select1 ref=\"/data/consent\"><itemset nodeset=\"instance('yes_no')/root/"
    "item[true()]\"><value ref=\"name\"/><label ref=\"label\"/></itemset></select1>"
    "<select ref=\"/data/needs\"><item><label>W</label><value>water</value></item><item><value>food</value></item>"
    "</select><repeat nodeset=\"/data/person\"/></h:body></h:html>";

std::string strings_of(const FormDictionary& dictionary)
{
    std::string text;
    // The form's hash comes first and is no text.
    for (const std::uint8_t byte : dictionary.strings.bytes().subspan(33))
        text += byte == 0 ? '|' : static_cast<char>(byte);
    return text;
}

} // namespace

TEST_CASE("a form's dictionary is made of its bytes, and is the same for ever")
{
    const FormDictionary dictionary = form_dictionary_of(as_bytes(small_xform));
    CHECK(strings_of(dictionary) ==
          "small|3|/data/consent|#0:2|yes|no|/data/name|/data/needs|#1:2|water|food|/data/person|");
    CHECK(dictionary.strings.id() == 2530513483U);
    const QuestionList& questions = dictionary.questions;
    REQUIRE(questions.size() == 4);
    CHECK(questions.number_of("/data/name") == 1);
    CHECK(questions.choice_number_of(*questions.number_of("/data/consent"), "no") == 1);
    CHECK(questions.choice_number_of(*questions.number_of("/data/needs"), "water") == 0);
    CHECK_FALSE(questions.choice_number_of(*questions.number_of("/data/name"), "yes"));
    CHECK(questions.choices(*questions.number_of("/data/person")).empty());
}

TEST_CASE("one list of choices stands once, whichever questions share it")
{
    std::string binds, selects;
    for (int i = 0; i < 40; ++i) {
        const std::string nodeset = "/data/q" + std::to_string(100 + i);
        binds += "<bind nodeset=\"" + nodeset + "\"/>";
        selects += "<select1 ref=\"" + nodeset + "\"><itemset nodeset=\"instance('long')/root/item\"/></select1>";
    }
    const std::string long_value(200, 'v');
    const std::string form = "<instance id=\"long\"><name>" + long_value + "</name></instance>" + binds + selects;
    const FormDictionary dictionary = form_dictionary_of(as_bytes(form));
    CHECK(dictionary.strings.bytes().size() < 33 + 200 + 40 * 20);
    CHECK(dictionary.questions.choice_number_of(39, long_value) == 0);
}

TEST_CASE("any bytes give a dictionary within its limit, and what it leaves out is written out in events")
{
    std::string large = "<instance id=\"l\">";
    for (int i = 0; i < 3'000; ++i) large += "<name>value_" + std::to_string(i) + "</name>";
    large += "</instance>";
    for (int i = 10'000; i < 20'000; ++i) large += "<bind nodeset=\"/data/question_" + std::to_string(i) + "\"/>";
    const FormDictionary dictionary = form_dictionary_of(as_bytes(large));
    CHECK(dictionary.strings.bytes().size() <= FormStrings::bytes_max);
    CHECK(dictionary.questions.size() > 5'000);
    CHECK(dictionary.questions.size() < 10'000);
    for (std::size_t length = 0; length <= std::string_view(small_xform).size(); ++length)
        CHECK(form_dictionary_of(as_bytes(std::string_view(small_xform).substr(0, length))).questions.size() <= 4);
    for (const char* odd : {"", "<", "<>", "< >", "</>", "<:>", "<a:>", "<bind nodeset=\"/a",
                            "<select1 ref=\"\"><itemset "
                            "nodeset=\"instance('",
                            "<name>x</name>", "<instance id=\"\"><name>x</name>"})
        CHECK(form_dictionary_of(as_bytes(odd)).questions.size() == 0);
}

TEST_CASE("a record of many questions takes little more room than its answers")
{
    std::string binds;
    for (int i = 0; i < 150; ++i)
        binds += "<bind nodeset=\"/data/a_section_of_the_form/question_with_a_long_name_" + std::to_string(i) + "\"/>";
    const FormDictionary dictionary = form_dictionary_of(as_bytes(binds));
    Event event;
    event.dot = {device('a'), 1};
    for (std::size_t i = 0; i < dictionary.questions.size(); ++i)
        event.changes.push_back({path(dictionary.questions.nodeset(i)), std::to_string(i % 10), true, false});
    CHECK(event.encode(&dictionary.questions)->size() < 230);
    CHECK(event.encode()->size() > 1'000);
}
