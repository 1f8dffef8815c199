#include "form/form_definition.h"

#include "small_form.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a form knows its nodes by nodeset, whatever group they stand in")
{
    SmallForm small;
    small.input("name").group("house").repeat("person").input("age").end().end();
    const auto form = small.form();
    const ModelIndex age = form->find_node("/data/house/person/age");
    REQUIRE(age != no_index);
    CHECK(form->node(age).name == "age");
    CHECK(form->node(form->node(age).parent).kind == ModelNodeKind::Repeat);
    CHECK(form->repeat_around(age) == form->find_node("/data/house/person"));
    CHECK(form->repeat_around(form->find_node("/data/house/person")) == no_index);
    CHECK(form->find_node("/data/house/age") == no_index);
}

TEST_CASE("controls stand below their groups and know their nodes")
{
    SmallForm small;
    small.input("name").group("house").input("rooms").end();
    const auto form = small.form();
    REQUIRE(form->top_controls().size() == 2);
    const Control& house = form->control(form->top_controls()[1]);
    CHECK(house.kind == ControlKind::Group);
    REQUIRE(house.children.size() == 1);
    const ModelIndex rooms = form->find_node("/data/house/rooms");
    CHECK(form->control(house.children[0]).node == rooms);
    REQUIRE(form->controls_of(rooms).size() == 1);
    CHECK(form->controls_of(rooms)[0] == house.children[0]);
}

TEST_CASE("all that is wrong with a form is reported, not the first alone")
{
    SmallForm small;
    small.input("a").input("a").input("1b");
    small.draft.add_control(no_index, ControlKind::SelectOne, "/data/lost");
    const FormReading reading = small.create();
    CHECK_FALSE(reading.form);
    CHECK(has_diagnostic(reading, "name-duplicate"));
    CHECK(has_diagnostic(reading, "name-invalid"));
    CHECK(has_diagnostic(reading, "node-unknown"));
    CHECK(has_diagnostic(reading, "choices-missing"));
}

TEST_CASE("a form without questions, or without an id, is refused")
{
    CHECK_FALSE(FormDefinition::create({}).form);
    SmallForm small;
    small.input("a");
    small.draft.settings.id.clear();
    CHECK(diagnostic_of(small.create(), "form-id-missing").severity == Severity::Error);
}

TEST_CASE("the same name in two groups is no duplicate, and neither are an attribute and a child")
{
    SmallForm small;
    small.group("one").input("a").end().group("two").input("a").end();
    small.draft.add_node(small.node("/data/two"), "a", ModelNodeKind::Attribute);
    CHECK(small.create().diagnostics.empty());
}

TEST_CASE("a question that refers to no node is told what may be meant")
{
    SmallForm small;
    small.group("house").input("rooms").end();
    small.draft.add_control(no_index, ControlKind::Input, "/data/rooms");
    CHECK(diagnostic_of(small.create(), "node-unknown").help == "Did you mean /data/house/rooms?");
}

TEST_CASE("a question cannot answer a group")
{
    SmallForm small;
    small.group("house").input("rooms").end();
    small.draft.add_control(no_index, ControlKind::Input, "/data/house");
    CHECK(has_diagnostic(small.create(), "node-unknown"));
}

TEST_CASE("a select without choices is refused; one with choices or an itemset is not")
{
    SmallForm small;
    small.input("a");
    Control& control = small.draft.controls.back();
    control.kind = ControlKind::SelectOne;
    CHECK(has_diagnostic(small.create(), "choices-missing"));
    SUBCASE("choices in place") { control.choices.push_back({"yes", Text::of("Yes")}); }
    SUBCASE("an itemset")
    {
        control.itemset = Itemset{SmallForm::parsed("instance('towns')/root/item"), SmallForm::parsed("name"),
                                  SmallForm::parsed("label")};
        CHECK(has_diagnostic(small.create(), "instance-unknown"));
        small.draft.instances.push_back({"towns", "jr://file-csv/towns.csv", nullptr, 0, false});
    }
    CHECK(small.create().form);
}

TEST_CASE("two secondary instances of one id are refused")
{
    SmallForm small;
    small.input("a");
    small.draft.instances.push_back({"towns", "jr://file-csv/towns.csv", nullptr, 0, false});
    small.draft.instances.push_back({"towns", "jr://file/towns.xml", nullptr, 0, false});
    CHECK(has_diagnostic(small.create(), "instance-duplicate"));
}

TEST_CASE("an action on a new row must stand in a repeat")
{
    SmallForm small;
    small.repeat("person").input("age").end();
    Action action;
    action.ref = "/data/person/age";
    action.events = {FormEvent::NewRepeat};
    small.draft.actions.push_back(action);
    CHECK(has_diagnostic(small.create(), "event-misplaced"));
    small.draft.actions.back().control = 0;
    const auto form = small.form();
    CHECK(form->actions().front().node == form->find_node("/data/person/age"));
}

TEST_CASE("a reference to a question that is not there is a warning with what may be meant")
{
    SmallForm small;
    small.input("income").calculate("tax", "/data/incone * 2");
    const FormReading reading = small.create();
    CHECK(reading.form);
    const Diagnostic diagnostic = diagnostic_of(reading, "reference-unknown");
    CHECK(diagnostic.severity == Severity::Warning);
    CHECK(diagnostic.help == "Did you mean “income”?");
}

TEST_CASE("groups more than 200 deep are refused")
{
    SmallForm small;
    for (int i = 0; i < 250; ++i) small.group("g");
    CHECK(has_diagnostic(small.create(), "too-deep"));
}

TEST_CASE("a text without a translation is shown in the default language")
{
    SmallForm small;
    small.draft.languages = {"English", "العربية"};
    small.input("a").input("b");
    small.draft.controls[0].label =
        small.draft.add_text("/data/a:label", {{0, {"", parts_of_words("Name")}}, {1, {"", parts_of_words("الاسم")}}});
    small.draft.controls[1].label = small.draft.add_text("/data/b:label", {{0, {"", parts_of_words("Age")}}});
    const FormReading reading = small.create();
    REQUIRE(reading.form);
    const auto words = [&](ControlIndex control, std::size_t language) {
        const auto parts = reading.form->parts_of(reading.form->control(control).label, language);
        return parts.empty() ? std::string() : parts.front().words;
    };
    CHECK(words(0, 1) == "الاسم");
    CHECK(words(1, 1) == "Age");
    CHECK(reading.form->language_index("العربية") == 1);
    CHECK_FALSE(reading.form->language_index("Uzbek"));
}

TEST_CASE("a text that no translation has is a warning; an id that two have is refused")
{
    SmallForm small;
    small.draft.languages = {"English"};
    small.input("a");
    small.draft.controls[0].label = Text::translated("lost");
    CHECK(diagnostic_of(small.create(), "translation-unknown").severity == Severity::Warning);
    small.draft.add_text("x", {{0, {"", parts_of_words("one")}}});
    small.draft.add_text("x", {{0, {"", parts_of_words("two")}}});
    CHECK_FALSE(small.create().form);
}

TEST_CASE("a note is an input that can never be answered and says something")
{
    SmallForm small;
    small.input("note").input("silent").input("question");
    small.draft.nodes[1].bind.readonly = SmallForm::parsed("true()");
    small.draft.nodes[2].bind.readonly = SmallForm::parsed("true()");
    small.draft.nodes[3].bind.readonly = SmallForm::parsed("../note = 'x'");
    small.draft.controls[0].label = Text::of("Read this aloud.");
    small.draft.controls[2].label = Text::of("How old are you?");
    const auto form = small.form();
    CHECK(form->is_note(0));
    CHECK_FALSE(form->is_note(1));
    CHECK_FALSE(form->is_note(2));
}

TEST_CASE("extra sheets are found by name, in any case")
{
    SmallForm small;
    small.input("a");
    small.draft.extra_sheets.push_back({"Indicators", {"name"}, {{"fies"}}, {2}});
    const auto form = small.form();
    REQUIRE(form->find_extra_sheet("indicators"));
    CHECK(form->find_extra_sheet("indicators")->rows[0][0] == "fies");
    CHECK_FALSE(form->find_extra_sheet("design"));
}
