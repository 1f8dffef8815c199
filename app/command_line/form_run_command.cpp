#include "command_line/commands.h"
#include "command_line/form_files.h"
#include "command_line/media_files.h"
#include "command_line/scripted_interview.h"
#include "system/time_zone_files.h"

#include <CLI/CLI.hpp>
#include <istream>
#include <ostream>

namespace mahalla {

namespace {

/// A clock that was told the time.
class StandingClock final : public Clock {
public:
    explicit StandingClock(Instant now) : now_(now) {}
    Instant now() const override { return now_; }

private:
    Instant now_;
};

struct Options {
    std::string form, media, zone, now, language;
};

Result<void> run(const Options& options, CommandContext& context)
{
    const FormReading reading = read_form_file(options.form, context);
    context.report(reading.diagnostics);
    if (!reading.form) return {};

    TimeZone zone = local_time_zone(context.disk);
    if (!options.zone.empty()) {
        MAHALLA_TRY(zone, read_time_zone(context.disk, options.zone));
    }
    std::optional<StandingClock> standing;
    if (!options.now.empty()) {
        const auto offset = zone.offset_minutes_at(context.clock.now());
        const auto now = instant_from_text(options.now, offset);
        if (!now) return failure(ErrorKind::Invalid, "--now takes a moment such as 2026-11-21T05:27:00Z.");
        standing.emplace(*now);
    }
    SessionEnvironment environment{standing ? static_cast<const Clock&>(*standing) : context.clock, context.random,
                                   zone};
    MAHALLA_TRY(const auto program, FormProgram::compile(reading.form));
    if (auto added = add_media_files(*program, options.media, context, environment); !added) return added;

    MAHALLA_TRY(auto session, FormSession::create(program, environment));
    if (!options.language.empty())
        if (const auto set = session.set_language(options.language); !set) return tl::unexpected(set.error());

    ScriptedInterview interview(std::move(session), environment);
    context.out << interview.ready() << std::endl;
    for (std::string line; std::getline(context.in, line);)
        if (!line.empty()) context.out << interview.step(line) << std::endl;
    return {};
}

} // namespace

void add_form_run_command(CLI::App& program, CommandContext& context)
{
    CLI::App* command = program.get_subcommand("form")->add_subcommand(
        "run", "The scripted interview: steps as JSON lines in, what changed as JSON lines out");
    const auto options = std::make_shared<Options>();
    command->add_option("FORM", options->form, ".xlsx, .xls, .csv, .md or XForm .xml")->required();
    command->add_option("--media", options->media, "Folder with the files the form names")->type_name("DIR");
    command->add_option("--tz", options->zone, "Time zone, such as Asia/Tashkent")->type_name("ZONE");
    command->add_option("--now", options->now, "The time it is, such as 2026-11-21T05:27:00Z")->type_name("ISO8601");
    command->add_option("--language", options->language, "The language to begin in");
    command->callback([options, &context] {
        if (const auto done = run(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
