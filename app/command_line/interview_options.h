#pragma once
#include "base/random.h"
#include "command_line/command.h"
#include "session/form_session.h"

#include <memory>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace mahalla {

/// A clock that was told the time.
class StandingClock final : public Clock {
public:
    explicit StandingClock(Instant now) : now_(now) {}
    Instant now() const override { return now_; }
    void set(Instant now) { now_ = now; }

private:
    Instant now_;
};

/// The moment that a person writes ("2026-11-21T05:27:00Z", or without a zone as the clocks of `zone` show it). Fails
/// with `Invalid`.
Result<Instant> moment_from_text(std::string_view text, const TimeZone& zone, const Clock& clock);

/// The questionnaire of a scripted interview, and the world it is held in, as options of a command:
/// `FORM --lenient --media --tz --now --language`.
struct InterviewOptions {
    std::string form, media, zone, now, language;
    bool is_lenient = false;

    void add_to(CLI::App& command);
};

/// Whether time goes on during the interview; with `--now` it stands in any case.
enum class InterviewTime { Passes, Stands };

/// What those options name. Stays where it is: sessions refer to its clock.
struct InterviewWorld {
    InterviewWorld(std::shared_ptr<const FormProgram> of, const Clock& machine, std::optional<Instant> stands_at,
                   Random& random, TimeZone zone);
    InterviewWorld(const InterviewWorld&) = delete;
    InterviewWorld& operator=(const InterviewWorld&) = delete;

    std::shared_ptr<const FormProgram> program;
    StandingClock standing_clock; ///< What `environment.clock` is, where time stands.
    SessionEnvironment environment;
};

/// Opens the questionnaire and the files it names; its diagnostics are printed, a file that is missing is told and
/// reads as empty. Null where the form cannot be used (the exit code says so). Fails as the disk does, or with
/// `Invalid` where an option makes no sense.
Result<std::unique_ptr<InterviewWorld>> open_world(const InterviewOptions& options, InterviewTime time, Random& random,
                                                   CommandContext& context);

} // namespace mahalla
