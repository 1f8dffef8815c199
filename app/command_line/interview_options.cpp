#include "command_line/interview_options.h"

#include "command_line/form_files.h"
#include "system/time_zone_files.h"
#include "xform/external_data.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

namespace {

constexpr std::string_view last_saved_source = "jr://instance/last-saved";

/// `jr://file-csv/villages.csv` names the file `villages.csv` of the media folder.
std::string file_name_of(const std::string& source)
{
    return source == last_saved_source ? "last-saved.xml" : source.substr(source.rfind('/') + 1);
}

/// Reads the files the form's secondary instances name. One that is missing is told and reads as empty.
Result<void> add_external_instances(const FormDefinition& form, const std::string& media, CommandContext& context,
                                    SessionEnvironment& environment)
{
    for (const SecondaryInstance& instance : form.instances()) {
        if (instance.content) continue;
        const std::string name = file_name_of(instance.source);
        const bool is_last_saved = instance.source == last_saved_source;
        const auto path = std::filesystem::path(media) / name;
        if (media.empty() || !context.disk.exists(path)) {
            if (!is_last_saved)
                context.err << "mahalla: the file " << name
                            << " of the form is not in the media folder; it reads as empty.\n";
            continue;
        }
        MAHALLA_TRY(const Bytes bytes, context.read(path, external_data_bytes_max));
        MAHALLA_TRY(auto document, read_external_data(name, bytes));
        if (is_last_saved)
            environment.last_saved = std::move(document);
        else
            environment.external_instances.emplace(instance.id, std::move(document));
    }
    return {};
}

} // namespace

void InterviewOptions::add_to(CLI::App& command)
{
    command.add_option("FORM", form, ".xlsx, .xls, .csv, .md or XForm .xml")->required();
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

InterviewWorld::InterviewWorld(std::shared_ptr<const FormDefinition> of, const Clock& machine,
                               std::optional<Instant> stands_at, Random& random, TimeZone zone)
    : form(std::move(of)), standing_clock(stands_at.value_or(machine.now())),
      environment{stands_at ? static_cast<const Clock&>(standing_clock) : machine, random, std::move(zone)}
{}

Result<std::unique_ptr<InterviewWorld>> open_world(const InterviewOptions& options, InterviewTime time, Random& random,
                                                   CommandContext& context)
{
    FormReading reading = read_form_file(options.form, context);
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
    auto world = std::make_unique<InterviewWorld>(std::move(reading.form), context.clock, stands_at, random, zone);
    if (auto added = add_external_instances(*world->form, options.media, context, world->environment); !added)
        return tl::unexpected(added.error());
    return world;
}

} // namespace mahalla
