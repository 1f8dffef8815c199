#include "record/submission_id.h"

namespace mahalla {

bool is_submission_id(const AnswerPath& path)
{
    const auto local = [](std::string_view name) { return name.substr(name.find(':') + 1); }; // npos + 1 is 0
    const AnswerPath above = path.parent();
    const std::string_view name = local(path.name());
    return (name == "instanceID" || name == "deprecatedID") && local(above.name()) == "meta";
}

} // namespace mahalla
