#include "xform/read_xform.h"

#include "support/shared_folder.h"
#include "xform/write_xform.h"
#include "xform_text.h"

#include <chrono>
#include <fstream>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string words_of(std::span<const TextPart> parts)
{
    std::string words;
    for (const TextPart& part : parts) words += part.output ? "{" + part.output->text() + "}" : part.words;
    return words;
}

std::string file_text(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("id, version, title, style and submission of a form are read")
{
    XFormText xform;
    xform.instance = "<data id=\"survey\" version=\"2026-1\"><a/></data>";
    xform.model = "<submission action=\"https://example.org\" method=\"post\" base64RsaPublicKey=\"KEY\" "
                  "orx:auto-send=\"true\"/>";
    std::string text = xform.text();
    text.replace(text.find("<h:body>"), 8, "<h:body class=\"pages theme-grid\">");
    const FormReading reading = read_xform(as_bytes(text));
    REQUIRE(reading.form);
    const FormSettings& settings = reading.form->settings();
    CHECK(settings.id == "survey");
    CHECK(settings.version == "2026-1");
    CHECK(settings.title == "Test");
    CHECK(settings.style == "pages theme-grid");
    CHECK(settings.submission.url == "https://example.org");
    CHECK(settings.submission.public_key == "KEY");
    CHECK(settings.submission.auto_send == "true");
}

TEST_CASE("a bind is read with everything it states")
{
    XFormText xform;
    xform.model = "<bind nodeset=\"/data/a\" type=\"int\" relevant=\"1 = 1\" required=\"true()\" readonly=\"false()\" "
                  "constraint=\". &lt; 9\" jr:constraintMsg=\"Too many\" jr:requiredMsg=\"jr:itext('req')\" "
                  "jr:preload=\"uid\" entities:saveto=\"size\" orx:max-pixels=\"640\" other=\"x\"/>";
    const auto form = xform.form();
    const Bind& bind = form->node(form->find_node("/data/a")).bind;
    CHECK(bind.data_type == DataType::Integer);
    CHECK(bind.relevant->text() == "1 = 1");
    CHECK(bind.required->text() == "true()");
    CHECK(bind.readonly->text() == "false()");
    CHECK(bind.constraint->text() == ". < 9");
    CHECK(words_of(bind.constraint_message.parts) == "Too many");
    CHECK(bind.required_message.translation_id == "req");
    CHECK(bind.preload == "uid");
    CHECK(bind.save_to == "size");
    CHECK(*find_attribute(bind.attributes, "orx:max-pixels") == "640");
    CHECK(*find_attribute(bind.attributes, "other") == "x");
}

TEST_CASE("the default language comes first, wherever it stands")
{
    XFormText xform;
    xform.model = "<itext><translation lang=\"fr\"><text id=\"l\"><value>Nom</value></text></translation>"
                  "<translation lang=\"en\" default=\"true()\"><text id=\"l\"><value>Name</value>"
                  "<value form=\"image\">jr://images/n.png</value></text></translation></itext>";
    xform.body = "<input ref=\"/data/a\"><label ref=\"jr:itext('l')\"/></input>";
    const auto form = xform.form();
    REQUIRE(form->languages().size() == 2);
    CHECK(form->languages()[0] == "en");
    const Text& label = form->control(0).label;
    CHECK(words_of(form->parts_of(label, 0)) == "Name");
    CHECK(words_of(form->parts_of(label, 1)) == "Nom");
    CHECK(words_of(form->parts_of(label, 0, "image")) == "jr://images/n.png");
}

TEST_CASE("outputs stand where they were written, white space at both ends is left out")
{
    XFormText xform;
    xform.instance = "<data id=\"t\"><a/><b/></data>";
    xform.body =
        "<input ref=\"/data/a\"><label>\n  Is <output value=\" /data/b \"/> older than <output ref=\"../a\"/>?\n"
        "</label><hint><output value=\"/data/b\"/></hint></input>";
    const auto form = xform.form();
    CHECK(words_of(form->control(0).label.parts) == "Is { /data/b } older than {../a}?");
    CHECK(words_of(form->control(0).hint.parts) == "{/data/b}");
}

TEST_CASE("white space that an author put at the begin of a text stays")
{
    XFormText xform;
    xform.body = "<input ref=\"/data/a\"><label>\tcode block</label><hint>\n  laid out\n</hint></input>";
    const auto form = xform.form();
    CHECK(words_of(form->control(0).label.parts) == "\tcode block");
    CHECK(words_of(form->control(0).hint.parts) == "laid out");
}

TEST_CASE("a default language may be marked by an empty attribute, but not by false()")
{
    XFormText xform;
    xform.model =
        "<itext><translation lang=\"fr\" default=\"false()\"/><translation lang=\"en\" default=\"\"/></itext>";
    CHECK(xform.form()->languages()[0] == "en");
}

TEST_CASE("references are resolved from the groups around them")
{
    XFormText xform;
    xform.instance = "<data id=\"t\"><g><a/></g><r><b/></r></data>";
    xform.model = "<bind nodeset=\"g/a\" type=\"int\"/>";
    xform.body =
        "<group ref=\"g\"><input ref=\"a\"/><input ref=\"./a\"/></group><group ref=\"/data/r\"><label>R</label>"
        "<repeat nodeset=\"/data/r\"><input ref=\"../r/b\"/><input ref=\"b\"/></repeat></group>";
    const auto form = xform.form();
    CHECK(form->node(form->find_node("/data/g/a")).bind.type == "int");
    CHECK(form->control(1).ref == "/data/g/a");
    CHECK(form->control(2).ref == "/data/g/a");
    CHECK(form->control(5).ref == "/data/r/b");
    CHECK(form->control(6).ref == "/data/r/b");
}

TEST_CASE("several rows of a repeat are read against its template")
{
    XFormText xform;
    xform.instance = "<data id=\"t\"><r jr:template=\"\"><n>0</n><s jr:template=\"\"><m/></s></r>"
                     "<r><n>1</n></r><r><n>0</n><s><m>x</m></s><s><m/></s></r></data>";
    xform.body = "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/n\"/><repeat nodeset=\"/data/r/s\">"
                 "<input ref=\"/data/r/s/m\"/></repeat></repeat>";
    const auto form = xform.form();
    const ModelNode& r = form->node(form->find_node("/data/r"));
    const ModelIndex n = form->find_node("/data/r/n"), s = form->find_node("/data/r/s");
    CHECK(r.kind == ModelNodeKind::Repeat);
    CHECK(r.has_template);
    CHECK(form->node(n).default_value == "0");
    CHECK(form->node(s).rows.empty());
    REQUIRE(r.rows.size() == 2);
    REQUIRE(r.rows[0].values.size() == 1);
    CHECK(r.rows[0].values[0].node == n);
    CHECK(r.rows[0].values[0].value == "1");
    CHECK(r.rows[0].inner.empty());
    CHECK(r.rows[1].values.empty());
    REQUIRE(r.rows[1].inner.size() == 1);
    CHECK(r.rows[1].inner[0].repeat == s);
    REQUIRE(r.rows[1].inner[0].rows.size() == 2);
    CHECK(r.rows[1].inner[0].rows[0].values[0].value == "x");
}

TEST_CASE("without a template the first row is the template and a row")
{
    XFormText xform;
    xform.instance = "<data id=\"t\"><r><n>5</n></r></data>";
    xform.body =
        "<group><label>People</label><repeat nodeset=\"/data/r\" jr:count=\"/data/r/n\" jr:noAddRemove=\"true()\">"
        "<input ref=\"/data/r/n\"/></repeat></group>";
    const auto form = xform.form();
    const ModelNode& r = form->node(form->find_node("/data/r"));
    CHECK_FALSE(r.has_template);
    REQUIRE(r.rows.size() == 1);
    CHECK(r.rows[0].values.empty());
    CHECK(form->control(1).count->text() == "/data/r/n");
    CHECK(form->control(1).no_add_remove->text() == "true()");
}

TEST_CASE("nodes beside each other with one name need a repeat")
{
    XFormText xform;
    xform.instance = "<data id=\"t\"><a/><a/></data>";
    CHECK(reports(xform.read(), "name-duplicate"));
}

TEST_CASE("attributes of nodes are nodes, and binds may name them")
{
    XFormText xform;
    xform.instance = "<data id=\"t\"><meta><entity dataset=\"trees\" id=\"\"/></meta></data>";
    xform.model = "<bind nodeset=\"/data/meta/entity/@id\" calculate=\"uuid()\"/>"
                  "<setvalue event=\"odk-instance-first-load\" ref=\"/data/meta/entity/@id\" value=\"uuid()\"/>";
    const auto form = xform.form();
    const ModelIndex id = form->find_node("/data/meta/entity/@id");
    REQUIRE(id != no_index);
    CHECK(form->node(id).kind == ModelNodeKind::Attribute);
    CHECK(form->node(id).bind.calculate->text() == "uuid()");
    CHECK(form->actions()[0].node == id);
    CHECK(form->node(form->find_node("/data/meta/entity/@dataset")).default_value == "trees");
}

TEST_CASE("names in a namespace keep the form's prefix, and references find them under any")
{
    XFormText xform;
    xform.instance = "<data id=\"t\"><meta xmlns=\"http://openrosa.org/xforms\"><instanceID/></meta></data>";
    xform.model = "<bind nodeset=\"/data/meta/instanceID\" jr:preload=\"uid\"/>";
    const auto form = xform.form();
    const ModelIndex id = form->find_node("/data/orx:meta/orx:instanceID");
    REQUIRE(id != no_index);
    CHECK(form->node(id).bind.preload == "uid");
    CHECK(form->node(id).namespace_uri == "http://openrosa.org/xforms");
    CHECK(form->node(id).local_name() == "instanceID");
}

TEST_CASE("choices are read in place and from instances")
{
    XFormText xform;
    xform.instance = "<data id=\"t\"><a/><b/></data>";
    xform.model = "<instance id=\"towns\"><root><item><name>x</name><label>X</label></item></root></instance>"
                  "<instance id=\"far\" src=\"jr://file-csv/far.csv\"/>";
    xform.body =
        "<select1 ref=\"/data/a\" appearance=\"minimal likert\"><item><label>Yes</label><value> 1 </value></item>"
        "</select1><odk:rank ref=\"/data/b\"><itemset nodeset=\"instance('towns')/root/item\">"
        "<value ref=\"name\"/><label ref=\"label\"/></itemset></odk:rank>";
    const auto form = xform.form();
    CHECK(form->control(0).has_appearance("likert"));
    CHECK_FALSE(form->control(0).has_appearance("lik"));
    REQUIRE(form->control(0).choices.size() == 1);
    CHECK(form->control(0).choices[0].value == "1");
    CHECK(form->control(1).kind == ControlKind::Rank);
    CHECK(form->control(1).itemset->value.text() == "name");
    const SecondaryInstance* towns = form->find_instance("towns");
    REQUIRE(towns);
    CHECK(towns->is_choice_list);
    const Document& document = *towns->content;
    CHECK(document.local_name(document.first_child_element(towns->above_root,
                                                           {"root", {}, "http://www.w3.org/2002/xforms"})) == "root");
    CHECK(form->find_instance("far")->source == "jr://file-csv/far.csv");
    CHECK_FALSE(form->find_instance("far")->content);
}

TEST_CASE("the tags of an osm question are its choices, and are written as tags")
{
    XFormText xform;
    xform.body =
        "<upload ref=\"/data/a\" mediatype=\"osm/*\"><tag key=\"addr:city\"><label>City</label></tag></upload>";
    const auto form = xform.form();
    REQUIRE(form->control(0).choices.size() == 1);
    CHECK(form->control(0).choices[0].value == "addr:city");
    CHECK(words_of(form->control(0).choices[0].label.parts) == "City");
    CHECK(write_xform(*form).find("<tag key=\"addr:city\">") != std::string::npos);
}

TEST_CASE("actions know where they stand, when they run and what they set")
{
    XFormText xform;
    xform.instance = "<data id=\"t\"><a/><r><b/></r></data>";
    xform.model = "<setvalue event=\"odk-instance-first-load odk-instance-load\" ref=\"/data/a\">five</setvalue>"
                  "<odk:recordaudio event=\"odk-instance-load\" ref=\"/data/a\" odk:quality=\"low\"/>";
    xform.body = "<input ref=\"/data/a\"><setvalue event=\"xforms-value-changed\" ref=\"/data/r[position() = 2]/b\" "
                 "value=\"../../a + 1\"/></input><repeat nodeset=\"/data/r\"><setvalue event=\"odk-new-repeat\" "
                 "ref=\"/data/r/b\" value=\"1\"/><input ref=\"/data/r/b\"/></repeat>";
    const auto form = xform.form();
    REQUIRE(form->actions().size() == 4);
    const Action& first = form->actions()[0];
    CHECK(first.events == std::vector{FormEvent::FirstLoad, FormEvent::InstanceLoad});
    CHECK(first.text == "five");
    CHECK(first.control == no_index);
    CHECK(form->actions()[1].kind == ActionKind::RecordAudio);
    CHECK(*find_attribute(form->actions()[1].attributes, "odk:quality") == "low");
    const Action& in_control = form->actions()[2];
    CHECK(in_control.control == 0);
    CHECK(in_control.ref == "/data/r/b");
    CHECK(in_control.target->text() == "/data/r[position() = 2]/b");
    CHECK(in_control.value->text() == "../../a + 1");
    CHECK(form->control(form->actions()[3].control).kind == ControlKind::Repeat);
}

TEST_CASE("forms that JavaRosa refuses are refused with a reason")
{
    XFormText xform;
    std::string_view code;
    SUBCASE("a question bound to a missing node")
    {
        xform.body = "<input ref=\"/data/b\"/>";
        code = "node-unknown";
    }
    SUBCASE("a select without choices")
    {
        xform.body = "<select1 ref=\"/data/a\"/>";
        code = "choices-missing";
    }
    SUBCASE("a repeat without a nodeset")
    {
        xform.body = "<repeat/>";
        code = "repeat-without-node";
    }
    SUBCASE("an expression that is none")
    {
        xform.model = "<bind nodeset=\"/data/a\" relevant=\"1 +\"/>";
        code = "expression-invalid";
    }
    SUBCASE("an event that is none")
    {
        xform.model = "<setvalue event=\"on-tuesdays\" ref=\"/data/a\" value=\"1\"/>";
        code = "event-unknown";
    }
    SUBCASE("an action on rows in the head")
    {
        xform.model = "<setvalue event=\"odk-new-repeat\" ref=\"/data/a\" value=\"1\"/>";
        code = "event-misplaced";
    }
    SUBCASE("a value that depends on itself")
    {
        xform.model = "<bind nodeset=\"/data/a\" calculate=\". + 1\"/>";
        code = "dependency-cycle";
    }
    SUBCASE("choices from an instance that is not there")
    {
        xform.body = "<select1 ref=\"/data/a\"><itemset nodeset=\"instance('lost')/root/item\"><value ref=\"name\"/>"
                     "<label ref=\"label\"/></itemset></select1>";
        code = "instance-unknown";
    }
    SUBCASE("a language twice")
    {
        xform.model = "<itext><translation lang=\"en\"/><translation lang=\"en\"/></itext>";
        code = "itext-language-duplicate";
    }
    const FormReading reading = xform.read();
    CHECK_FALSE(reading.form);
    CHECK(reports(reading, code));
}

TEST_CASE("what harms nobody is a warning")
{
    XFormText xform;
    std::string_view code;
    SUBCASE("a bind without a node")
    {
        xform.model = "<bind nodeset=\"/data/b\" type=\"int\"/>";
        code = "bind-without-node";
    }
    SUBCASE("a type that is none")
    {
        xform.model = "<bind nodeset=\"/data/a\" type=\"integre\"/>";
        code = "bind-type-unknown";
    }
    SUBCASE("an element that is none")
    {
        xform.body = "<input ref=\"/data/a\"><colour/></input>";
        code = "element-unknown";
    }
    SUBCASE("a form without an id")
    {
        xform.instance = "<data><a/></data>";
        code = "form-id-missing";
    }
    const FormReading reading = xform.read();
    CHECK(reading.form);
    CHECK(reports(reading, code));
}

TEST_CASE("what has no place in a form is told, once for each kind, and not dropped in silence")
{
    const std::string translation = "<translation lang=\"en\"><text id=\"t\"><value>Hi</value></text></translation>";
    const std::string input = "<input ref=\"/data/a\"><label>A</label></input>";
    XFormText xform;
    xform.body = input;
    const char* code = "attribute-unknown";
    SUBCASE("an attribute of the body")
    {
        xform.body = "<input ref=\"/data/a\"><label odk:own=\"1\">A</label></input>";
    }
    SUBCASE("an attribute of an output")
    {
        xform.body = "<input ref=\"/data/a\"><label>A <output value=\"/data/a\" odk:own=\"1\"/></label></input>";
    }
    SUBCASE("an attribute of a translation")
    {
        xform.model = "<itext>" + translation + "</itext>";
        xform.model.replace(xform.model.find("lang="), 0, "odk:own=\"1\" ");
    }
    SUBCASE("an attribute of an instance")
    {
        xform.model = "<instance id=\"i\" odk:own=\"1\"><root><item><name>n</name></item></root></instance>";
    }
    SUBCASE("an attribute of a choice")
    {
        xform.body = "<select1 ref=\"/data/a\"><item odk:own=\"1\"><label>A</label><value>a</value></item></select1>";
    }
    std::ptrdiff_t expected = 1;
    SUBCASE("an element of the head, and a second model")
    {
        code = "element-unknown";
        expected = 2;
        xform.model = "</model><h:style>p {}</h:style><model>";
    }
    SUBCASE("an element of a text")
    {
        code = "element-unknown";
        xform.body = "<input ref=\"/data/a\"><label>A <h:b>bold</h:b> word</label></input>";
    }
    SUBCASE("an element of a choice")
    {
        code = "element-unknown";
        xform.body = "<select1 ref=\"/data/a\"><item><label>A</label><value>a</value><extra/></item></select1>";
    }
    SUBCASE("an element of an itemset")
    {
        code = "element-unknown";
        xform.model = "<instance id=\"i\"><root><item><name>n</name></item></root></instance>";
        xform.body = "<select1 ref=\"/data/a\"><itemset nodeset=\"instance('i')/root/item\"><value ref=\"name\"/><copy "
                     "ref=\".\"/></itemset></select1>";
    }
    SUBCASE("a second hint")
    {
        code = "element-unknown";
        xform.body = "<input ref=\"/data/a\"><label>A</label><hint>first</hint><help>second</help></input>";
    }
    const FormReading reading = xform.read();
    CHECK(reading.form);
    CHECK(std::count_if(reading.diagnostics.begin(), reading.diagnostics.end(),
                        [&](const Diagnostic& found) { return found.code == code; }) == expected);

    XFormText twice;
    twice.body = "<input ref=\"/data/a\"><label odk:own=\"1\">A</label></input>";
    twice.body += twice.body;
    CHECK(twice.read().diagnostics.size() == 1);
}

TEST_CASE("a calculation may call what only other programs know; a condition may not")
{
    XFormText xform;
    xform.model = "<bind nodeset=\"/data/a\" calculate=\"device-info('model')\"/>";
    const FormReading calculation = xform.read();
    REQUIRE(calculation.form);
    CHECK(reports(calculation, "function-unknown"));
    CHECK(calculation.form->node(calculation.form->find_node("/data/a")).bind.calculate->text() ==
          "device-info('model')");
    xform.model = "<bind nodeset=\"/data/a\" relevant=\"device-info('model') = 'x'\"/>";
    CHECK_FALSE(xform.read().form);
    xform.model = "<bind nodeset=\"/data/a\" constraint=\"wq:length(5)\"/>";
    CHECK(xform.read().form);
    CHECK(reports(xform.read(), "function-unknown"));
    xform.model = "<setvalue event=\"odk-instance-first-load\" ref=\"/data/a\" value=\"device-info('model')\"/>";
    CHECK(xform.read().form);
}

TEST_CASE("a prefix that a form uses for a namespace of its own gets another name beside the usual one")
{
    const std::string form =
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
        "xmlns:odk=\"urn:mine\"><h:head><h:title>F</h:title><model odk:mark=\"1\"><instance><data id=\"f\"><a/></data>"
        "</instance></model></h:head><h:body><input ref=\"/data/a\"/></h:body></h:html>";
    const FormReading reading = read_xform(as_bytes(form));
    REQUIRE(reading.form);
    REQUIRE(reading.form->settings().namespaces.size() == 1);
    CHECK(reading.form->settings().namespaces[0] == NamespaceDeclaration{"odk_", "urn:mine"});
    CHECK(reading.form->settings().model_attributes == std::vector<WrittenAttribute>{{"odk_:mark", "1"}});
}

TEST_CASE("a repeat over the form's root is refused")
{
    for (const char* nodeset : {"/data", "/data//", "/data/."}) {
        CAPTURE(std::string(nodeset));
        XFormText xform;
        xform.body = "<repeat nodeset=\"" + std::string(nodeset) + "\"><input ref=\"/data/a\"/></repeat>";
        const FormReading reading = xform.read();
        CHECK_FALSE(reading.form);
        CHECK(reports(reading, "repeat-without-node"));
    }
}

TEST_CASE("a count on a group that is no repeat is kept as an attribute")
{
    XFormText xform;
    xform.instance = "<data id=\"f\"><g><a/></g></data>";
    xform.body = "<group ref=\"/data/g\" jr:count=\"3\"><input ref=\"/data/g/a\"/></group>";
    const auto form = xform.form();
    REQUIRE(form->control(0).attribute("jr:count") != nullptr);
    CHECK(*form->control(0).attribute("jr:count") == "3");
}

TEST_CASE("hostile files end in a message")
{
    std::string text;
    SUBCASE("nothing") {}
    SUBCASE("no XML") { text = "PK\x03\x04"; }
    SUBCASE("XML that is no form") { text = "<data/>"; }
    SUBCASE("no model") { text = "<h:html xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head/><h:body/></h:html>"; }
    SUBCASE("an empty instance")
    {
        XFormText xform;
        xform.instance.clear();
        text = xform.text();
    }
    SUBCASE("an entity bomb")
    {
        text = "<!DOCTYPE h [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" + XFormText().text().substr(21);
    }
    SUBCASE("groups 100,000 deep")
    {
        XFormText xform;
        for (int i = 0; i < 100'000; ++i) xform.body += "<group>";
        for (int i = 0; i < 100'000; ++i) xform.body += "</group>";
        text = xform.text();
    }
    SUBCASE("an instance 100,000 deep")
    {
        XFormText xform;
        xform.instance = "<data id=\"t\">";
        for (int i = 0; i < 100'000; ++i) xform.instance += "<g>";
        for (int i = 0; i < 100'000; ++i) xform.instance += "</g>";
        xform.instance += "</data>";
        text = xform.text();
    }
    const FormReading reading = read_xform(as_bytes(text));
    CHECK_FALSE(reading.form);
    REQUIRE_FALSE(reading.diagnostics.empty());
    CHECK_FALSE(reading.diagnostics.front().message.empty());
}

TEST_CASE("a form with 100,000 choices is read in less than two seconds")
{
    XFormText xform;
    xform.model = "<instance id=\"l\"><root>";
    for (int i = 0; i < 100'000; ++i)
        xform.model += "<item><name>" + std::to_string(i) + "</name><label>L</label></item>";
    xform.model += "</root></instance>";
    const auto begin = std::chrono::steady_clock::now();
    CHECK(xform.read().form);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
}

TEST_CASE("real forms are read")
{
    const auto folder = shared_folder("forms");
    if (!folder) return;
    for (const char* name :
         {"bench9.xml", "eIMCI-by-D-Tree.xml", "ifrc-distribution-site-assessment-v1.xml", "whova_form.xml"}) {
        CAPTURE(name);
        const FormReading reading = read_xform(as_bytes(file_text(*folder / name)));
        CHECK_FALSE(has_errors(reading.diagnostics));
        CHECK(reading.form);
    }
}
