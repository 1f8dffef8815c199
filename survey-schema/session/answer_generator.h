#pragma once
#include "base/random.h"
#include "session/form_session.h"

namespace mahalla {

/// Fills in whole interviews with valid answers, for demonstrations and tests: one seed, one interview.
///
/// Every relevant question a person could answer gets an answer of its type, from its choices, within its range; where
/// a constraint is stated, answers are tried until one meets it, near the numbers and lengths the constraint names.
/// Repeats get `rows_min` to `rows_max` rows. What was there before is kept where it is valid.
class AnswerGenerator {
public:
    struct Settings {
        std::size_t rows_min = 1, rows_max = 4;
        std::size_t tries_max = 200; ///< For one question.
        std::size_t questions_max = 200'000;
        /// Around where points lie, and what day it is about.
        double latitude = 41.31, longitude = 69.24;
    };

    explicit AnswerGenerator(Random& random) : AnswerGenerator(random, Settings()) {}
    AnswerGenerator(Random& random, Settings settings) : random_(random), settings_(settings) {}

    /// Answers until nothing is left to answer. Gives what no answer was found for.
    std::vector<UnmetCondition> fill(FormSession& session);

private:
    /// True where the node was asked about, now or before.
    bool visit(FormSession& session, SessionNode node);
    void answer(FormSession& session, SessionNode node);

    Random& random_;
    Settings settings_;
};

} // namespace mahalla
