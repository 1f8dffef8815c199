#pragma once
#include "base/seeded_random.h"
#include "benchmarks/processor_time.h"
#include "session/form_session.h"

#include <chrono>
#include <string>
#include <vector>

/// A world without surprises: it is always the same moment, chance is seeded.
class StillWorld {
public:
    mahalla::SessionEnvironment environment{clock_, random_};

    /// Stops the program, with the message, where the form does not open.
    mahalla::FormSession open(const std::shared_ptr<const mahalla::FormDefinition>& form);
    mahalla::FormSession open(const std::shared_ptr<const mahalla::FormProgram>& program);

private:
    class StandingClock final : public mahalla::Clock {
    public:
        mahalla::Instant now() const override { return mahalla::Instant(std::chrono::milliseconds(1'790'000'000'000)); }
    };
    StandingClock clock_;
    mahalla::SeededRandom random_{1};
};

/// The form of an XForm's text; stops the program where it has errors.
std::shared_ptr<const mahalla::FormDefinition> form_of_text(std::string_view xform);
/// Empty where there is no such file.
std::string text_of_file(const std::string& path);
/// Answers each node once with its text; the microseconds each took.
std::vector<double> microseconds_of_answers(mahalla::FormSession& session,
                                            const std::vector<std::pair<mahalla::SessionNode, std::string>>& answers);
/// Answers to everything a person could answer, several times over, with other values each time.
std::vector<std::pair<mahalla::SessionNode, std::string>> answers_to_all(const mahalla::FormSession& session,
                                                                         int rounds);
