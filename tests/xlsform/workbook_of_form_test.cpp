#include "xlsform/workbook_of_form.h"

#include "support/shared_folder.h"
#include "system/system_disk.h"
#include "workbook/write_workbook.h"
#include "xform/read_xform.h"
#include "xlsform/xlsform_fixture.h"

#include <doctest/doctest.h>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// The parts of an XForm that no converter wrote.
struct HandWritten {
    std::string instance = "<data id=\"f\"><a/></data>", model,
                body = "<input ref=\"/data/a\"><label>A</label></input>";

    std::shared_ptr<const FormDefinition> form() const
    {
        const std::string text =
            "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
            "xmlns:jr=\"http://openrosa.org/javarosa\" xmlns:orx=\"http://openrosa.org/xforms\" "
            "xmlns:odk=\"http://www.opendatakit.org/xforms\"><h:head><h:title>F</h:title><model><instance>" +
            instance + "</instance>" + model + "</model></h:head><h:body>" + body + "</h:body></h:html>";
        const FormReading reading = read_xform(as_bytes(text));
        std::string lines;
        for (const Diagnostic& diagnostic : reading.diagnostics) lines += to_line(diagnostic) + "\n";
        REQUIRE_MESSAGE(reading.form, lines);
        return reading.form;
    }
    /// What the workbook cannot say, one message a line.
    std::string lost() const
    {
        const WorkbookOfForm made = workbook_of(*form());
        std::string lines;
        for (const Diagnostic& diagnostic : made.lost) {
            CHECK(diagnostic.code == "lost-in-xlsform");
            CHECK(diagnostic.severity == Severity::Warning);
            CHECK_FALSE(diagnostic.help.empty());
            lines += diagnostic.message + "\n";
        }
        const FormReading again = read_xlsform(made.workbook);
        for (const Diagnostic& diagnostic : again.diagnostics) CAPTURE(to_line(diagnostic));
        CHECK_MESSAGE(again.form, write_markdown(made.workbook));
        return lines;
    }
    std::string tables() const { return write_markdown(workbook_of(*form()).workbook); }
};

std::string without_prefix(std::string nodeset)
{
    for (std::size_t at = nodeset.find("/orx:"); at != std::string::npos; at = nodeset.find("/orx:"))
        nodeset.erase(at + 1, 4);
    return nodeset;
}

} // namespace

TEST_CASE("what no workbook can say is named, and the rest is written")
{
    HandWritten form;
    std::string expected;
    SUBCASE("nothing is lost of a plain form") {}
    SUBCASE("a question without a word")
    {
        form.body = "<input ref=\"/data/a\"/>";
        expected = "/data/a is asked without a word.";
    }
    SUBCASE("a group without a node")
    {
        form.body = "<group appearance=\"field-list\"><input ref=\"/data/a\"><label>A</label></input></group>";
        expected = "A group that only arranges questions (appearance field-list)";
    }
    SUBCASE("a question asked twice")
    {
        form.body += form.body;
        expected = "/data/a is asked in two places of the form.";
    }
    SUBCASE("a question asked in a group that it is not stored in")
    {
        form.instance = "<data id=\"f\"><g><b/></g><a/></data>";
        form.body = "<group ref=\"/data/g\"><input ref=\"/data/a\"><label>A</label></input></group>";
        expected = "/data/a is asked in another group than the one it is stored in.";
    }
    SUBCASE("an order of questions that is not the record's")
    {
        form.instance = "<data id=\"f\"><a/><b/></data>";
        form.body = "<input ref=\"/data/b\"><label>B</label></input>" + form.body;
        expected = "The questions of /data are asked in another order";
    }
    SUBCASE("data that are no choices")
    {
        form.model = "<instance id=\"rates\"><rates><rate>5</rate></rates></instance>";
        expected = "The data “rates” are no list of items with a name";
    }
    SUBCASE("a file that is called otherwise than its data")
    {
        form.model = "<instance id=\"towns\" src=\"jr://file-csv/list.csv\"/>";
        expected = "The data “towns” come from the file list.csv";
    }
    SUBCASE("an action at an event that no column names")
    {
        form.model = "<setvalue event=\"odk-instance-load\" ref=\"/data/a\" value=\"now()\"/>";
        expected = "/data/a is set by the event odk-instance-load";
    }
    SUBCASE("an action in certain rows only")
    {
        form.instance = "<data id=\"f\"><r><a/></r></data>";
        form.body =
            "<group ref=\"/data/r\"><label>R</label><repeat nodeset=\"/data/r\"><input ref=\"/data/r/a\"><label>A"
            "</label></input></repeat></group>";
        form.model = "<setvalue event=\"odk-instance-first-load\" ref=\"/data/r[1]/a\" value=\"now()\"/>";
        expected = "/data/r/a is set by an action in certain rows only.";
    }
    SUBCASE("rows that the form begins with")
    {
        form.instance = "<data id=\"f\"><r><a/></r><r><a>2</a></r></data>";
        form.body =
            "<group ref=\"/data/r\"><label>R</label><repeat nodeset=\"/data/r\"><input ref=\"/data/r/a\"><label>A"
            "</label></input></repeat></group>";
        expected = "/data/r begins with 2 rows";
    }
    SUBCASE("an output that is an expression")
    {
        form.body = "<input ref=\"/data/a\"><label>A <output value=\"1 + 1\"/></label></input>";
        expected = "The label of /data/a shows the value of an expression";
    }
    SUBCASE("a short form of a text")
    {
        form.model = "<itext><translation lang=\"en\"><text id=\"a\"><value>Long</value><value form=\"short\">S</value>"
                     "</text></translation></itext>";
        form.body = "<input ref=\"/data/a\"><label ref=\"jr:itext('a')\"/></input>";
        expected = "The label of /data/a has a text of the form “short”";
    }
    SUBCASE("a text that nothing shows")
    {
        form.model =
            "<itext><translation lang=\"en\"><text id=\"lost\"><value>Lost</value></text></translation></itext>";
        expected = "1 texts that nothing shows have no place in a workbook: lost.";
    }
    SUBCASE("choices from somewhere else")
    {
        form.instance = "<data id=\"f\"><g><h><v/></h></g><a/></data>";
        form.body = "<select1 ref=\"/data/a\"><label>A</label><itemset nodeset=\"/data/g/*\"><value ref=\"v\"/><label "
                    "ref=\"v\"/></itemset></select1>";
        expected = "/data/a takes its choices from where no workbook can: /data/g/*";
    }
    SUBCASE("a range without steps")
    {
        form.model = "<bind nodeset=\"/data/a\" type=\"int\"/>";
        form.body = "<range ref=\"/data/a\" start=\"1\" end=\"5\" step=\"0\"><label>A</label></range>";
        expected = "/data/a has a start, an end or a step that a range of a workbook may not have.";
    }
    SUBCASE("a number of rows that is an expression")
    {
        form.instance = "<data id=\"f\"><r><a/></r></data>";
        form.body = "<group ref=\"/data/r\"><label>R</label><repeat nodeset=\"/data/r\" jr:count=\"1 + 1\"><input "
                    "ref=\"/data/r/a\"><label>A</label></input></repeat></group>";
        expected = "/data/r has an expression for the number of its rows.";
    }
    SUBCASE("a number of rows that is an expression, beside a question of the name that it would get")
    {
        form.instance = "<data id=\"f\"><r_count/><r><a/></r></data>";
        form.body = "<group ref=\"/data/r\"><label>R</label><repeat nodeset=\"/data/r\" jr:count=\"1 + 1\"><input "
                    "ref=\"/data/r/a\"><label>A</label></input></repeat></group>";
        expected = "/data/r has an expression for the number of its rows, and a question r_count.";
    }
    SUBCASE("a label of choices that is computed")
    {
        form.model = "<instance id=\"towns\" src=\"jr://file-csv/towns.csv\"/>";
        form.body = "<select1 ref=\"/data/a\"><label>A</label><itemset nodeset=\"instance('towns')/root/item\"><value "
                    "ref=\"name\"/><label ref=\"concat(name, '!')\"/></itemset></select1>";
        expected = "/data/a takes the label of its choices from an expression.";
    }
    SUBCASE("an entity without a label")
    {
        form.instance = "<data id=\"f\"><a/><meta><entity dataset=\"trees\" id=\"\" create=\"1\"/></meta></data>";
        expected = "The entity of the list “trees” is created without a label.";
    }
    SUBCASE("metadata of one's own")
    {
        form.instance = "<data id=\"f\"><a/><orx:meta><orx:instanceID/><orx:userID/></orx:meta></data>";
        expected = "The record's metadata hold /data/orx:meta/orx:userID";
    }
    SUBCASE("a way to send that no setting names")
    {
        form.model = "<submission action=\"https://example.org\" method=\"form-data-post\"/>";
        expected = "The submission's method “form-data-post” has no setting.";
    }
    CAPTURE(expected);
    const std::string lost = form.lost();
    CHECK_MESSAGE(contains(lost, expected), lost);
    if (expected.empty()) CHECK(lost == "");
}

TEST_CASE("choices written inside a question become a list with the question's name, shared where they are the same")
{
    HandWritten form;
    form.instance = "<data id=\"f\"><a/><b/></data>";
    const std::string items =
        "<label>Q</label><item><label>Yes</label><value>y</value></item><item><label>No</label><value>n"
        "</value></item>";
    form.body = "<select1 ref=\"/data/a\">" + items + "</select1><select ref=\"/data/b\">" + items + "</select>";
    const std::string tables = form.tables();
    CHECK(contains(tables, "| | select_one a | a | Q |"));
    CHECK(contains(tables, "| | select_multiple a | b | Q |"));
    CHECK(contains(tables, "| | a | y | Yes |"));
    CHECK_FALSE(contains(tables, "| | b | y |"));
}

TEST_CASE("lists of one name that differ get a number")
{
    HandWritten form;
    form.instance = "<data id=\"f\"><g><a/></g><h><a/></h><a/></data>";
    const auto select = [](const char* ref, const char* value) {
        return std::string("<select1 ref=\"") + ref + "\"><label>Q</label><item><label>L</label><value>" + value +
               "</value></item></select1>";
    };
    form.body = select("/data/a", "1") + "<group ref=\"/data/g\">" + select("/data/g/a", "2") +
                "</group><group ref=\"/data/h\">" + select("/data/h/a", "3") + "</group>";
    const std::string tables = form.tables();
    for (const char* row :
         {"| | a | 1 | L |", "| | a_2 | 2 | L |", "| | a_3 | 3 | L |", "| | select_one a_3 | a | Q |"})
        CHECK_MESSAGE(contains(tables, row), row);
}

TEST_CASE("doubled blanks in words are kept, and the settings say so")
{
    HandWritten form;
    form.body = "<input ref=\"/data/a\"><label>two  blanks</label></input>";
    CHECK(contains(form.tables(), "clean_text_values"));
    const FormReading again = read_xlsform(workbook_of(*form.form()).workbook);
    REQUIRE(again.form);
    CHECK(contains(write_xform(*again.form), "<label>two  blanks</label>"));
    form.body = "<input ref=\"/data/a\"><label>one blank</label></input>";
    CHECK_FALSE(contains(form.tables(), "clean_text_values"));
}

TEST_CASE("paths become references only where they are read as the same path again")
{
    HandWritten form;
    form.instance = "<data id=\"f\"><a/><g><a/><b/></g><c/></data>";
    form.model = "<bind nodeset=\"/data/c\" type=\"int\" calculate=\"/data/g/b + /data/a + count(/data/*) + "
                 "string-length('/data/g/b')\"/>";
    const std::string tables = form.tables();
    CHECK_MESSAGE(contains(tables, "${b} + /data/a + count(/data/*) + string-length('/data/g/b')"), tables);
}

TEST_CASE("every node, bind and question of a real XForm is in the workbook made from it")
{
    const auto shared = shared_folder("forms");
    if (!shared) return;
    SystemDisk disk;
    std::size_t forms = 0;
    const std::vector<std::filesystem::path> names = disk.list(*shared).value();
    for (const auto& name : names) {
        if (name.extension() != ".xml") continue;
        CAPTURE(name.string());
        ++forms;
        const FormReading first = read_xform(disk.read(*shared / name, 64U << 20).value());
        REQUIRE(first.form);
        const std::string written = write_xform(*first.form);
        const FormReading second = read_xform(as_bytes(written));
        REQUIRE(second.form);
        CHECK(write_xform(*second.form) == written);

        const WorkbookOfForm made = workbook_of(*first.form);
        const FormReading again =
            read_xlsform(read_workbook(write_xlsx(made.workbook).value(), "form.xlsx").value().workbook);
        for (const Diagnostic& diagnostic : again.diagnostics) CAPTURE(to_line(diagnostic));
        REQUIRE(again.form);
        std::set<std::string> nodesets;
        for (const ModelNode& node : again.form->nodes()) nodesets.insert(node.nodeset);
        for (const ModelNode& node : first.form->nodes()) {
            if (node.kind == ModelNodeKind::Attribute) continue;
            const bool is_other_metadata = node.nodeset.find("meta/") != std::string::npos;
            CHECK_MESSAGE((is_other_metadata || nodesets.contains(without_prefix(node.nodeset))), node.nodeset);
            const ModelIndex same = again.form->find_node(without_prefix(node.nodeset));
            if (same == no_index || is_other_metadata) continue;
            const Bind &a = node.bind, &b = again.form->node(same).bind;
            CHECK_MESSAGE((a.data_type == b.data_type || a.type.empty()), node.nodeset);
            CHECK(a.relevant.has_value() == b.relevant.has_value());
            CHECK(a.constraint.has_value() == b.constraint.has_value());
            CHECK(a.calculate.has_value() == b.calculate.has_value());
            const ModelIndex before = first.form->find_node(node.nodeset);
            if (node.kind == ModelNodeKind::Value)
                CHECK(again.form->controls_of(same).empty() == first.form->controls_of(before).empty());
        }
        CHECK(std::set<std::string>(again.form->languages().begin(), again.form->languages().end()) ==
              std::set<std::string>(first.form->languages().begin(), first.form->languages().end()));
        CHECK(again.form->languages().front() == first.form->languages().front());
        CHECK(again.form->title() == first.form->title());
        CHECK(again.form->id() == first.form->id());
        CHECK(again.form->version() == first.form->version());
    }
    CHECK(forms == 4);
}
