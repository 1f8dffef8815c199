#include "store/form_dictionary.h"

#include <set>

namespace mahalla {

namespace {

/// Every text between `before` and `after`, each once, in the order in which they first stand.
void collect(std::string_view text, std::string_view before, char after, std::vector<std::string>& strings,
             std::set<std::string_view>& known)
{
    for (std::size_t at = text.find(before); at != std::string_view::npos; at = text.find(before, at)) {
        at += before.size();
        const std::size_t end = text.find(after, at);
        if (end == std::string_view::npos) return;
        const std::string_view found = text.substr(at, end - at);
        if (!found.empty() && found.size() <= 256 && known.insert(found).second) strings.emplace_back(found);
    }
}

} // namespace

FormStrings form_strings_of(ByteView xform)
{
    // The form library is not asked: what it reads may change between versions, and these bytes must never.
    const std::string_view text = as_text(xform);
    std::vector<std::string> strings;
    std::set<std::string_view> known;
    collect(text, "<value>", '<', strings, known);
    collect(text, "<name>", '<', strings, known);
    collect(text, "nodeset=\"", '"', strings, known);
    return FormStrings::create(strings);
}

} // namespace mahalla
