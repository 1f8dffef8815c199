#include "base/number.h"
#include "command_line/commands.h"
#include "command_line/tabulation_json.h"
#include "indicator/csv_table.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

constexpr std::uint64_t data_bytes_max = std::uint64_t{2} << 30U;
constexpr std::uint64_t specification_bytes_max = std::uint64_t{16} << 20U;

/// A line for a person: the cell, then the estimate and its precision.
std::string line_of(const Table& table, const TableCell& cell)
{
    std::string line = table.id;
    for (std::size_t d = 0; d < table.dimensions.size(); ++d)
        line += " " + table.dimensions[d].name + "=" + cell.key[d];
    if (!cell.category.empty()) line += " " + cell.category;
    if (cell.probability) line += " " + number_to_text(*cell.probability);
    const auto add = [&line](const char* name, const std::optional<double>& value) {
        if (value) line += std::string("  ") + name + " " + number_to_text(*value);
    };
    add("estimate", cell.figures.estimate);
    add("se", cell.figures.standard_error);
    add("from", cell.figures.lower);
    add("to", cell.figures.upper);
    for (const auto& [name, value] : cell.tests) add(name.c_str(), value);
    line += "  n " + std::to_string(cell.figures.n);
    if (!cell.figures.note.empty()) line += "  (" + cell.figures.note + ")";
    return line;
}

} // namespace

void add_tabulate_command(CLI::App& program, CommandContext& context)
{
    struct Options {
        std::string data, specification;
        bool as_json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand("tabulate", "Survey statistics over a table, with their precision");
    command->add_option("data", options->data, "Comma-separated values, the first line naming the columns")->required();
    command->add_option("--spec", options->specification, "JSON: the design and what to estimate")->required();
    command->add_flag("--json", options->as_json, "One JSON document");
    command->callback([options, &context] {
        const auto specification_bytes = context.read(options->specification, specification_bytes_max);
        if (!specification_bytes) return context.fail(specification_bytes.error());
        const auto specification = read_tabulation_json(as_text(*specification_bytes));
        if (!specification) return context.fail(specification.error());
        DataReading reading;
        {
            // A large file is not kept beside the table it becomes.
            const auto data_bytes = context.read(options->data, data_bytes_max);
            if (!data_bytes) return context.fail(data_bytes.error());
            reading = read_csv_table(*data_bytes);
        }
        context.report(reading.diagnostics);
        if (!reading.table) return;
        OneWorker alone;
        Workers& workers = context.workers != nullptr ? *context.workers : alone;
        const auto tables = tabulate(*reading.table, *specification, workers);
        if (!tables) return context.fail(tables.error());
        if (options->as_json) {
            context.out << write_tables_json(*tables) << '\n';
            return;
        }
        for (const Table& table : *tables)
            for (const TableCell& cell : table.cells) context.out << line_of(table, cell) << '\n';
    });
}

} // namespace mahalla
