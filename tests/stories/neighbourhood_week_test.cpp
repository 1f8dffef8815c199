#include "stories/field_team.h"
#include "stories/server_process.h"

#include "fieldwork/results_maker.h"
#include "fieldwork/server_round.h"
#include "form/form_definition.h"
#include "server/server_keys.h"
#include "session/answer_generator.h"
#include "transport/curl_http_client.h"
#include "transport/http_transport.h"

#include <cmath>
#include <doctest/doctest.h>
#include <map>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// What was said in clear, kept beside the product by the test alone: to compute the table a second time.
struct ClearHousehold {
    std::string displacement;
    std::string safe_night;
};

ClearHousehold interview_household(FieldTeam& team, TeamMember& worker, const Hash& hash, int number)
{
    const auto form = worker.shelf.form(worker.vault, hash);
    REQUIRE(form);
    auto interview = Interview::begin(worker.vault, *form, team.session_environment());
    REQUIRE(interview);
    SeededRandom chance(static_cast<std::uint64_t>(1000 + number));
    const std::vector<std::string> groups = {"host", "host", "refugee", "refugee", "displaced"};
    const std::vector<std::string> feelings = {"very_safe", "rather_safe", "rather_unsafe", "very_unsafe"};
    ClearHousehold clear{groups[chance.below(groups.size())], feelings[chance.below(feelings.size())]};
    const auto say = [&](const std::string& ref, const std::string& value) {
        const auto answered = interview->answer("/data/" + ref, value);
        INFO(ref);
        REQUIRE(answered);
    };
    say("consent_block/consent", "yes");
    say("consent_block/consent_share", "yes");
    say("household/respondent_name", "CANARY-NAME " + std::to_string(number));
    say("household/displacement", clear.displacement);
    say("safety/safe_night", clear.safe_night);
    say("priorities_block/aspiration", "CANARY-ANSWER " + std::to_string(number));
    AnswerGenerator(chance).fill(interview->session());
    REQUIRE(interview->save());
    const auto unmet = interview->finalise();
    REQUIRE(unmet);
    for (const UnmetCondition& condition : *unmet) INFO(condition.ref);
    REQUIRE(unmet->empty());
    return clear;
}

void hold_neighbourhood_session(FieldTeam& team, TeamMember& worker, const Hash& hash)
{
    const auto form = worker.shelf.form(worker.vault, hash);
    REQUIRE(form);
    auto interview = Interview::begin(worker.vault, *form, team.session_environment());
    REQUIRE(interview);
    REQUIRE(interview->answer("/data/session/group_consent", "yes"));
    for (const auto& [item, count] : std::map<std::string, std::string>{
             {"income", "40"}, {"health", "25"}, {"home", "15"}, {"violence", "15"}, {"tension", "5"}})
        REQUIRE(interview->answer("/data/threats/burden/pile_" + item, count));
    SeededRandom chance(5);
    AnswerGenerator(chance).fill(interview->session());
    REQUIRE(interview->save());
    const auto unmet = interview->finalise();
    REQUIRE(unmet);
    REQUIRE(unmet->empty());
}

/// Opens a finalised record as this person sees it and gives one question another answer.
void correct(FieldTeam& team, TeamMember& member, const RecordId& record, const std::string& ref,
             const std::string& value)
{
    const auto merged = read_record(member.vault, member.shelf, record);
    REQUIRE(merged);
    auto interview = Interview::revise(member.vault, member.shelf, team.session_environment(), *merged);
    REQUIRE(interview);
    REQUIRE(interview->answer(ref, value));
    const auto unmet = interview->finalise();
    REQUIRE(unmet);
    REQUIRE(unmet->empty());
}

} // namespace

TEST_CASE("a week in a neighbourhood: sixty households, one session, a stick, a server, a conflict, a table")
{
    FieldTeam team(7);
    const Hash household = team.publish("household.xlsx");
    const Hash neighbourhood = team.publish("neighbourhood.xlsx");

    // The server, a process of its own, is pinned in the charter before anybody is enrolled.
    const std::filesystem::path store = team.folder / "server";
    const std::uint16_t port = free_port();
    const std::string url = "http://127.0.0.1:" + std::to_string(port);
    REQUIRE(open_server_keys(team.disk, store));
    const auto request = server_request(team.disk, store);
    REQUIRE(request);
    REQUIRE(team.project().add_server({url, request->signing_key(), request->box_key(), {}}));
    REQUIRE(team.disk.write(team.folder / "charter", team.project().charter().bytes()));
    const ServerProcess server({"--listen", "127.0.0.1:" + std::to_string(port), "--store", "sqlite:" + store.string(),
                                "--charter", (team.folder / "charter").string()});
    CHECK(server.url() == url);

    auto supervisor = team.enrol("supervisor", Role::Supervisor);
    std::vector<std::unique_ptr<TeamMember>> workers;
    for (const char* name : {"one", "two", "three"}) workers.push_back(team.enrol(name, Role::FieldWorker));

    std::vector<ClearHousehold> said;
    for (int number = 0; number < 60; ++number)
        said.push_back(interview_household(team, *workers[static_cast<std::size_t>(number % 3)], household, number));
    hold_neighbourhood_session(team, *workers[0], neighbourhood);
    CHECK(workers[0]->vault.journey_counts().only_here == 21);

    // Two laptops by stick, twice and out of order; the third through the server.
    const auto round = [&](TeamMember& member) {
        auto client = CurlHttpClient::create({url, {}});
        REQUIRE(client);
        SystemWaiter waiter;
        HttpTransport transport(*client, member.vault.signing_keys(), team.disk, team.random, waiter);
        const auto done = exchange_with_server(member.vault, transport, request->box_key(), team.disk,
                                               team.folder / "travelling", team.random);
        INFO((done ? std::string() : done.error().message));
        REQUIRE(done);
        for (const Error& error : done->refused) INFO(error.message);
        CHECK(done->refused.empty());
        return *done;
    };
    team.export_to(*workers[0], team.folder / "stick");
    team.export_to(*workers[1], team.folder / "stick");
    round(*workers[2]);
    CHECK(workers[2]->vault.journey_counts().stored == 20);
    team.import_all(*supervisor, team.folder / "stick", true);
    team.import_all(*supervisor, team.folder / "stick");
    CHECK(round(*supervisor).events_received > 0);
    CHECK(round(*supervisor).events_received == 0);
    CHECK(supervisor->vault.gaps().empty());

    const auto form = supervisor->shelf.form(supervisor->vault, household);
    REQUIRE(form);
    auto records = read_records(supervisor->vault, supervisor->shelf, *form);
    REQUIRE(records);
    REQUIRE(records->records.size() == 60);

    SUBCASE("the published table is the one computed from the clear answers, and leaves through the server")
    {
        std::map<std::string, std::pair<int, int>> unsafe_of;
        for (const ClearHousehold& one : said) {
            ++unsafe_of[one.displacement].second;
            if (one.safe_night == "rather_unsafe" || one.safe_night == "very_unsafe")
                ++unsafe_of[one.displacement].first;
        }
        Diagnostics diagnostics;
        const ResultDefinitions definitions = read_result_definitions(*form->definition, diagnostics);
        for (const Diagnostic& diagnostic : diagnostics) INFO(to_line(diagnostic));
        CHECK_FALSE(has_errors(diagnostics));
        const auto release = make_release(*form, definitions, *records, {{"feels_unsafe_at_night", {"displacement"}}},
                                          form_language(*form->definition, "en"), "Round 1", team.clock.now());
        REQUIRE(release);
        const PublishedTableContent& table = release->release.content().tables.front();
        int shown = 0;
        for (const PublishedCell& cell : table.cells) {
            if (cell.key.front() == total_category || !cell.figure) continue;
            const auto& [unsafe, all] = unsafe_of.at(cell.key.front());
            CHECK(cell.figure->n == static_cast<std::uint64_t>(all));
            CHECK(std::abs(*cell.figure->estimate - static_cast<double>(unsafe) / all) < 1e-12);
            ++shown;
        }
        CHECK(shown >= 2);

        auto client = CurlHttpClient::create({url, {}});
        REQUIRE(client);
        SystemWaiter waiter;
        HttpTransport transport(*client, supervisor->vault.signing_keys(), team.disk, team.random, waiter);
        REQUIRE(transport.publish_release(release->release.encode()));
        HttpRequest ask;
        ask.path = "/";
        const auto page = client->perform(ask);
        REQUIRE(page);
        CHECK(page->status == 200);
        CHECK(as_text(page->body).find("Feels unsafe after dark") != std::string_view::npos);
        CHECK(as_text(page->body).find("Round 1") != std::string_view::npos);
        // A field worker may not publish.
        HttpTransport worker(*client, workers[0]->vault.signing_keys(), team.disk, team.random, waiter);
        CHECK_FALSE(worker.publish_release(release->release.encode()));
    }

    SUBCASE("two laptops that edited one household without knowing of each other give a conflict with both values")
    {
        // A record of the first worker, who can open it until a reader confirmed it.
        const auto own = workers[0]->vault.records();
        const auto chosen = std::find_if(own.begin(), own.end(), [&](const RecordOverview& record) {
            return record.is_readable && record.form && record.form->hash == household;
        });
        REQUIRE(chosen != own.end());
        correct(team, *workers[0], chosen->id, "/data/shelter/rooms", "3");
        correct(team, *supervisor, chosen->id, "/data/shelter/rooms", "5");
        team.export_to(*workers[0], team.folder / "second stick");
        team.import_all(*supervisor, team.folder / "second stick");
        const auto merged = read_record(supervisor->vault, supervisor->shelf, chosen->id);
        REQUIRE(merged);
        const auto path = AnswerPath::parse("/data/shelter/rooms");
        REQUIRE(path);
        const Conflict* conflict = merged->conflict_at(*path);
        REQUIRE(conflict != nullptr);
        std::set<std::string> values;
        for (const Alternative& alternative : conflict->alternatives)
            values.insert(alternative.values.at(*path).value_or(""));
        CHECK(values == std::set<std::string>{"3", "5"});
        CHECK(merged->record.answers.at(*path).unresolved);
    }

    // A search that cannot find proves nothing: what is planted must be found.
    REQUIRE(team.disk.write(team.folder / "planted", to_bytes("before CANARY-ANSWER after")));
    CHECK(team.files_with("CANARY-ANSWER") == std::vector<std::string>{"planted"});
    REQUIRE(team.disk.remove(team.folder / "planted"));

    // Nothing anybody said, no name, no passphrase lies in any file: vaults, bundles, the server's store, what
    // travelled.
    for (const char* canary : {"CANARY-ANSWER", "CANARY-NAME", "CANARY-PASSPHRASE"}) {
        CAPTURE(canary);
        CHECK(team.files_with(canary).empty());
    }
}
