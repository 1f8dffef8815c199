#include "fuzz/fuzz_entry.h"
#include "fuzz/interview_of_bytes.h"
#include "xform/read_xform.h"
#include "xform/submission.h"

using namespace mahalla;

namespace {

const std::shared_ptr<const FormProgram>& program()
{
    static const std::shared_ptr<const FormProgram> compiled =
        compile_form(
            read_xform(
                as_bytes(
                    R"x(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>
<instance><data id="f"><a/><n/><g><photo/></g><r jr:template=""><c/><s><e/></s></r><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/a" type="int" constraint=". &lt; 9"/><bind nodeset="/data/n" calculate="sum(/data/r/c) + count(/data/r)"/><bind nodeset="/data/r/c" type="int" relevant="/data/a != ''"/>
<bind nodeset="/data/g/photo" type="binary"/></model></h:head><h:body><input ref="/data/a"/><upload ref="/data/g/photo" mediatype="image/*"/>
<repeat nodeset="/data/r"><input ref="/data/r/c"/><repeat nodeset="/data/r/s"><input ref="/data/r/s/e"/></repeat></repeat></h:body></h:html>)x"))
                .form)
            .value();
    return compiled;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    InterviewOfBytes(bytes).reopen(program(), bytes, as_text(bytes));
    return 0;
}

std::vector<std::string> known_inputs()
{
    std::vector<std::string> inputs{
        "<data id=\"f\"><a>3</a><n>1</n><g><photo>a.jpg</photo></g><r><c>4</c><s><e>x</e></s><s><e/></s></r><r/>"
        "<meta><instanceID>uuid:0123456789abcdef0123456789abcdef</instanceID></meta></data>"};
    const InterviewOfBytes interview(as_bytes("1"));
    auto session = FormSession::create(program(), interview.environment());
    if (!session) return inputs;
    for (int rows = 0; rows < 2; ++rows) {
        const Bytes saved = session->save();
        inputs.emplace_back(saved.begin(), saved.end());
        (void)session->answer("/data/a", "3");
        (void)session->add_repeat("/data/r");
        (void)session->answer("/data/r[1]/c", "4");
        (void)session->answer("/data/r[1]/s[1]/e", "x y");
        (void)session->attach("/data/g/photo", "a.jpg", Bytes{1, 2, 3});
    }
    return inputs;
}
