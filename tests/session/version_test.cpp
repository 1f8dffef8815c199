#include "random_form.h"
#include "random_steps.h"
#include "session/answer_generator.h"
#include "support/form_scenario.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// A form of 2024.
const std::string older = xform(
    R"(<data id="f" version="2024"><name/><age/><village/><water/><job/><home><roof/></home>
       <person jr:template=""><who/><shoe/></person><pet jr:template=""><kind/></pet><n/><bed jr:template=""><size/></bed></data>)",
    R"(<bind nodeset="/data/n" type="int"/>)",
    R"(<input ref="/data/name"/><input ref="/data/age"/><input ref="/data/village"/>
       <select ref="/data/water"><item><label>River</label><value>river</value></item><item><label>Well</label><value>well</value></item>
       <item><label>Tap</label><value>tap</value></item></select>
       <input ref="/data/job"/><group ref="/data/home"><input ref="/data/home/roof"/></group>
       <repeat nodeset="/data/person"><input ref="/data/person/who"/><input ref="/data/person/shoe"/></repeat>
       <repeat nodeset="/data/pet"><input ref="/data/pet/kind"/></repeat>
       <input ref="/data/n"/><repeat nodeset="/data/bed"><input ref="/data/bed/size"/></repeat>)");

/// The same form a year later: age is a number, no river, the village moved, the roof is a repeat, shoes and pets are
/// gone, beds are counted, a job is a group.
const std::string newer = xform(
    R"(<data id="f" version="2025"><name/><age/><place><village/></place><water/><job><title/></job><home jr:template=""><roof/></home>
       <person jr:template=""><who/></person><n/><bed jr:template=""><size/></bed></data>)",
    R"(<bind nodeset="/data/n" type="int"/><bind nodeset="/data/age" type="int"/>)",
    R"(<input ref="/data/name"/><input ref="/data/age"/><group ref="/data/place"><input ref="/data/place/village"/></group>
       <select ref="/data/water"><item><label>Well</label><value>well</value></item><item><label>Tap</label><value>tap</value></item></select>
       <group ref="/data/job"><input ref="/data/job/title"/></group><repeat nodeset="/data/home"><input ref="/data/home/roof"/></repeat>
       <repeat nodeset="/data/person"><input ref="/data/person/who"/></repeat>
       <input ref="/data/n"/><repeat nodeset="/data/bed" jr:count="/data/n"><input ref="/data/bed/size"/></repeat>)");

Record record_of_2024()
{
    FormScenario scenario(older);
    scenario.answer("/data/name", "N").answer("/data/age", "about 40").answer("/data/village", "V");
    scenario.answer("/data/water", "river tap").answer("/data/job", "baker").answer("/data/home/roof", "tin");
    scenario.add("/data/person").answer("/data/person[1]/who", "P").answer("/data/person[1]/shoe", "41");
    scenario.add("/data/person")
        .answer("/data/person[2]/shoe", "38")
        .add("/data/pet")
        .answer("/data/pet[1]/kind", "cat");
    scenario.answer("/data/n", "1").add("/data/bed").add("/data/bed").answer("/data/bed[2]/size", "wide");
    Record record = scenario.session().to_record();
    record.author = "Enumerator 3";
    record.language = "Klingon";
    record.unknown_fields[900] = Bytes{1, 2, 3};
    return record;
}

FormSession opened(FormScenario& with, const Record& record)
{
    auto session = FormSession::open(with.session().program(), with.environment(), record);
    if (!session) FAIL(session.error().message);
    return *std::move(session);
}

/// Every answer and row of `before` stands in `after` as it was.
void check_nothing_lost(const Record& before, const Record& after)
{
    for (const auto& [path, answer] : before.answers) {
        const auto found = after.answers.find(path);
        const bool kept = found != after.answers.end() && found->second.value == answer.value;
        CHECK_MESSAGE(kept, path.text());
    }
    for (const auto& [series, rows] : before.rosters) {
        const auto found = after.rosters.find(series);
        CHECK_MESSAGE((found != after.rosters.end() && found->second == rows), series.text());
    }
    CHECK(after.unknown_fields == before.unknown_fields);
    CHECK(after.id == before.id);
    CHECK(after.created == before.created);
    CHECK(after.author == before.author);
}

std::vector<std::string> told(const FormSession& session)
{
    std::vector<std::string> lines;
    for (const Departure& departure : session.departures())
        lines.push_back(departure.path.nodeset() + ": " + name_of(departure.kind) +
                        (departure.perhaps_now.empty() ? "" : "; perhaps " + departure.perhaps_now));
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

TEST_CASE("a record of an older version keeps what has a place, and the report says what has none")
{
    FormScenario year(newer);
    FormSession session = opened(year, record_of_2024());
    CHECK(session.value("/data/name") == "N");
    CHECK(session.value("/data/person[1]/who") == "P");
    CHECK(session.children(*session.find("/data/person[]")).size() == 2);
    const std::vector<std::string> wanted = {
        "/data/age: not of the question's type, kept as typed",
        "/data/bed: more rows than the form asks for",
        "/data/home/roof: its row has no place in this form",
        "/data/job: a group or a repeat in this form",
        "/data/person/shoe: no question of this form",
        "/data/person/shoe: no question of this form",
        "/data/pet/kind: no question of this form",
        "/data/pet: no repeat of this form",
        "/data/village: no question of this form; perhaps /data/place/village",
        "/data/water: names a choice that is not offered, kept as typed",
    };
    CHECK(told(session) == wanted);
    // Nothing is put where it was not given.
    CHECK(session.value("/data/place/village").empty());
}

TEST_CASE("what does not fit any more is kept as typed and marked until it is answered anew")
{
    FormScenario year(newer);
    FormSession session = opened(year, record_of_2024());
    CHECK(session.state("/data/age")->typed == "about 40");
    CHECK(session.value("/data/age").empty());
    CHECK(session.state("/data/water")->typed == "river tap");
    CHECK(session.value("/data/water") == "tap");
    std::vector<std::string> unmet;
    for (const UnmetCondition& condition : session.validate()) unmet.push_back(condition.ref);
    CHECK(unmet == std::vector<std::string>{"/data/age", "/data/water"});
    REQUIRE(session.answer("/data/water", "tap"));
    REQUIRE(session.answer("/data/age", "40"));
    CHECK(session.validate().empty());
    REQUIRE(session.undo());
    CHECK(session.state("/data/age")->typed == "about 40");
}

TEST_CASE("rows over the count stay until the count is answered")
{
    FormScenario year(newer);
    FormSession session = opened(year, record_of_2024());
    CHECK(session.state("/data/bed[]")->count == 2);
    REQUIRE(session.answer("/data/name", "other"));
    CHECK(session.state("/data/bed[]")->count == 2);
    REQUIRE(session.answer("/data/n", "0"));
    CHECK(session.state("/data/bed[]")->count == 0);
    REQUIRE(session.undo());
    CHECK(session.value("/data/bed[2]/size") == "wide");
}

TEST_CASE("the version it belongs to finds everything again, through records, saving, undo and a removed row")
{
    const Record first = record_of_2024();
    FormScenario now(newer), then(older);
    FormSession session = opened(now, first);
    check_nothing_lost(first, session.to_record());
    auto restored = FormSession::restore(now.session().program(), now.environment(), session.save());
    REQUIRE(restored);
    CHECK(told(*restored) == told(session));
    CHECK(restored->to_record() == session.to_record());
    REQUIRE(restored->answer("/data/name", "M"));
    REQUIRE(restored->undo());
    check_nothing_lost(first, restored->to_record());
    CHECK(restored->to_record().language == "Klingon");

    FormSession back = opened(then, restored->to_record());
    CHECK(back.departures().empty());
    CHECK(back.value("/data/job") == "baker");
    CHECK(back.value("/data/water") == "river tap");
    CHECK(back.value("/data/person[2]/shoe") == "38");
    CHECK(back.value("/data/pet[1]/kind") == "cat");

    // Who takes a person out takes out what an older version asked about that person, and undo brings both back.
    REQUIRE(restored->remove_repeat("/data/person[2]"));
    const auto shoes = [](const Record& record) {
        return std::count_if(record.answers.begin(), record.answers.end(),
                             [](const auto& entry) { return entry.first.name() == "shoe"; });
    };
    CHECK(shoes(restored->to_record()) == 1);
    REQUIRE(restored->undo());
    CHECK(shoes(restored->to_record()) == 2);
}

TEST_CASE("an answer that two people have not agreed on stays so until somebody answers it")
{
    FormScenario scenario(older);
    Record record = scenario.answer("/data/name", "N").session().to_record();
    const AnswerPath name = *AnswerPath::parse("/data/name");
    record.answers[name] = {"", true, true};
    FormSession session = opened(scenario, record);
    CHECK(session.departures().empty());
    CHECK(session.to_record().answers.at(name).unresolved);
    REQUIRE(session.answer("/data/name", "M"));
    CHECK_FALSE(session.to_record().answers.at(name).unresolved);
}

TEST_CASE("a record of the same version has nothing to report")
{
    FormScenario scenario(older);
    CHECK(opened(scenario, record_of_2024()).departures().empty());
}

TEST_CASE("between any two versions nothing is lost, there and back")
{
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        CAPTURE(seed);
        SeededRandom random(seed);
        const FormVersions versions = random_versions(random);
        FormScenario there(versions.newer), here(versions.older);
        for (int i = 0; i < 30; ++i) take_random_step(there.session(), random);
        const Record record = there.session().to_record();
        FormSession old = opened(here, record);
        check_nothing_lost(record, old.to_record());
        check_nothing_lost(record, opened(here, old.to_record()).to_record());
        const FormSession again = opened(there, old.to_record());
        check_nothing_lost(record, again.to_record());
        CHECK(everything(again) == everything(there.session()));
        // Answering there changes what is answered and nothing else.
        for (int i = 0; i < 5; ++i) {
            const Record before = old.to_record();
            const auto nodes = old.nodes();
            const SessionNode node = nodes[random.below(nodes.size())];
            if (!old.answer(node, "7")) continue;
            const Record after = old.to_record();
            std::size_t differing = 0;
            for (const auto& [path, answer] : before.answers) {
                const auto found = after.answers.find(path);
                if (found == after.answers.end() || found->second != answer) ++differing;
            }
            CHECK(differing <= 1);
        }
    }
}
