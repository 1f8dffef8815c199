#include "expression/namespaces.h"

namespace mahalla {

const Namespaces& Namespaces::odk()
{
    static const Namespaces standard = [] {
        Namespaces made;
        made.add("", "http://www.w3.org/2002/xforms");
        made.add("h", "http://www.w3.org/1999/xhtml");
        made.add("ev", "http://www.w3.org/2001/xml-events");
        made.add("xsd", "http://www.w3.org/2001/XMLSchema");
        made.add("jr", "http://openrosa.org/javarosa");
        made.add("orx", "http://openrosa.org/xforms");
        made.add("odk", "http://www.opendatakit.org/xforms");
        made.add("entities", "http://www.opendatakit.org/xforms/entities");
        return made;
    }();
    return standard;
}

void Namespaces::add(std::string_view prefix, std::string_view uri)
{
    for (auto& [known, known_uri] : declarations_) {
        if (known == prefix) {
            known_uri = uri;
            return;
        }
    }
    declarations_.emplace_back(prefix, uri);
}

std::optional<std::string_view> Namespaces::uri(std::string_view prefix) const
{
    if (prefix == "xml") return "http://www.w3.org/XML/1998/namespace";
    for (const auto& [known, known_uri] : declarations_)
        if (known == prefix) return known_uri;
    return std::nullopt;
}

} // namespace mahalla
