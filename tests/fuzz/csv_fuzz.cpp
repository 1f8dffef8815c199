#include "expression/expression.h"
#include "fuzz/fuzz_entry.h"
#include "fuzz/interview_of_bytes.h"
#include "workbook/read_workbook.h"
#include "xform/external_data.h"
#include "xform/read_xform.h"
#include "xlsform/read_xlsform.h"

using namespace mahalla;

namespace {

/// A form whose choices, filtered, and whose calculation come from the file.
const std::shared_ptr<const FormDefinition>& form()
{
    static const std::shared_ptr<const FormDefinition> read =
        read_xform(
            as_bytes(
                R"x(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title><model>
<instance><data id="f"><d/><v/><n/></data></instance><instance id="places" src="jr://file/places.csv"/>
<bind nodeset="/data/n" calculate="pulldata('places', 'label', 'name', /data/d)"/></model></h:head><h:body><input ref="/data/d"/>
<select ref="/data/v"><itemset nodeset="instance('places')/root/item[d = /data/d or contains(name, /data/d)]"><value ref="name"/><label ref="label"/></itemset></select></h:body></h:html>)x"))
            .form;
    return read;
}

void read_beside_form(const char* name, ByteView bytes)
{
    const auto document = read_external_data(name, bytes);
    if (!document) return;
    InterviewOfBytes interview(bytes);
    SessionEnvironment environment = interview.environment();
    environment.external_instances.emplace("places", *document);
    auto session = FormSession::create(form(), environment);
    check_law(session.has_value(), "a form opens with whatever file was read beside it");
    for (const char* answer : {"1", "x", ""}) (void)session->answer("/data/d", answer);
    (void)session->states();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    for (const char* name : {"places.csv", "places.geojson", "places.xml"}) read_beside_form(name, bytes);
    if (const auto workbook = read_workbook(bytes, "f.csv")) (void)read_xlsform(workbook->workbook);
    return 0;
}

std::vector<std::string> known_inputs()
{
    return {
        "name,label,d\n1,\"One, \"\"first\"\"\",1\r\n2,Two,x\n",
        "\xEF\xBB\xBFname;label;d\nx;\"a\nb\";1\n",
        "name\tlabel d\td\nx\ty\n\n",
        "survey,type,name,label\n,text,a,\"A, b\"\n,select_one l,b,B\nchoices,list_name,name,label\n,l,x,X\n",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","id":"1","properties":{"name":"x","label":2.5,"d":true,"o":{"p":[null]}},"geometry":{"type":"Point","coordinates":[69.2,41.3,400]}},{"type":"Feature","properties":{"name":"y"},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]}},{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}]})",
        "<root><item><name>1</name><label>One</label><d>1</d></item><item><name>2</name></item></root>"};
}
