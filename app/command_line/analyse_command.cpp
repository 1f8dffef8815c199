#include "command_line/analysis_json.h"
#include "command_line/commands.h"
#include "indicator/csv_table.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

void add_analyse_command(CLI::App& program, CommandContext& context)
{
    constexpr std::uint64_t data_bytes_max = std::uint64_t{2} << 30U;
    constexpr std::uint64_t specification_bytes_max = std::uint64_t{16} << 20U;
    struct Options {
        std::string data, specification;
        bool as_json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand("analyse", "What single tables do not say: scales, co-occurrence, "
                                                          "blind spots, agreement, alerts");
    command->add_option("data", options->data, "Comma-separated values, where an analysis looks at rows");
    command->add_option("--spec", options->specification, "JSON: what to analyse")->required();
    command->add_flag("--json", options->as_json, "One JSON document (this is always what is printed)");
    command->callback([options, &context] {
        const auto specification = context.read(options->specification, specification_bytes_max);
        if (!specification) return context.fail(specification.error());
        DataReading reading;
        if (!options->data.empty()) {
            const auto bytes = context.read(options->data, data_bytes_max);
            if (!bytes) return context.fail(bytes.error());
            reading = read_csv_table(*bytes);
            context.report(reading.diagnostics);
            if (!reading.table) return;
        }
        const auto answers = analyse_json(as_text(*specification), reading.table ? &*reading.table : nullptr);
        if (!answers) return context.fail(answers.error());
        context.out << *answers << '\n';
    });
}

} // namespace mahalla
