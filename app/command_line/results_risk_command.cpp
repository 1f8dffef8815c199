#include "base/number.h"
#include "base/text.h"
#include "command_line/results_command.h"
#include "command_line/risk_json.h"
#include "indicator/csv_table.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

constexpr std::uint64_t file_bytes_max = std::uint64_t{1} << 30U;

struct Options {
    std::string data, keys, sensitive;
    MicrodataQuestion question;
    MicrodataPolicy policy;
    double global_risk_max = 1;
    bool as_json = false;
};

std::vector<std::string> names_in(const std::string& list)
{
    std::vector<std::string> names;
    for (const std::string_view name : split(list, ','))
        if (!trimmed(name).empty()) names.emplace_back(trimmed(name));
    return names;
}

Result<void> tell_risk(Options options, CommandContext& context)
{
    MAHALLA_TRY(const Bytes bytes, context.read(options.data, file_bytes_max));
    const DataReading reading = read_csv_table(bytes);
    context.report(reading.diagnostics);
    if (!reading.table) return {};
    options.question.keys = names_in(options.keys);
    options.question.sensitive = names_in(options.sensitive);
    options.policy.global_risk_max = options.global_risk_max;
    MAHALLA_TRY(const MicrodataRisk risk, microdata_risk(*reading.table, options.question));
    const auto allowed = check_microdata(risk, options.policy);
    if (options.as_json) {
        context.out << write_risk_json(risk, options.question, options.policy, allowed.has_value()) << '\n';
    } else {
        context.out << risk.records.size() << " records, " << risk.records_below(options.policy.k)
                    << " alike to fewer than " << options.policy.k << "; expected re-identifications "
                    << number_to_text(risk.expected_reidentifications) << ", global risk "
                    << number_to_text(100 * risk.global_risk) << " %.\n";
    }
    return allowed;
}

} // namespace

void add_results_risk_command(CLI::App& results, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = results.add_subcommand("risk", "How easily the records of a file are told apart");
    command->add_option("data", options->data, "CSV: a record a line")->required();
    command->add_option("--keys", options->keys, "Columns that people may be known by, with commas between")
        ->required()
        ->type_name("sex,age_group");
    command->add_option("--weight", options->question.weight, "Column: how many people a record stands for");
    command->add_option("--sensitive", options->sensitive, "Columns that would hurt, with commas between");
    command->add_option("--k", options->policy.k, "Refuse where fewer records are alike")->capture_default_str();
    command->add_option("--l", options->policy.l, "Refuse where those alike have fewer different sensitive answers");
    command->add_option("--global-risk", options->global_risk_max, "Refuse beyond this share of recognised records")
        ->check(CLI::Range(0.0, 1.0));
    command->add_flag("--json", options->as_json, "One JSON document");
    command->callback([options, &context] {
        if (const auto done = tell_risk(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
