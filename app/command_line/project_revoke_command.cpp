#include "command_line/agreement.h"
#include "command_line/charter_lookup.h"
#include "command_line/commands.h"
#include "command_line/project_change_option.h"
#include "command_line/vault_option.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

namespace mahalla {

namespace {

/// A vault that has seen what the device sent: `--vault DIR` and `--vault-passphrase-file FILE`, both left out where
/// there is none.
struct WitnessOption {
    VaultOption vault;

    void add_to(CLI::App& command)
    {
        command.add_option("--vault", vault.folder, "A vault that has seen the device's events: it knows the last one")
            ->type_name("DIR");
        vault.passphrase.add_to(command, "--vault-passphrase-file");
    }
    bool is_given() const { return !vault.folder.empty(); }
};

std::optional<DeviceId> whole_id(const std::string& written)
{
    const auto id = DeviceId::from_text(written);
    return id ? std::optional<DeviceId>(*id) : std::nullopt;
}

Result<DeviceId> device_of(const std::string& written, const std::vector<DeviceId>& known)
{
    if (const auto whole = whole_id(written)) return *whole;
    std::vector<Nameable> things;
    for (const DeviceId& device : known) things.push_back({device.text(), ""});
    MAHALLA_TRY(const std::size_t place, place_of(things, written));
    return known[place];
}

/// The mark that `--last-good` and the witness give together.
Result<Revocation> mark_of(const DeviceId& device, std::optional<std::uint64_t> number, const std::string& hash_text,
                           const Vault* witness)
{
    Revocation mark;
    mark.device = device;
    if (number && *number == 0) return mark; // Nothing of it is good.
    if (!hash_text.empty()) {
        if (!number) return failure(ErrorKind::Invalid, "--last-good-hash belongs to a number: --last-good N.");
        MAHALLA_TRY(mark.last_good_hash, Hash::from_text(hash_text));
        mark.last_good_sequence = *number;
        return mark;
    }
    if (witness == nullptr)
        return failure(ErrorKind::Invalid,
                       "Name a vault that has seen the device's events (--vault), or give the number "
                       "and hash of the last good one; --last-good 0 where none is good.");
    if (!number) {
        const auto last = witness->last_event_of(device);
        if (!last)
            return failure(ErrorKind::NotFound, "This vault has seen no event of this device. Use --last-good 0 where "
                                                "none is good.");
        mark.last_good_sequence = last->dot.sequence;
        mark.last_good_hash = last->hash;
        return mark;
    }
    const std::vector<Hash> candidates = witness->events_with_number({device, *number});
    if (candidates.empty()) return failure(ErrorKind::NotFound, "This vault has seen no event of this number.");
    if (candidates.size() > 1) {
        std::string message =
            "Two different events bear this number: the device was copied. Say which is the good one, "
            "with --last-good-hash:";
        for (const Hash& one : candidates) message += "\n  " + one.text();
        return failure(ErrorKind::Invalid, message);
    }
    mark.last_good_sequence = *number;
    mark.last_good_hash = candidates.front();
    return mark;
}

void add_revoke(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        WitnessOption witness;
        std::string device, hash;
        std::optional<std::uint64_t> last_good;
        bool yes = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand(
        "revoke", "Believe a device no further than its last good event; what comes later waits in quarantine");
    command->add_option("DEVICE", options->device, "Id of the device, or its first digits where --vault knows it")
        ->required();
    options->project.add_to(*command);
    options->witness.add_to(*command);
    command->add_option("--last-good", options->last_good,
                        "Number of its last good event (default: the last one in the vault; 0: none is good)");
    command->add_option("--last-good-hash", options->hash, "The hash of that event, where two bear its number");
    command->add_flag("--yes", options->yes, "Revoke without asking, for scripts");
    command->callback([options, &context] {
        std::optional<Vault> witness;
        std::vector<DeviceId> known;
        if (options->witness.is_given()) {
            auto opened = options->witness.vault.unlock(context);
            if (!opened) return context.fail(opened.error());
            witness.emplace(*std::move(opened));
            known = witness->devices_heard_of();
        }
        const auto device = device_of(options->device, known);
        if (!device) return context.fail(device.error());
        const auto mark = mark_of(*device, options->last_good, options->hash, witness ? &*witness : nullptr);
        if (!mark) return context.fail(mark.error());
        if (witness)
            if (const auto last = witness->last_event_of(*device))
                context.err << "The last event here is number " << last->dot.sequence << ".\n";
        context.out << device->text() << " is believed up to its event " << mark->last_good_sequence << ", "
                    << mark->last_good_hash.text() << '\n';
        if (!agreed("Revoke what comes after it?", options->yes, context)) return;
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        if (auto revoked = project->revoke(*mark); !revoked) return context.fail(revoked.error());
        options->project.hand_on(*project, context);
        // The witness is at headquarters: its bundles carry the new charter to the others.
        const CharterContent& decided = project->charter().content();
        if (std::ranges::any_of(decided.supervisors,
                                [&](const Supervisor& one) { return one.signing_key.device() == *device; }))
            context.err << "This is a supervisor: whom they enrolled counts no more either. Look at them and vouch for "
                           "those you know: mahalla project confirm.\n";
        if (!witness || project->pending() != nullptr) return;
        Incoming incoming;
        incoming.charters = {project->charter().bytes()};
        if (auto taken = witness->take_in(incoming); !taken) return context.fail(taken.error());
    });
}

void add_reinstate(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::string device;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("reinstate", "Take a revocation back: what waited in quarantine counts");
    command->add_option("DEVICE", options->device, "Id of the device, or its first digits")->required();
    options->project.add_to(*command);
    command->callback([options, &context] {
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        std::vector<DeviceId> revoked;
        if (project->has_charter())
            for (const Revocation& one : project->charter().content().revocations) revoked.push_back(one.device);
        const auto device = device_of(options->device, revoked);
        if (!device) return context.fail(device.error());
        if (auto done = project->reinstate(*device); !done) return context.fail(done.error());
        options->project.hand_on(*project, context);
    });
}

void add_confirm(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectOption project;
        WitnessOption witness;
        std::string device;
        bool yes = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand(
        "confirm", "Vouch for the field workers whom a revoked supervisor enrolled: what they sent counts again");
    command->add_option("SUPERVISOR", options->device, "Id of the supervisor's device, or its first digits")
        ->required();
    options->project.add_to(*command);
    options->witness.add_to(*command);
    command->add_flag("--yes", options->yes, "Vouch without asking, for scripts");
    command->callback([options, &context] {
        if (!options->witness.is_given())
            return context.fail({ErrorKind::Invalid, "Name a vault that has their certificates: --vault DIR."});
        auto witness = options->witness.vault.unlock(context);
        if (!witness) return context.fail(witness.error());
        std::vector<Certificate> enrolled;
        std::vector<DeviceId> issuers;
        for (const Bytes& bytes : witness->certificates())
            if (auto read = Certificate::parse(bytes); read && read->content().role == Role::FieldWorker) {
                issuers.push_back(read->issuer().device());
                enrolled.push_back(*std::move(read));
            }
        std::ranges::sort(issuers);
        issuers.erase(std::unique(issuers.begin(), issuers.end()), issuers.end());
        const auto issuer = device_of(options->device, issuers);
        if (!issuer) return context.fail(issuer.error());
        std::erase_if(enrolled, [&](const Certificate& one) { return one.issuer().device() != *issuer; });
        for (const Certificate& one : enrolled) context.out << one.content().device.text() << '\n';
        if (enrolled.empty())
            return context.fail({ErrorKind::NotFound, "This vault knows nobody whom this device enrolled."});
        if (!agreed("Are these all laptops that you know, and none that a thief may have enrolled?", options->yes,
                    context))
            return;
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        const auto confirmed = project->confirm(enrolled);
        if (!confirmed) return context.fail(confirmed.error());
        Incoming incoming;
        incoming.certificates = *confirmed;
        const auto report = witness->take_in(incoming);
        if (!report) return context.fail(report.error());
        context.err << enrolled.size() << " confirmed; " << report->released_from_quarantine
                    << " events came out of quarantine.\n";
    });
}

} // namespace

void add_project_revoke_commands(CLI::App& group, CommandContext& context)
{
    add_confirm(group, context);
    add_revoke(group, context);
    add_reinstate(group, context);
}

} // namespace mahalla
