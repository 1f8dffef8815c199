#include "base/text.h"
#include "random_form.h"
#include "random_steps.h"
#include "support/form_scenario.h"
#include "support/shared_folder.h"

#include <doctest/doctest.h>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr std::uint64_t forms_count = 300;
constexpr int steps_count = 40;

/// One interview of a form that chance wrote, taken step by step, with the words to have a failure again.
class Walk {
public:
    explicit Walk(std::uint64_t seed) : random_(seed), text_(random_form(random_)), scenario_(text_) {}
    Walk(std::shared_ptr<const FormDefinition> form, std::uint64_t seed) : random_(seed), scenario_(std::move(form)) {}

    FormSession& session() { return scenario_.session(); }
    Random& random() { return random_; }

    RandomStep step()
    {
        RandomStep step = take_random_step(session(), random_);
        if (step.done) story_ += step.words + "\n";
        return step;
    }
    void tell(const std::string& words) { story_ += words + "\n"; }
    std::string story() const { return text_ + "\n" + story_; }

    FormSession opened_again()
    {
        auto opened = FormSession::open(session().program(), scenario_.environment(), session().to_record());
        if (!opened) FAIL(opened.error().message);
        return *std::move(opened);
    }
    FormSession restored()
    {
        auto restored = FormSession::restore(session().program(), scenario_.environment(), session().save());
        if (!restored) FAIL(restored.error().message);
        return *std::move(restored);
    }

private:
    SeededRandom random_;
    std::string text_;
    FormScenario scenario_;
    std::string story_;
};

void check_equal(const std::string& found, const std::string& wanted, const Walk& walk)
{
    if (found == wanted) return;
    std::string differing;
    const auto found_lines = split(found, '\n'), wanted_lines = split(wanted, '\n');
    for (std::size_t i = 0; i < std::max(found_lines.size(), wanted_lines.size()); ++i) {
        const auto line = [i](const auto& lines) { return std::string(i < lines.size() ? lines[i] : "nothing"); };
        if (line(found_lines) != line(wanted_lines))
            differing += "found:  " + line(found_lines) + "\nwanted: " + line(wanted_lines) + "\n";
    }
    FAIL(walk.story() << "\n" << differing);
}

} // namespace

TEST_CASE("after any steps the interview is as if everything had been worked out from the answers alone")
{
    for (std::uint64_t seed = 1; seed <= forms_count; ++seed) {
        Walk walk(seed);
        check_equal(everything(walk.opened_again()), everything(walk.session()), walk);
        for (int i = 0; i < steps_count; ++i) {
            walk.step();
            check_equal(everything(walk.opened_again()), everything(walk.session()), walk);
        }
    }
}

TEST_CASE("what a step did not name as changed looks as before")
{
    for (std::uint64_t seed = 1; seed <= forms_count / 3; ++seed) {
        SeededRandom random(seed);
        FormScenario scenario(random_form(random));
        FormSession& session = scenario.session();
        for (int i = 0; i < steps_count; ++i) {
            std::map<SessionNode, NodeState> before;
            for (const SessionNode node : session.nodes()) before.emplace(node, session.state(node));
            const std::vector<SessionNode> nodes = session.nodes();
            const SessionNode node = nodes[random.below(nodes.size())];
            const auto changes = session.answer(node, std::to_string(random.below(4)));
            if (!changes || changes->structure) continue;
            const std::set<SessionNode> told(changes->changed.begin(), changes->changed.end());
            for (const auto& [other, state] : before)
                if (!told.contains(other))
                    CHECK_MESSAGE(session.state(other) == state, state.ref, " after seed ", seed);
        }
    }
}

TEST_CASE("an interview restored from what was saved looks the same, saves the same and goes on the same")
{
    for (std::uint64_t seed = 1; seed <= forms_count; ++seed) {
        Walk walk(seed);
        for (int i = 0; i < steps_count; ++i) {
            FormSession restored = walk.restored();
            check_equal(everything(restored), everything(walk.session()), walk);
            CHECK(restored.save() == walk.session().save());
            CHECK(restored.to_record() == walk.session().to_record());
            // The same step on both leads to the same place.
            const auto ref = walk.session().states()[walk.random().below(walk.session().nodes().size())].ref;
            walk.tell("answer " + ref + " = 1");
            const bool done = walk.session().answer(ref, "1").has_value();
            CHECK(restored.answer(ref, "1").has_value() == done);
            check_equal(everything(restored), everything(walk.session()), walk);
            walk.step();
        }
    }
}

TEST_CASE("undo goes back answer by answer to the beginning, redo comes all the way again")
{
    for (std::uint64_t seed = 1; seed <= forms_count; ++seed) {
        Walk walk(seed);
        // The model: what everything looked like before each group of steps, and whose answer the group was.
        std::vector<std::pair<std::optional<SessionNode>, std::string>> groups;
        for (int i = 0; i < steps_count; ++i) {
            const std::string before = everything(walk.session());
            const RandomStep step = walk.step();
            if (everything(walk.session()) == before) continue;
            if (!groups.empty() && step.answered && groups.back().first == step.answered) continue;
            groups.emplace_back(step.answered, before);
        }
        std::vector<std::string> undone;
        for (auto group = groups.rbegin(); group != groups.rend(); ++group) {
            undone.push_back(everything(walk.session()));
            REQUIRE(walk.session().undo());
            walk.tell("undo");
            check_equal(everything(walk.session()), group->second, walk);
            check_equal(everything(walk.opened_again()), everything(walk.session()), walk);
        }
        CHECK_FALSE(walk.session().can_undo());
        for (; !undone.empty(); undone.pop_back()) {
            REQUIRE(walk.session().redo());
            walk.tell("redo");
            check_equal(everything(walk.session()), undone.back(), walk);
        }
        CHECK_FALSE(walk.session().can_redo());
        // And on from there, as if nothing had been taken back.
        for (int i = 0; i < steps_count / 4; ++i) {
            if (walk.random().below(3) == 0) {
                walk.tell("undo");
                REQUIRE(walk.session().undo());
            } else {
                walk.step();
            }
            check_equal(everything(walk.opened_again()), everything(walk.session()), walk);
        }
    }
}

TEST_CASE("the laws hold in real questionnaires")
{
    const auto forms = shared_folder("forms");
    if (!forms) return;
    for (const char* name :
         {"eIMCI-by-D-Tree.xml", "ifrc-distribution-site-assessment-v1.xml", "reach_msna_2024.xlsx"}) {
        CAPTURE(name);
        Walk walk(form_of_file(*forms / name), 7);
        for (int i = 0; i < 30; ++i) {
            const std::string before = everything(walk.session());
            walk.step();
            if (i % 6 > 0) continue;
            const std::string after = everything(walk.session());
            check_equal(everything(walk.opened_again()), after, walk);
            check_equal(everything(walk.restored()), after, walk);
            if (after == before) continue;
            REQUIRE(walk.session().undo());
            REQUIRE(walk.session().redo());
            check_equal(everything(walk.session()), after, walk);
        }
    }
}
