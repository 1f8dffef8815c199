#pragma once
#include "xform/read_xform.h"

#include <doctest/doctest.h>
#include <string>

namespace mahalla::test {

/// The parts of an XForm that a test is about; the rest is filled in.
struct XFormText {
    std::string model; ///< What stands in `<model>` besides the primary instance.
    std::string instance = "<data id=\"test\"><a/></data>";
    std::string body;

    std::string text() const
    {
        return "<?xml version=\"1.0\"?><h:html xmlns=\"http://www.w3.org/2002/xforms\" "
               "xmlns:h=\"http://www.w3.org/1999/xhtml\" xmlns:jr=\"http://openrosa.org/javarosa\" "
               "xmlns:orx=\"http://openrosa.org/xforms\" xmlns:odk=\"http://www.opendatakit.org/xforms\" "
               "xmlns:entities=\"http://www.opendatakit.org/xforms/entities\">"
               "<h:head><h:title>Test</h:title><model><instance>" +
               instance + "</instance>" + model + "</model></h:head><h:body>" + body + "</h:body></h:html>";
    }
    FormReading read() const { return read_xform(as_bytes(text())); }
    std::shared_ptr<const FormDefinition> form() const
    {
        const FormReading reading = read();
        std::string all;
        for (const Diagnostic& diagnostic : reading.diagnostics) all += to_line(diagnostic) + "\n";
        REQUIRE_MESSAGE(reading.form, all);
        return reading.form;
    }
};

/// True where the reading has a diagnostic with this code.
inline bool reports(const FormReading& reading, std::string_view code)
{
    for (const Diagnostic& diagnostic : reading.diagnostics)
        if (diagnostic.code == code) return true;
    return false;
}

} // namespace mahalla::test
