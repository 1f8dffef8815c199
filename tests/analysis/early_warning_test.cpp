#include "analysis/early_warning.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

TriggerRule rule()
{
    TriggerRule rule;
    rule.thresholds = {0.2, 0.3, 0.5};
    rule.hysteresis = 0.05;
    return rule;
}

std::vector<AlertState> states_of(const std::vector<double>& shares, const TriggerRule& rule)
{
    std::vector<MeasuredFigure> rounds;
    for (const double share : shares) rounds.push_back({share, 0.02, 200});
    const auto readings = read_alerts(rounds, rule);
    REQUIRE(readings);
    std::vector<AlertState> states;
    for (const AlertReading& reading : *readings) states.push_back(reading.state);
    return states;
}

using enum AlertState;

} // namespace

TEST_CASE("a figure that trembles about a threshold does not switch the alert on and off")
{
    CHECK(states_of({0.1, 0.31, 0.29, 0.31, 0.26, 0.24}, rule()) ==
          std::vector{Normal, Alert, Alert, Alert, Alert, Watch});
    TriggerRule trembling = rule();
    trembling.hysteresis = 0;
    CHECK(states_of({0.31, 0.29, 0.31}, trembling) == std::vector{Alert, Watch, Alert});
}

TEST_CASE("with two rounds asked for, one bad round alone worsens nothing")
{
    TriggerRule patient = rule();
    patient.rounds_min = 2;
    CHECK(states_of({0.1, 0.6, 0.1, 0.35, 0.6, 0.6}, patient) ==
          std::vector{Normal, Normal, Normal, Normal, Alert, Emergency});
}

TEST_CASE("where less is worse, everything is turned round")
{
    TriggerRule water;
    water.thresholds = {0.8, 0.6, 0.4};
    CHECK(states_of({0.9, 0.7, 0.3, 0.85}, water) == std::vector{Normal, Watch, Emergency, Normal});
}

TEST_CASE("too few answers change no state, and say so")
{
    TriggerRule careful = rule();
    careful.n_min = 30;
    const auto readings =
        read_alerts(std::vector<MeasuredFigure>{{0.35, 0.02, 100}, {0.05, 0.02, 8}, {0.05, 0.02, 100}}, careful);
    REQUIRE(readings);
    CHECK(readings->at(1).state == Alert);
    CHECK(readings->at(1).is_unsure);
    CHECK(readings->at(2).state == Normal);
    // The change is from the last round that counts.
    CHECK(readings->at(2).change.difference == doctest::Approx(-0.3));
}

TEST_CASE("a change is one only beyond its own interval")
{
    const auto readings =
        read_alerts(std::vector<MeasuredFigure>{{0.20, 0.02, 400}, {0.24, 0.02, 400}, {0.34, 0.02, 400}}, rule());
    REQUIRE(readings);
    CHECK_FALSE(readings->at(0).is_change);
    CHECK_FALSE(readings->at(1).is_change);
    CHECK(readings->at(2).is_change);
}

TEST_CASE("thresholds out of order are refused")
{
    TriggerRule wrong = rule();
    wrong.thresholds.alert = 0.1;
    CHECK_FALSE(read_alerts({}, wrong));
    wrong = rule();
    wrong.hysteresis = -1;
    CHECK_FALSE(read_alerts({}, wrong));
}

TEST_CASE("what stays beyond a threshold round after round is counted from the end")
{
    const std::vector<MeasuredFigure> rounds = {{0.5, 0, 9}, {0.1, 0, 9}, {0.4, 0, 9}, {0.35, 0, 9}};
    CHECK(rounds_beyond(rounds, 0.3, true) == 2);
    CHECK(rounds_beyond(rounds, 0.3, false) == 0);
    CHECK(rounds_beyond(rounds, 0.05, true) == 4);
}
