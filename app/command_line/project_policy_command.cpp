#include "command_line/commands.h"
#include "command_line/project_change_option.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

/// "never", or an ISO 8601 instant.
Result<std::optional<Instant>> expiry_of(const std::string& written)
{
    if (written == "never") return std::optional<Instant>();
    const auto instant = instant_from_text(written);
    if (!instant) return failure(ErrorKind::Invalid, "--expires takes \"never\" or a time as 2027-03-31T00:00:00Z.");
    return std::optional<Instant>(*instant);
}

} // namespace

void add_project_policy_command(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::optional<std::uint32_t> lock_after_idle, keep_bundles_days;
        std::optional<bool> refuse_unencrypted_swap;
        std::string expires;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("policy", "What laptops hold to; shows it, or changes what is named");
    options->project.add_to(*command);
    command->add_option("--lock-after-idle", options->lock_after_idle, "Seconds until a laptop locks itself")
        ->check(CLI::Range(10U, 86'400U));
    command->add_option("--keep-bundles-days", options->keep_bundles_days, "Days that outgoing bundles stay")
        ->check(CLI::Range(0U, 3'650U));
    command->add_option("--refuse-unencrypted-swap", options->refuse_unencrypted_swap,
                        "Whether a laptop that swaps in the clear opens no vault: true or false");
    command->add_option("--expires", options->expires,
                        "Until when the charter holds, as 2027-03-31T00:00:00Z, or never; one change of its own");
    command->callback([options, &context] {
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        if (!project->has_charter()) return context.fail({ErrorKind::Refused, "The charter is not here yet."});
        Policy policy = project->charter().content().policy;
        if (options->lock_after_idle) policy.lock_after_idle_seconds = *options->lock_after_idle;
        if (options->keep_bundles_days) policy.keep_bundles_days = *options->keep_bundles_days;
        if (options->refuse_unencrypted_swap) policy.refuse_unencrypted_swap = *options->refuse_unencrypted_swap;
        const bool changes_policy = policy != project->charter().content().policy;
        if (changes_policy && !options->expires.empty())
            return context.fail({ErrorKind::Invalid, "Change when the charter expires by itself, the rest after it."});
        if (!options->expires.empty()) {
            const auto expires = expiry_of(options->expires);
            if (!expires) return context.fail(expires.error());
            if (auto set = project->set_expiry(*expires); !set) return context.fail(set.error());
            return options->project.hand_on(*project, context);
        }
        if (changes_policy) {
            if (auto set = project->set_policy(policy); !set) return context.fail(set.error());
            return options->project.hand_on(*project, context);
        }
        const auto& expires = project->charter().content().expires;
        context.out << "lock after idle          " << policy.lock_after_idle_seconds << " s\nkeep bundles             "
                    << policy.keep_bundles_days << " days\nrefuse unencrypted swap  "
                    << (policy.refuse_unencrypted_swap ? "yes" : "no") << "\nexpires                  "
                    << (expires ? instant_to_text(*expires) : "never") << "\nescrow sheet tested      "
                    << (policy.escrow_tested ? "yes" : "no") << '\n';
    });
}

} // namespace mahalla
