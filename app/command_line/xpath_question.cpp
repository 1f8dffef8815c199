#include "command_line/xpath_question.h"

#include <array>

namespace mahalla {

namespace {

using Json = nlohmann::json;

Result<void> take_text(const Json& line, const char* key, std::string& text)
{
    const auto found = line.find(key);
    if (found == line.end() || found->is_null()) return {};
    if (!found->is_string()) return failure(ErrorKind::Invalid, std::string("“") + key + "” is a text.");
    text = found->get<std::string>();
    return {};
}

Result<void> take_namespaces(const Json& line, Namespaces& namespaces)
{
    const auto given = line.find("namespaces");
    if (given == line.end() || given->is_null()) return {};
    const auto wrong = [] {
        return failure(ErrorKind::Invalid, "“namespaces” is an object of prefixes, each with the URI it stands for.");
    };
    if (!given->is_object()) return wrong();
    for (const auto& [prefix, uri] : given->items()) {
        if (!uri.is_string()) return wrong();
        namespaces.add(prefix, uri.get<std::string>());
    }
    return {};
}

} // namespace

Result<XPathQuestion> XPathQuestion::create(const Json& line)
{
    if (!line.is_object()) return failure(ErrorKind::Invalid, "A line is one JSON object with an “expression”.");
    if (!line.contains("expression")) return failure(ErrorKind::Invalid, "The line has no “expression”.");
    XPathQuestion made;
    const std::array<std::pair<const char*, std::string*>, 8> texts{{{"expression", &made.expression},
                                                                     {"xml", &made.xml},
                                                                     {"file", &made.file},
                                                                     {"context", &made.context},
                                                                     {"root", &made.root},
                                                                     {"tz", &made.zone},
                                                                     {"now", &made.now},
                                                                     {"as", &made.wanted}}};
    for (const auto& [key, text] : texts)
        if (const auto taken = take_text(line, key, *text); !taken) return tl::unexpected(taken.error());
    if (const auto taken = take_namespaces(line, made.namespaces); !taken) return tl::unexpected(taken.error());
    return made;
}

Json id_of(const Json& line)
{
    if (!line.is_object()) return {};
    const auto id = line.find("id");
    return id == line.end() || id->is_structured() ? Json() : *id;
}

} // namespace mahalla
