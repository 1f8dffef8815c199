#include "command_line/xpath_environment.h"

namespace mahalla {

std::optional<NodeRef> XPathEnvironment::instance(std::string_view id)
{
    for (NodeIndex node = 0; node < document_.node_count(); ++node)
        if (document_.kind(node) == NodeKind::Element && document_.local_name(node) == "instance" &&
            document_.attribute(node, "id") == id)
            return document_.ref(node);
    return std::nullopt;
}

std::optional<std::string> XPathEnvironment::translate(std::string_view text_id)
{
    NodeIndex language = no_node;
    for (NodeIndex node = 0; node < document_.node_count(); ++node) {
        if (document_.kind(node) != NodeKind::Element || document_.local_name(node) != "translation") continue;
        if (language == no_node || document_.attribute(node, "default")) language = node;
    }
    if (language == no_node) return std::nullopt;
    for (NodeIndex text = document_.first_child(language); text != no_node; text = document_.next_sibling(text)) {
        if (document_.kind(text) != NodeKind::Element || document_.attribute(text, "id") != text_id) continue;
        for (NodeIndex value = document_.first_child(text); value != no_node; value = document_.next_sibling(value))
            if (document_.kind(value) == NodeKind::Element && !document_.attribute(value, "form"))
                return string_value(document_.ref(value));
    }
    return std::nullopt;
}

} // namespace mahalla
