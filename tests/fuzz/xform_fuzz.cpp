#include "fuzz/fuzz_entry.h"
#include "fuzz/interview_of_bytes.h"
#include "workbook/write_workbook.h"
#include "xform/read_xform.h"
#include "xform/write_xform.h"
#include "xlsform/workbook_of_form.h"

using namespace mahalla;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    const FormReading reading = read_xform(bytes);
    if (!reading.form) {
        check_law(has_errors(reading.diagnostics), "a form that is refused is refused for a reason");
        return 0;
    }
    check_xform(write_xform(*reading.form), 0);
    const Workbook workbook = workbook_of(*reading.form).workbook;
    (void)write_xlsx(workbook);
    (void)write_markdown(workbook);
    InterviewOfBytes(bytes).fill_in(reading.form);
    return 0;
}

std::vector<std::string> known_inputs()
{
    return {
        R"xml(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>t</h:title><model odk:xforms-version="1.0.0"><itext><translation lang="en" default="true()"><text id="/data/a:label"><value>A <output value="/data/b"/></value><value form="image">jr://images/a.png</value></text></translation><translation lang="de"><text id="/data/a:label"><value>Ah</value></text></translation></itext>
<instance><data id="f" version="1"><a/><b/><d/><r jr:template=""><c/><s jr:template=""><e/></s></r><orx:meta><orx:instanceID/></orx:meta></data></instance>
<instance id="l"><root><item><name>x</name><label>X</label></item><item><name>y</name><label>Y</label></item></root></instance>
<bind nodeset="/data/a" type="int" relevant="/data/b = 2" constraint=". &gt; 2" jr:constraintMsg="more"/><bind nodeset="/data/b" calculate="1 + count(/data/r)"/>
<bind nodeset="/data/d" type="date" required="true()" readonly="/data/a = 3"/><bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>
<setvalue event="odk-instance-first-load" ref="/data/a" value="3"/></model></h:head>
<h:body class="pages"><input ref="/data/a"><label ref="jr:itext('/data/a:label')"/><hint>h</hint><setvalue event="xforms-value-changed" ref="/data/d">2026-11-21</setvalue></input><group ref="/data/r"><label>R</label><repeat nodeset="/data/r" jr:count="3">
<select1 ref="/data/r/c" appearance="minimal"><itemset nodeset="randomize(instance('l')/root/item[name != ''], 7)"><value ref="name"/><label ref="label"/></itemset></select1><repeat nodeset="/data/r/s"><odk:rank ref="/data/r/s/e"><item><label>A</label><value>a</value></item></odk:rank></repeat></repeat></group><range ref="/data/d" start="1" end="5" step="1"/></h:body></h:html>)xml"};
}
