#include "command_line/project_change_option.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

Result<void> write_for_the_others(const Project& project, const std::filesystem::path& file, CommandContext& context)
{
    MAHALLA_TRY(const CharterProposal proposal, project.for_the_others());
    MAHALLA_TRY(const Bytes bytes, proposal.bytes());
    return context.write(file, bytes);
}

void ProjectChangeOption::add_to(CLI::App& command)
{
    ProjectOption::add_to(command);
    command
        .add_option("-o,--output", output,
                    "File for laptops and other administrators: the new charter, or the proposal where signatures are "
                    "missing (default for a proposal: charter-N.proposal in the project's folder)")
        ->type_name("FILE");
}

void ProjectChangeOption::hand_on(const Project& project, CommandContext& context, Say say) const
{
    const Charter* const waiting = project.pending();
    std::filesystem::path file = output;
    if (waiting != nullptr && file.empty())
        file = std::filesystem::path(folder) / ("charter-" + std::to_string(waiting->content().version) + ".proposal");
    if (!file.empty())
        if (auto written = write_for_the_others(project, file, context); !written) return context.fail(written.error());
    if (waiting == nullptr) {
        if (say == Say::Everything) context.out << "charter version " << project.charter().content().version << '\n';
        return;
    }
    const CharterContent& next = waiting->content();
    const CharterContent& held = project.has_charter() ? project.charter().content() : next;
    context.out << "proposal for charter version " << next.version << ": " << waiting->signatures_of(held) << " of "
                << held.threshold + 0U << " signatures";
    if (held.administrators != next.administrators || held.threshold != next.threshold)
        context.out << ", " << waiting->signatures_of(next) << " of " << next.threshold + 0U
                    << " of the new administrators";
    context.out << "\nfingerprint " << waiting->fingerprint() << '\n';
    context.err << "Nothing has changed yet. Carry " << file.string()
                << " to the other administrators: mahalla project sign FILE.\n";
}

} // namespace mahalla
