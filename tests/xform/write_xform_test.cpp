#include "xform/write_xform.h"

#include "support/shared_folder.h"
#include "xform/own_extensions.h"
#include "xform/xml_writer.h"
#include "xform_text.h"

#include <fstream>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

XFormText everything()
{
    XFormText xform;
    xform.instance =
        "<data id=\"all\" version=\"3\"><a>x &amp; &lt;y&gt;</a><g><b/></g><r jr:template=\"\"><c>1</c><s "
        "jr:template=\"\"><d/></s></r><r><c>2</c><s><d>q</d></s></r><meta><instanceID/><entity dataset=\"e\" "
        "id=\"\"/></meta></data>";
    xform.model =
        "<itext><translation lang=\"en\" default=\"true()\"><text id=\"a:label\"><value>A <output value=\" /data/g/b "
        "\"/> b"
        "</value><value form=\"short\">A</value></text><text id=\"i-0\"><value>One</value></text></translation></itext>"
        "<submission action=\"https://example.org\" method=\"post\"/>"
        "<instance id=\"l\"><root><item><itextId>i-0</itextId><name>1</name></item></root></instance>"
        "<instance id=\"f\" src=\"jr://file/f.geojson\"/>"
        "<bind nodeset=\"/data/a\" type=\"string\" required=\"true()\" jr:requiredMsg=\"Say &quot;it&quot;\"/>"
        "<bind nodeset=\"/data/meta/entity/@id\" calculate=\"uuid()\"/>"
        "<bind nodeset=\"/data/g/b\" type=\"int\" constraint=\". &lt; /data/a\" entities:saveto=\"b\"/>"
        "<bind nodeset=\"/data/meta/instanceID\" type=\"string\" jr:preload=\"uid\"/>"
        "<setvalue event=\"odk-instance-first-load\" ref=\"/data/a\" value=\"'/data/a'\"/>";
    xform.body =
        "<input ref=\"/data/a\" appearance=\"multiline\" rows=\"4\"><label ref=\"jr:itext('a:label')\"/>"
        "<hint>Some <output value=\"/data/a\"/></hint><setvalue event=\"xforms-value-changed\" "
        "ref=\"/data/g/b\"/></input>"
        "<group ref=\"/data/g\" appearance=\"field-list\"><label>G</label><select ref=\"/data/g/b\"><label>B</label>"
        "<itemset nodeset=\"randomize(instance('l')/root/item[name != /data/a])\"><value ref=\"name\"/>"
        "<label ref=\"jr:itext(itextId)\"/></itemset></select></group>"
        "<group ref=\"/data/r\"><label>R</label><repeat nodeset=\"/data/r\" jr:count=\"/data/a\"><range "
        "ref=\"/data/r/c\" "
        "start=\"1\" end=\"5\" step=\"1\"/><repeat nodeset=\"/data/r/s\"><upload ref=\"/data/r/s/d\" "
        "mediatype=\"image/*\"/>"
        "</repeat></repeat></group>";
    return xform;
}

} // namespace

TEST_CASE("a written form reads back as it was")
{
    const auto form = everything().form();
    const std::string once = write_xform(*form);
    const FormReading again = read_xform(as_bytes(once));
    REQUIRE(again.form);
    CHECK(again.diagnostics.empty());
    CHECK(write_xform(*again.form) == once);
}

TEST_CASE("a form is written as pyxform writes it")
{
    const std::string xml = write_xform(*everything().form());
    for (const char* part :
         {"<model odk:xforms-version=\"1.0.0\">",
          "<translation lang=\"en\" default=\"true()\">",
          "<value> A <output value=\" /data/g/b \"/> b </value>",
          "<value form=\"short\">A</value>",
          "<data id=\"all\" version=\"3\">",
          "<a>x &amp; &lt;y&gt;</a>",
          "<r jr:template=\"\">",
          "<c>2</c>",
          "<d>q</d>",
          "<entity dataset=\"e\" id=\"\"/>",
          "<itextId>i-0</itextId>",
          "<instance id=\"f\" src=\"jr://file/f.geojson\"/>",
          "<bind nodeset=\"/data/a\" type=\"string\" required=\"true()\" jr:requiredMsg=\"Say &quot;it&quot;\"/>",
          "<bind nodeset=\"/data/meta/entity/@id\" calculate=\"uuid()\"/>",
          "entities:saveto=\"b\"",
          "<setvalue event=\"odk-instance-first-load\" ref=\"/data/a\" value=\"'/data/a'\"/>",
          "<input ref=\"/data/a\" appearance=\"multiline\" rows=\"4\">",
          "<label ref=\"jr:itext('a:label')\"/>",
          "<hint> Some <output value=\"/data/a\"/> </hint>",
          "<setvalue event=\"xforms-value-changed\" ref=\"/data/g/b\"/>",
          "<itemset nodeset=\"randomize(instance('l')/root/item[name != /data/a])\">",
          "<repeat nodeset=\"/data/r\" jr:count=\"/data/a\">",
          "<range ref=\"/data/r/c\" start=\"1\" end=\"5\" step=\"1\"/>",
          "xmlns:entities="}) {
        CAPTURE(part);
        CHECK(contains(xml, part));
    }
}

TEST_CASE("the root may get another name, in every path but not in texts")
{
    const std::string xml = write_xform(*everything().form(), "household");
    CHECK(contains(xml, "<household id=\"all\" version=\"3\">"));
    CHECK(contains(xml, "constraint=\". &lt; /household/a\""));
    CHECK(contains(xml, "<output value=\" /household/g/b \"/>"));
    CHECK(contains(xml, "value=\"'/data/a'\""));
    CHECK(contains(xml, "item[name != /household/a]"));
    CHECK(read_xform(as_bytes(xml)).form);
}

TEST_CASE("the root's other name stands in appearances and attributes that hold paths, and in no address")
{
    XFormText xform;
    xform.instance = "<data id=\"f\"><a/></data>";
    xform.model = "<bind nodeset=\"/data/a\" odk:own=\"https://example.org/data/a\"/>";
    xform.body = "<input ref=\"/data/a\" appearance=\"search('t', 'matches', 'c', /data/a )\" "
                 "query=\"instance('l')/root/item[b= /data/a ]\"/>";
    const std::string written = write_xform(*xform.form(), "house");
    CHECK(contains(written, "appearance=\"search('t', 'matches', 'c', /house/a )\""));
    CHECK(contains(written, "query=\"instance('l')/root/item[b= /house/a ]\""));
    CHECK(contains(written, "odk:own=\"https://example.org/data/a\""));
}

TEST_CASE("templates of inner repeats stand in the outer template alone")
{
    const std::string xml = write_xform(*everything().form());
    const std::size_t once = xml.find("<s jr:template=\"\">");
    REQUIRE(once != std::string::npos);
    CHECK(xml.find("<s jr:template=\"\">", once + 1) == std::string::npos);
}

TEST_CASE("rows without a template are written as they were read, inner ones too")
{
    XFormText xform;
    xform.instance = "<data id=\"t\"><r><s><m>1</m></s></r><r><s><m>1</m></s><s><m>2</m></s></r><r/></data>";
    xform.body =
        "<repeat nodeset=\"/data/r\"><repeat nodeset=\"/data/r/s\"><input ref=\"/data/r/s/m\"/></repeat></repeat>";
    const std::string xml = write_xform(*xform.form());
    CHECK_FALSE(contains(xml, "jr:template"));
    const FormReading again = read_xform(as_bytes(xml));
    REQUIRE(again.form);
    CHECK(again.form->nodes()[again.form->find_node("/data/r")].rows.size() == 3);
    CHECK(write_xform(*again.form) == xml);
}

TEST_CASE("a text that lacks a translation is a hyphen there; a picture is not")
{
    XFormText xform;
    xform.model =
        "<itext><translation lang=\"en\"><text id=\"x\"><value>X</value><value form=\"image\">jr://images/x.png"
        "</value></text></translation><translation lang=\"fr\"><text id=\"y\"><value>Y</value></text>"
        "</translation></itext>";
    const std::string xml = write_xform(*xform.form());
    const std::size_t french = xml.find("lang=\"fr\"");
    CHECK(contains(xml.substr(french), "<value>-</value>"));
    CHECK_FALSE(contains(xml.substr(french), "form=\"image\""));
}

TEST_CASE("a hint without a label gets an empty label")
{
    XFormText xform;
    xform.body = "<input ref=\"/data/a\"><hint>H</hint></input>";
    CHECK(contains(write_xform(*xform.form()), "<label/>"));
}

TEST_CASE("around the rows of a repeat stands a label, an empty one where the author wrote none")
{
    XFormText xform;
    xform.instance = "<data id=\"f\"><r><a/></r><g><b/></g></data>";
    xform.body =
        "<group ref=\"/data/r\"><repeat nodeset=\"/data/r\" appearance=\"field-list\"><input ref=\"/data/r/a\"/>"
        "</repeat></group><group ref=\"/data/g\"><input ref=\"/data/g/b\"/></group>";
    const std::string written = write_xform(*xform.form());
    CHECK(contains(written, "<group ref=\"/data/r\">\n      <label/>\n      <repeat nodeset=\"/data/r\" "
                            "appearance=\"field-list\">"));
    CHECK(contains(written, "<group ref=\"/data/g\">\n      <input"));
}

TEST_CASE("what only Mahalla knows is read back from the form's head")
{
    XFormText xform;
    FormReading reading = xform.read();
    REQUIRE(reading.form);
    FormDraft draft;
    draft.settings.id = "t";
    draft.add_node(no_index, "data", ModelNodeKind::Group);
    draft.nodes[draft.add_node(0, "a", ModelNodeKind::Value)].columns.push_back({"sensitivity", "identifying"});
    draft.extra_sheets.push_back({"indicators", {"name"}, {{"a < b"}}, {2}});
    const FormReading made = FormDefinition::create(draft);
    REQUIRE(made.form);
    const FormReading again = read_xform(as_bytes(with_own_extensions(write_xform(*made.form), *made.form)));
    REQUIRE(again.form);
    CHECK(again.form->nodes()[again.form->find_node("/data/a")].columns == draft.nodes[1].columns);
    REQUIRE(again.form->extra_sheets().size() == 1);
    CHECK(again.form->extra_sheets()[0].rows[0][0] == "a < b");
    CHECK(again.form->settings().namespaces.empty());
}

TEST_CASE("a form whose prefixes mean something else than usual is written as XML all the same")
{
    std::string text = everything().text();
    const std::string usual = "xmlns:odk=\"http://www.opendatakit.org/xforms\"";
    REQUIRE(contains(text, usual));
    text.replace(text.find(usual), usual.size(), "xmlns:odk=\"urn:elsewhere\"");
    text.replace(text.find("<model"), 6, "<model odk:xforms-version=\"7\"");
    const FormReading reading = read_xform(as_bytes(text));
    REQUIRE(reading.form);
    CHECK(read_xform(as_bytes(write_xform(*reading.form))).form);
}

TEST_CASE("real forms read back as they were written")
{
    const auto folder = shared_folder("forms");
    if (!folder) return;
    for (const char* name : {"eIMCI-by-D-Tree.xml", "ifrc-distribution-site-assessment-v1.xml", "whova_form.xml"}) {
        CAPTURE(name);
        std::ifstream file(*folder / name, std::ios::binary);
        std::stringstream text;
        text << file.rdbuf();
        const FormReading reading = read_xform(as_bytes(text.str()));
        REQUIRE(reading.form);
        const std::string once = write_xform(*reading.form);
        const FormReading again = read_xform(as_bytes(once));
        REQUIRE(again.form);
        CHECK(write_xform(*again.form) == once);
        CHECK(again.form->nodes().size() == reading.form->nodes().size());
        CHECK(again.form->controls().size() == reading.form->controls().size());
    }
}

TEST_CASE("whatever text is written, the XML is well formed and gives it back")
{
    XmlWriter xml;
    xml.begin("a");
    xml.attribute("b", "\"<&>\n\t'");
    xml.leaf("c", " <&>]]> \xD8\xA7 ");
    xml.leaf("d", std::string("\x01\xFF"));
    xml.end();
    CHECK(xml.take() ==
          "<?xml version=\"1.0\"?>\n<a b=\"&quot;&lt;&amp;&gt;&#10;&#9;'\">\n  <c> &lt;&amp;&gt;]]&gt; \xD8\xA7 "
          "</c>\n  <d>\xEF\xBF\xBD\xEF\xBF\xBD</d>\n</a>\n");
}
