#include "command_line/commands.h"
#include "command_line/erasures_told.h"
#include "command_line/vault_option.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

using nlohmann::json;

std::optional<RecordId> id_of(const std::string& text, CommandContext& context)
{
    const auto id = RecordId::from_text(text);
    if (id) return *id;
    context.fail({ErrorKind::Invalid, "A record's id has 32 hexadecimal digits."});
    return std::nullopt;
}

void add_erase(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string id, reason;
        bool yes = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("erase", "Erase one record everywhere in the project, for good");
    options->vault.add_to(*command);
    command->add_option("ID", options->id, "The record")->required();
    command->add_option("--reason", options->reason, "Why; only the project's readers can read it")->required();
    command->add_flag("--yes", options->yes, "Erase; without it, nothing is done");
    command->callback([options, &context] {
        const auto id = id_of(options->id, context);
        if (!id) return;
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        if (!options->yes)
            return context.fail({ErrorKind::Refused, "Nothing was erased. It cannot be undone: say --yes."});
        const auto erased = vault->erase_record(*id, options->reason);
        if (!erased) return context.fail(erased.error());
        context.out << "The record is erased here; " << to_line(*erased)
                    << ". Other laptops follow with the next bundle (--to recipients, servers and team).\n";
        if (const std::size_t backups = vault->outdated_backups(); backups > 0)
            context.err << backups
                        << " backups on removable media still hold it: back up to those media again, which overwrites "
                           "them, or destroy them.\n";
    });
}

void add_withdraw(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string id, reason;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("withdraw", "Consent was withdrawn: mask the record from every table until it is decided");
    options->vault.add_to(*command);
    command->add_option("ID", options->id, "The record")->required();
    command->add_option("--reason", options->reason, "What was said; only the project's readers can read it");
    command->callback([options, &context] {
        const auto id = id_of(options->id, context);
        if (!id) return;
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        const auto flagged = vault->withdraw_consent(*id, options->reason);
        if (!flagged) return context.fail(flagged.error());
        context.out << "The record is masked. A supervisor erases it with mahalla record erase.\n";
    });
}

const char* word_of(RestorePointKind kind)
{
    switch (kind) {
    case RestorePointKind::Begun:
        return "begun";
    case RestorePointKind::Named:
        return "named";
    case RestorePointKind::BeforeRowRemoved:
        return "before a row was removed";
    case RestorePointKind::Paused:
        return "paused";
    case RestorePointKind::BeforeReturn:
        return "before going back";
    }
    return "other";
}

void add_points(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string id, mark;
        bool as_json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("points", "The states that a draft can go back to");
    options->vault.add_to(*command);
    command->add_option("ID", options->id, "The draft")->required();
    command->add_option("--mark", options->mark, "Make one of the present state first, with this name");
    command->add_flag("--json", options->as_json, "JSON lines");
    command->callback([options, &context] {
        const auto id = id_of(options->id, context);
        if (!id) return;
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        if (!options->mark.empty())
            if (auto marked = vault->mark_restore_point(*id, RestorePointKind::Named, options->mark); !marked)
                return context.fail(marked.error());
        const auto points = vault->restore_points(*id);
        if (!points) return context.fail(points.error());
        for (const RestorePoint& point : *points) {
            if (options->as_json)
                context.out << json{{"point", point.step},
                                    {"kind", word_of(point.kind)},
                                    {"made", instant_to_text(point.made)},
                                    {"name", point.name},
                                    {"answers", point.answers}}
                                   .dump()
                            << '\n';
            else
                context.out << point.step << "  " << instant_to_text(point.made) << "  " << word_of(point.kind)
                            << (point.name.empty() ? "" : ": " + point.name) << "  (" << point.answers << " answers)\n";
        }
    });
}

void add_go_back(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string id;
        std::uint64_t point = 0;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("go-back", "Return a draft to one of its points; that can be undone too");
    options->vault.add_to(*command);
    command->add_option("ID", options->id, "The draft")->required();
    command->add_option("--to", options->point, "The point's number, as mahalla record points lists it")->required();
    command->callback([options, &context] {
        const auto id = id_of(options->id, context);
        if (!id) return;
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        if (auto returned = vault->return_to_point(*id, options->point); !returned)
            return context.fail(returned.error());
        context.out << "The draft is as it was then.\n";
    });
}

} // namespace

void add_record_erase_command(CLI::App& group, CommandContext& context)
{
    add_erase(group, context);
    add_withdraw(group, context);
    add_points(group, context);
    add_go_back(group, context);
}

} // namespace mahalla
