#include "expression/environment.h"

#include "base/seeded_random.h"

namespace mahalla {

Instant EvaluationEnvironment::now() { return {}; }

const TimeZone& EvaluationEnvironment::time_zone()
{
    static const TimeZone utc;
    return utc;
}

Random& EvaluationEnvironment::random()
{
    if (!default_random_) default_random_ = std::make_unique<SeededRandom>(1);
    return *default_random_;
}

std::optional<NodeRef> EvaluationEnvironment::instance(std::string_view) { return std::nullopt; }

std::optional<std::string> EvaluationEnvironment::choice_label(std::string_view, std::string_view, NodeRef)
{
    return std::nullopt;
}

std::optional<std::string> EvaluationEnvironment::translate(std::string_view) { return std::nullopt; }

std::string EvaluationEnvironment::property(std::string_view) { return {}; }

std::string EvaluationEnvironment::version() { return {}; }

std::optional<std::string> EvaluationEnvironment::extract_signed(std::string_view, std::string_view)
{
    return std::nullopt;
}

} // namespace mahalla
