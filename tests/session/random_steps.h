#pragma once
#include "base/random.h"
#include "session/form_session.h"

#include <optional>
#include <string>

namespace mahalla::test {

/// Everything a person or a script could see of an interview, a line a node: equal texts are equal states.
std::string everything(const FormSession& session);

/// What one step did.
struct RandomStep {
    std::string words; ///< "answer /data/n3 = 2": to have it again.
    bool done = false; ///< False where the interview refused it.
    /// The question that was answered; none for rows.
    std::optional<SessionNode> answered;
};

/// Answers a question, clears one, adds a row or removes one, as chance has it.
RandomStep take_random_step(FormSession& session, Random& random);

} // namespace mahalla::test
