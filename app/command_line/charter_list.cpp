#include "command_line/charter_list.h"

#include "command_line/project_option.h"

#include <memory>
#include <ostream>

namespace mahalla {

void make_charter_list(CLI::App& command, CommandContext& context,
                       const std::function<std::vector<CharterEntry>(const CharterContent&)>& entries_of)
{
    const auto project = std::make_shared<ProjectOption>();
    const auto as_json = std::make_shared<bool>(false);
    project->add_to(command);
    command.add_flag("--json", *as_json, "A JSON document a line");
    command.callback([project, as_json, entries_of, &context] {
        auto opened = project->open(context);
        if (!opened) return context.fail(opened.error());
        if (!opened->has_charter()) return;
        for (const CharterEntry& entry : entries_of(opened->charter().content()))
            context.out << (*as_json ? entry.json : entry.line) << '\n';
    });
}

} // namespace mahalla
