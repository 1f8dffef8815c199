#include "command_line/commands.h"
#include "command_line/library_description.h"

#include "base/text.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

void list(bool as_json, bool as_markdown, CommandContext& context)
{
    const IndicatorLibrary& library = IndicatorLibrary::shipped();
    if (as_markdown) {
        context.out << library_markdown(library);
        return;
    }
    if (as_json) {
        context.out << library_json(library) << '\n';
        return;
    }
    for (const LibraryInstrument& instrument : library.instruments()) {
        context.out << instrument.name << "  " << instrument.label("en") << '\n';
        for (const LibraryIndicator& indicator : instrument.indicators)
            if (!indicator.is_flag)
                context.out << "    " << indicator.definition.name << "  " << indicator.definition.label("en") << '\n';
    }
}

void show(const std::string& name, bool as_json, CommandContext& context)
{
    const IndicatorLibrary& library = IndicatorLibrary::shipped();
    const LibraryInstrument* instrument = library.find_instrument(name);
    if (const LibraryIndicator* indicator = library.find_indicator(name); !instrument && indicator)
        instrument = library.find_instrument(indicator->definition.library->instrument);
    if (!instrument) {
        std::vector<std::string> names = library.indicator_names();
        for (const LibraryInstrument& known : library.instruments()) names.push_back(known.name);
        const auto nearest = nearest_word(name, names);
        return context.fail({ErrorKind::NotFound, "The library has no instrument or indicator '" + name + "'." +
                                                      (nearest ? " Is '" + *nearest + "' meant?"
                                                               : " `mahalla indicator list` names them.")});
    }
    context.out << (as_json ? instrument_json(*instrument) + "\n" : instrument_text(*instrument));
}

struct Options {
    std::string name;
    bool as_json = false, as_markdown = false;
};

void add_list(CLI::App& group, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("list", "All instruments with their indicators");
    command->add_flag("--json", options->as_json, "One JSON document");
    command->add_flag("--markdown", options->as_markdown, "The page docs/indicators.md");
    command->callback([options, &context] { list(options->as_json, options->as_markdown, context); });
}

void add_show(CLI::App& group, CommandContext& context)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("show", "One instrument: source, questions, formulas, cut-offs, missing answers");
    command->add_option("NAME", options->name, "Of an instrument or an indicator")->required();
    command->add_flag("--json", options->as_json, "One JSON document");
    command->callback([options, &context] { show(options->name, options->as_json, context); });
}

} // namespace

void add_indicator_command(CLI::App& program, CommandContext& context)
{
    CLI::App* group = program.add_subcommand("indicator", "The library of ready indicators");
    group->require_subcommand(1);
    add_list(*group, context);
    add_show(*group, context);
}

} // namespace mahalla
