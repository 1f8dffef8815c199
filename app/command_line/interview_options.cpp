#include "command_line/interview_options.h"

#include "command_line/form_files.h"
#include "command_line/media_files.h"
#include "system/time_zone_files.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

void InterviewOptions::add_to(CLI::App& command)
{
    command.add_option("FORM", form, ".xlsx, .xls, .csv, .md or XForm .xml")->required();
    command.add_flag("--lenient", is_lenient, lenient_help);
    command.add_option("--media", media, "Folder with the files the form names")->type_name("DIR");
    command.add_option("--tz", zone, "Time zone, such as Asia/Tashkent")->type_name("ZONE");
    command.add_option("--now", now, "The time it is, such as 2026-11-21T05:27:00Z")->type_name("ISO8601");
    command.add_option("--language", language, "The language to begin in");
}

Result<Instant> moment_from_text(std::string_view text, const TimeZone& zone, const Clock& clock)
{
    const auto moment = instant_from_text(text, zone.offset_minutes_at(clock.now()));
    if (!moment) return failure(ErrorKind::Invalid, "A moment is written such as 2026-11-21T05:27:00Z.");
    return *moment;
}

InterviewWorld::InterviewWorld(std::shared_ptr<const FormProgram> of, const Clock& machine,
                               std::optional<Instant> stands_at, Random& random, TimeZone zone)
    : program(std::move(of)), standing_clock(stands_at.value_or(machine.now())),
      environment{stands_at ? static_cast<const Clock&>(standing_clock) : machine, random, std::move(zone)}
{}

Result<std::unique_ptr<InterviewWorld>> open_world(const InterviewOptions& options, InterviewTime time, Random& random,
                                                   CommandContext& context)
{
    const FormReading reading =
        read_form_file(options.form, context, {"", options.is_lenient ? Faults::Mend : Faults::Refuse});
    context.report(reading.diagnostics);
    if (!reading.form) return nullptr;

    TimeZone zone = local_time_zone(context.disk);
    if (!options.zone.empty()) {
        MAHALLA_TRY(zone, read_time_zone(context.disk, options.zone));
    }
    std::optional<Instant> stands_at;
    if (time == InterviewTime::Stands) stands_at = context.clock.now();
    if (!options.now.empty()) {
        MAHALLA_TRY(stands_at, moment_from_text(options.now, zone, context.clock));
    }
    MAHALLA_TRY(auto program, compile_form(reading.form));
    auto world = std::make_unique<InterviewWorld>(std::move(program), context.clock, stands_at, random, zone);
    if (auto added = add_media_files(*world->program, options.media, context, world->environment); !added)
        return tl::unexpected(added.error());
    return world;
}

} // namespace mahalla
