#include "session/node_state.h"

namespace mahalla {

const char* name_of(NodeType type)
{
    switch (type) {
    case NodeType::Root:
        return "root";
    case NodeType::Group:
        return "group";
    case NodeType::Repeat:
        return "repeat";
    case NodeType::RepeatInstance:
        return "repeat-instance";
    case NodeType::Input:
        return "input";
    case NodeType::Select:
        return "select";
    case NodeType::Rank:
        return "rank";
    case NodeType::Range:
        return "range";
    case NodeType::Trigger:
        return "trigger";
    case NodeType::Upload:
        return "upload";
    case NodeType::Note:
        return "note";
    case NodeType::Value:
        return "value";
    }
    return "value";
}

const char* name_of(Violation violation) { return violation == Violation::Required ? "required" : "constraint"; }

} // namespace mahalla
