#include "command_line/count_alteration.h"
#include "command_line/protection_json.h"
#include "command_line/results_command.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

constexpr std::uint64_t file_bytes_max = std::uint64_t{256} << 20U;

} // namespace

void add_results_protect_command(CLI::App& results, CommandContext& context)
{
    struct Options {
        std::string table, policy, earlier;
        bool as_json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        results.add_subcommand("protect", "Hide the cells of a table that would say too much of somebody");
    command->add_option("table", options->table, "JSON: dimensions and cells")->required();
    command->add_option("--policy", options->policy, "JSON: what makes a cell unsafe")->required();
    command->add_option("--earlier", options->earlier, "JSON: the tables that were published before");
    command->add_flag("--json", options->as_json, "One JSON document");
    command->callback([options, &context] {
        const auto table_bytes = context.read(options->table, file_bytes_max);
        if (!table_bytes) return context.fail(table_bytes.error());
        const auto policy_bytes = context.read(options->policy, file_bytes_max);
        if (!policy_bytes) return context.fail(policy_bytes.error());
        const auto tables = read_counts_json(as_text(*table_bytes));
        if (!tables) return context.fail(tables.error());
        const auto policy = read_policy_json(as_text(*policy_bytes));
        if (!policy) return context.fail(policy.error());
        const auto alteration = read_alteration_json(as_text(*policy_bytes));
        if (!alteration) return context.fail(alteration.error());
        Bytes earlier_bytes;
        if (!options->earlier.empty()) {
            auto read = context.read(options->earlier, file_bytes_max);
            if (!read) return context.fail(read.error());
            earlier_bytes = *std::move(read);
        }
        const auto altered_before = read_earlier_alterations(as_text(earlier_bytes));
        if (!altered_before) return context.fail(altered_before.error());
        if (alteration->rounding || alteration->noise) {
            const auto document = altered_counts_json(*tables, *policy, *alteration, *altered_before, context.random);
            if (!document) return context.fail(document.error());
            context.out << *document << '\n';
            return;
        }
        if (altered_before->has_rounded || altered_before->spent_rho > 0)
            return context.fail({ErrorKind::Refused, "Of these records counts were published that are rounded or have "
                                                     "noise: hidden cells beside them could be guessed too well."});
        PublicationLedger ledger;
        if (!options->earlier.empty()) {
            auto earlier = read_ledger_json(as_text(earlier_bytes));
            if (!earlier) return context.fail(earlier.error());
            ledger = *std::move(earlier);
        }
        const auto protections = protect(*tables, *policy, ledger);
        if (!protections) return context.fail(protections.error());
        if (options->as_json) {
            context.out << write_report_json(*tables, *protections) << '\n';
            return;
        }
        for (const Protection& protection : *protections) {
            for (const AuditedCell& cell : protection.report.cells) {
                for (const std::string& category : cell.key) context.out << category << ' ';
                context.out << name_of(cell.status) << '\n';
            }
            context.out << protection.report.primary_count << " unsafe, " << protection.report.secondary_count
                        << " more to hide them.\n";
        }
    });
}

} // namespace mahalla
