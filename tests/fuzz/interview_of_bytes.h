#pragma once
#include "base/bytes.h"
#include "base/seeded_random.h"
#include "form/form_definition.h"
#include "session/form_session.h"

/// The interview that bytes from outside lead to: whoever reads a form fills it in next, so every reader's fuzz entry
/// goes on to the session.
///
/// Stops the program (that is: is a finding) where a promise that needs no example is broken: what was saved is
/// restored equal, what is written as an XForm or a submission is read again, an answer taken back leaves nothing
/// behind.
class InterviewOfBytes {
public:
    /// `choices` decide what is answered; the same bytes, the same interview.
    explicit InterviewOfBytes(mahalla::ByteView choices);

    /// Compiles the form, answers a few questions, adds and removes rows, saves, restores, writes and reads.
    void fill_in(const std::shared_ptr<const mahalla::FormDefinition>& form);
    /// Opens `saved` as a saved interview and `submission` as a submission of the form.
    void reopen(const std::shared_ptr<const mahalla::FormProgram>& program, mahalla::ByteView saved,
                std::string_view submission);
    const mahalla::SessionEnvironment& environment() const { return environment_; }

private:
    class StandingClock final : public mahalla::Clock {
    public:
        mahalla::Instant now() const override { return mahalla::Instant(std::chrono::milliseconds(1'790'000'000'000)); }
    };

    void change_something(mahalla::FormSession& session);
    void check_saving(const mahalla::FormSession& session);
    void check_submission(const mahalla::FormSession& session);

    StandingClock clock_;
    mahalla::SeededRandom random_;
    mahalla::SessionEnvironment environment_{clock_, random_};
};

/// What was written as an XForm is XML whatever the form held. It is a form again, of no fewer nodes, unless the author
/// used a function that only other programs know: it is kept as written, and an XForm is read more strictly than a
/// workbook.
void check_xform(std::string_view written, std::size_t nodes_min);

/// Stops the program where a law of the fuzzed code does not hold; `law` is printed.
void check_law(bool holds, const char* law);
