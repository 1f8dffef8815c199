#include "analysis/followed_actions.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace std::chrono_literals;

namespace {

const Date today = 2026y / 9 / 1;
const ActionAim lamps{"unsafe_at_night", "A", ""};
const std::map<std::string, AlertThresholds> thresholds = {{"unsafe_at_night", {0.2, 0.4, 0.6}},
                                                           {"at_school", {0.9, 0.8, 0.6}}};

AgreedAction action(const std::string& id, const ActionAim& aim)
{
    AgreedAction made;
    made.id = id;
    made.aim = aim;
    made.dimension = "personal";
    return made;
}

FollowedPlan followed(const std::vector<AgreedAction>& actions, const std::vector<RoundFigures>& rounds)
{
    const auto plan = follow_actions(actions, rounds, thresholds, today);
    REQUIRE(plan);
    return *plan;
}

} // namespace

TEST_CASE("an action is followed from its first figure to its last, and a change is one beyond its own interval")
{
    const std::vector<RoundFigures> rounds = {{{lamps, {0.62, 0.04, 150}}}, {}, {{lamps, {0.40, 0.04, 150}}}};
    const FollowedAction one = followed({action("lamps", lamps)}, rounds).actions.front();
    CHECK(one.baseline->estimate == 0.62);
    CHECK(one.latest->estimate == 0.40);
    CHECK(one.change.difference == doctest::Approx(-0.22));
    CHECK(*one.change.upper < 0);
    CHECK(one.course == ActionCourse::Better);
    CHECK_FALSE(one.rounds[1]);
    SUBCASE("a change within it is none")
    {
        const std::vector<RoundFigures> noisy = {{{lamps, {0.62, 0.08, 40}}}, {{lamps, {0.50, 0.08, 40}}}};
        CHECK(followed({action("lamps", lamps)}, noisy).actions.front().course == ActionCourse::NoChange);
    }
    SUBCASE("where less is worse, a fall is worse")
    {
        const ActionAim school{"at_school", "A", ""};
        const std::vector<RoundFigures> falling = {{{school, {0.95, 0.01, 400}}}, {{school, {0.85, 0.01, 400}}}};
        CHECK(followed({action("school", school)}, falling).actions.front().course == ActionCourse::Worse);
    }
    SUBCASE("what was shown when it was agreed goes before the first round")
    {
        AgreedAction agreed = action("lamps", lamps);
        agreed.evidence = MeasuredFigure{0.35, 0.02, 300};
        const FollowedAction worse = followed({agreed}, rounds).actions.front();
        CHECK(worse.baseline->estimate == 0.35);
        CHECK(worse.course == ActionCourse::NoChange);
    }
    SUBCASE("one figure is no course")
    {
        CHECK(followed({action("lamps", lamps)}, {rounds[0]}).actions.front().course == ActionCourse::Unmeasured);
    }
}

TEST_CASE("an action is late from the day after its due day on, until it is done or dropped")
{
    AgreedAction one = action("lamps", lamps);
    CHECK(followed({one}, {}).actions.front().timing == ActionTiming::Undated);
    one.due = today;
    CHECK(followed({one}, {}).actions.front().timing == ActionTiming::OnTime);
    one.due = 2026y / 8 / 31;
    CHECK(followed({one}, {}).actions.front().timing == ActionTiming::Late);
    one.status = ActionStatus::Done;
    CHECK(followed({one}, {}).actions.front().timing == ActionTiming::Done);
}

TEST_CASE("shortfalls without an action, actions without evidence and one-sided dimensions are told")
{
    const ActionAim elsewhere{"unsafe_at_night", "B", ""}, worst{"unsafe_at_night", "C", ""},
        school{"at_school", "A", ""};
    const std::vector<RoundFigures> rounds = {{{lamps, {0.5, 0.05, 100}},
                                               {elsewhere, {0.45, 0.05, 100}},
                                               {worst, {0.7, 0.05, 100}},
                                               {school, {0.85, 0.02, 100}}}};
    AgreedAction unmeasured = action("talks", {"trust", "A", ""});
    unmeasured.path = ResponsePath::Empowerment;
    unmeasured.dimension = "community";
    const FollowedPlan plan = followed({action("lamps", lamps), unmeasured}, rounds);
    REQUIRE(plan.gaps.shortfalls.size() == 2); // 85 % at school is below watch, not below alert
    CHECK(plan.gaps.shortfalls[0].first == worst);
    CHECK(plan.gaps.shortfalls[1].first == elsewhere);
    CHECK(plan.gaps.without_evidence == std::vector<std::string>{"talks"});
    CHECK(plan.gaps.protection_only == std::vector<std::string>{"personal"});
    CHECK(plan.gaps.empowerment_only == std::vector<std::string>{"community"});
    AgreedAction dropped = action("lamps", lamps);
    dropped.status = ActionStatus::Dropped;
    CHECK(followed({dropped}, rounds).gaps.shortfalls.size() == 3);
}

TEST_CASE("two actions of one id are refused")
{
    CHECK(follow_actions(std::vector{action("a", lamps), action("a", lamps)}, {}, {}, today).error().kind ==
          ErrorKind::Invalid);
}
