#include "form/form_draft.h"

#include "form/xml_name.h"
#include "small_form.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a plain text in a form without languages stays where it is written")
{
    FormDraft draft;
    const Text text = draft.add_text("/data/a:label", {{0, {"", parts_of_words("Name")}}});
    CHECK(text.translation_id.empty());
    REQUIRE(text.parts.size() == 1);
    CHECK(text.parts[0].words == "Name");
    CHECK(draft.translations.empty());
}

TEST_CASE("a translated text goes into the translations, each language in its place")
{
    FormDraft draft;
    draft.languages = {"en", "uz", "ru"};
    const Text text =
        draft.add_text("/data/a:label", {{2, {"", parts_of_words("Имя")}}, {0, {"image", parts_of_words("a.jpg")}}});
    CHECK(text.translation_id == "/data/a:label");
    REQUIRE(draft.translations.size() == 1);
    REQUIRE(draft.translations[0].values.size() == 3);
    CHECK(draft.translations[0].values[0][0].form == "image");
    CHECK(draft.translations[0].values[1].empty());
    CHECK(draft.translations[0].values[2][0].parts[0].words == "Имя");
}

TEST_CASE("repeats begin with one row; what a row added later starts with is as pyxform has it")
{
    SmallForm small;
    small.repeat("household").input("name").repeat("person").input("age").end();
    small.group("animals").repeat("cow").input("milk").end().end().end();
    small.draft.begin_repeats_with_one_row();
    const auto node = [&](const char* nodeset) -> const ModelNode& { return small.draft.nodes[small.node(nodeset)]; };
    CHECK(node("/data/household").has_template);
    REQUIRE(node("/data/household").rows.size() == 1);
    REQUIRE(node("/data/household").rows[0].inner.size() == 2);
    for (const InitialRows& inner : node("/data/household").rows[0].inner) CHECK(inner.rows.size() == 1);
    CHECK(node("/data/household/person").has_template);
    CHECK(node("/data/household/person").rows.empty());
    CHECK(node("/data/household/animals/cow").rows.size() == 1);
}

TEST_CASE("types of binds are read as the specification and old forms write them")
{
    CHECK(data_type_of("int") == DataType::Integer);
    CHECK(data_type_of("xsd:dateTime") == DataType::DateTime);
    CHECK(data_type_of("xs:date") == DataType::DateOnly);
    CHECK(data_type_of("select1") == DataType::String);
    CHECK_FALSE(data_type_of("integre"));
    CHECK(name_of(DataType::Integer) == "int");
    CHECK(name_of(DataType::TimeOnly) == "time");
}

TEST_CASE("events are known by the names of the specification")
{
    for (const FormEvent event : {FormEvent::FirstLoad, FormEvent::InstanceLoad, FormEvent::NewRepeat,
                                  FormEvent::ValueChanged, FormEvent::Finalize})
        CHECK(form_event_of(name_of(event)) == event);
    CHECK(form_event_of("xforms-ready") == FormEvent::FirstLoad);
    CHECK_FALSE(form_event_of("odk-some-random-event"));
}

TEST_CASE("names are those of XML")
{
    for (const char* name : {"a", "_a", "a-b.c_1", "orx:meta", "ألف", "имя", "é", "a\xC2\xB7"}) {
        CAPTURE(name);
        CHECK(is_xml_name(name));
    }
    for (const char* name : {"", "1a", "-a", ".a", "a b", "a:b:c", ":a", "a:", "a$", "\xFF", "\xC3\x97"}) {
        CAPTURE(name);
        CHECK_FALSE(is_xml_name(name));
    }
}
