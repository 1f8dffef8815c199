#pragma once
#include "base/random.h"
#include "form/form_definition.h"
#include "session/node_state.h"

#include <string>
#include <vector>

namespace mahalla {

/// Answers that may fit one question, each call another. Not checked against the constraint: the caller tries.
class PlausibleAnswers {
public:
    /// `control` and `bind` of the question, its state as shown now, the day it is (days since 1970), and around where.
    PlausibleAnswers(const Control& control, const Bind& bind, const NodeState& state, std::int64_t today,
                     double latitude, double longitude, Random& random);

    std::string next();

private:
    std::string chosen();
    std::string number(bool whole);
    std::string in_range();
    std::string day();
    std::string time();
    std::string point();
    std::string points(std::size_t count, bool closed);
    std::string words();
    std::string letters_and_digits(bool letters);
    double bounded(double low, double high) { return low + (high - low) * random_.unit(); }

    const Control& control_;
    const Bind& bind_;
    const NodeState& state_;
    std::int64_t today_;
    double latitude_, longitude_;
    Random& random_;
    /// The numbers the constraint names: bounds and lengths, most likely.
    std::vector<double> named_;
    std::size_t tried_ = 0;
};

} // namespace mahalla
