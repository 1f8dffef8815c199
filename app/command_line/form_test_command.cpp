#include "base/seeded_random.h"
#include "command_line/commands.h"
#include "command_line/form_test.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

using Json = nlohmann::ordered_json;

struct Options {
    InterviewOptions interview;
    std::vector<std::string> scripts;
    bool as_json = false;
};

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

void print_json(const std::string& script, const FormTestOutcome& outcome, std::ostream& out)
{
    for (const FormTestFailure& failure : outcome.failures)
        out << text_of({{"script", script},
                        {"line", failure.line},
                        {"text", failure.text},
                        {"ref", failure.ref},
                        {"label", failure.label},
                        {"aspect", failure.aspect},
                        {"expected", failure.expected},
                        {"found", failure.found},
                        {"help", failure.help}})
            << '\n';
    out << text_of({{"script", script},
                    {"steps", outcome.steps},
                    {"expectations", outcome.expectations},
                    {"failures", outcome.failures.size()}})
        << '\n';
}

void print_text(const std::string& script, const FormTestOutcome& outcome, std::ostream& out)
{
    const auto shown = [](const std::string& text) { return text.empty() ? std::string("(empty)") : text; };
    for (const FormTestFailure& failure : outcome.failures) {
        out << script << ':' << failure.line << ": " << failure.text << '\n';
        if (!failure.label.empty()) out << "  " << failure.label << '\n';
        if (!failure.ref.empty()) out << "  " << failure.ref << '\n';
        if (failure.aspect != "script") {
            const std::string what = failure.aspect == "value" || failure.aspect == "step" ? "" : failure.aspect + " ";
            out << "  expected: " << what << shown(failure.expected) << "\n  found:    " << what << shown(failure.found)
                << '\n';
        }
        if (!failure.help.empty()) out << "  " << failure.help << '\n';
    }
    out << script << ": " << outcome.steps << " steps, " << outcome.expectations << " expectations, "
        << (outcome.failures.empty() ? std::string("all hold") : std::to_string(outcome.failures.size()) + " failed")
        << '\n';
}

Result<void> run(const Options& options, CommandContext& context)
{
    // One seed: a list that is shuffled is shuffled the same way each time.
    SeededRandom chance(1);
    MAHALLA_TRY(const auto world, open_world(options.interview, InterviewTime::Stands, chance, context));
    if (!world) return {};
    const Instant begin = world->standing_clock.now();
    for (const std::string& file : options.scripts) {
        MAHALLA_TRY(const Bytes bytes, context.read(file, form_test_bytes_max));
        world->standing_clock.set(begin);
        chance = SeededRandom(1);
        MAHALLA_TRY(const FormTestOutcome outcome,
                    run_form_test(read_form_test(as_text(bytes)), *world, world->program, options.interview.language));
        if (options.as_json)
            print_json(file, outcome, context.out);
        else
            print_text(file, outcome, context.out);
        if (!outcome.failures.empty()) context.exit_code = std::max(context.exit_code, ExitCode::Problems);
    }
    return {};
}

} // namespace

void add_form_test_command(CLI::App& program, CommandContext& context)
{
    CLI::App* command = program.get_subcommand("form")->add_subcommand(
        "test", "Tests of a questionnaire: what is answered, and what is to be seen then");
    const auto options = std::make_shared<Options>();
    options->interview.add_to(*command);
    command->add_option("--script", options->scripts, "A test; may be given several times")
        ->type_name("STEPS")
        ->required();
    command->add_flag("--json", options->as_json, "JSON lines: one a failure, and one for each test at its end");
    command->callback([options, &context] {
        if (const auto done = run(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
