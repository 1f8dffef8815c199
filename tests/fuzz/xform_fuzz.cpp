#include "fuzz/fuzz_entry.h"
#include "xform/read_xform.h"
#include "xform/write_xform.h"

using namespace mahalla;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const FormReading reading = read_xform({data, size});
    if (reading.form) (void)write_xform(*reading.form);
    return 0;
}

std::vector<std::string> known_inputs()
{
    return {
        R"xml(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>t</h:title><model><itext><translation lang="en"><text id="/data/a:label"><value>A <output value="/data/b"/></value></text></translation></itext>
<instance><data id="f" version="1"><a/><b/><r jr:template=""><c/></r></data></instance>
<instance id="l"><root><item><name>x</name><label>X</label></item></root></instance>
<bind nodeset="/data/a" type="int" relevant="/data/b = 1" constraint=". &gt; 2"/><bind nodeset="/data/b" calculate="1 + 1"/>
<setvalue event="odk-instance-first-load" ref="/data/a" value="3"/></model></h:head>
<h:body><input ref="/data/a"><label ref="jr:itext('/data/a:label')"/></input><group ref="/data/r"><repeat nodeset="/data/r">
<select1 ref="/data/r/c"><itemset nodeset="instance('l')/root/item[name != '']"><value ref="name"/><label ref="label"/></itemset></select1></repeat></group></h:body></h:html>)xml"};
}
