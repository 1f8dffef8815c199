#include "command_line/field_office.h"

#include <csignal>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace mahalla::test;
using nlohmann::json;

namespace {

json counts(const FieldOffice& office, const std::string& vault)
{
    return json::parse(office.as(vault, {"vault", "unlock-test", "--json"}).out);
}

} // namespace

TEST_CASE("a server that is not there costs nothing, and one that nobody pinned gets nothing")
{
    FieldOffice& office = FieldOffice::get();
    const std::string worker = office.copy_of("worker");
    const std::string script = office.file("waiting.jsonl", finished_interview("waiting"));
    REQUIRE(office.as(worker, {"record", "new", "--form", "small", "--script", script, "--finalize"}).exit_code == 0);

    const ProgramRun absent = office.as(worker, {"sync", "--patience", "1", office.server_url()});
    CHECK(absent.exit_code == 4);
    CHECK(absent.out.empty());
    CHECK(absent.err.find("Nothing is lost") != std::string::npos);
    CHECK(counts(office, worker)["only_here"] == 1);
    CHECK(office.as(worker, {"sync", "http://127.0.0.1:1"}).exit_code == 3);

    // Another server at the pinned address: it has other keys, so it is not believed.
    auto words = office.server_words();
    words[3] = "sqlite:" + office.path("another server").string();
    RunningProgram other("mahalla-server", words);
    REQUIRE(other.wait_for("listening on"));
    const ProgramRun wrong = office.as(worker, {"sync", office.server_url()});
    CAPTURE(wrong.err);
    CHECK(wrong.exit_code == 5);
    CHECK(wrong.err.find("not the server that the charter names") != std::string::npos);
    CHECK(counts(office, worker)["stored"] == 0);
    CHECK(counts(office, worker)["only_here"] == 1);
}

TEST_CASE("a second round with the server changes nothing; a reader's confirmation comes back")
{
    FieldOffice& office = FieldOffice::get();
    RunningProgram server("mahalla-server", office.server_words());
    REQUIRE(server.wait_for("listening on"));
    const std::string worker = office.copy_of("worker");
    const std::string supervisor = office.copy_of("supervisor");
    const std::string script = office.file("sent.jsonl", finished_interview("sent"));
    const std::string id =
        line_of(office.as(worker, {"record", "new", "--form", "small", "--script", script, "--finalize"}).out);

    const auto sync = [&](const std::string& vault) {
        const ProgramRun ran = office.as(vault, {"sync", office.server_url()});
        INFO(ran.err);
        CHECK(ran.exit_code == 0);
        CHECK(ran.err.empty());
        CHECK(ran.out.find("CANARY") == std::string::npos);
        return ran.out;
    };
    sync(worker);
    CHECK(counts(office, worker)["stored"] == 1);
    const std::string second = sync(worker);
    CHECK(second == sync(worker));
    CHECK(sync(supervisor).find("received 1 events") != std::string::npos);
    CHECK(sync(supervisor).find("received 0 events") != std::string::npos);
    CHECK(json::parse(office.as(supervisor, {"record", "show", id, "--json"}).out)["answers"]["/data/name"]["value"] ==
          "CANARY-ANSWER sent");
    sync(worker);
    CHECK(counts(office, worker)["read"] == 1);

    const ProgramRun published =
        office.as(supervisor, {"results", "publish", "--to", office.server_url(), "--title", "Round"});
    CAPTURE(published.err);
    CHECK(published.exit_code == 0);
    CHECK(line_of(published.out).size() == 64);
    const ProgramRun refused = office.as(worker, {"results", "publish", "--to", office.server_url()});
    CHECK(refused.exit_code == 3);
    server.signal(SIGTERM);
    CHECK(server.finish().exit_code == 0);
}

TEST_CASE("a server killed in the middle of uploads has everything that it acknowledged")
{
    FieldOffice& office = FieldOffice::get();
    const std::string worker = office.copy_of("worker");
    const std::string supervisor = office.copy_of("supervisor");
    // Different moments of a round; where the machine is slow or quick, some fall before it or after it.
    std::size_t records = 0;
    for (const char* moment : {"430", "480", "530"}) {
        const ProgramRun made = office.as(worker, {"record", "new", "--form", "small", "--generate", moment, "--count",
                                                   "5", "--given", "age=34", "--finalize"});
        INFO(made.err);
        REQUIRE(made.exit_code == 0);
        records += 5;
        RunningProgram server("mahalla-server", office.server_words());
        REQUIRE(server.wait_for("listening on"));
        RunningProgram round("mahalla",
                             office.words_of(office.path(worker), {"sync", "--patience", "0", office.server_url()}));
        ::usleep(static_cast<useconds_t>(std::stoi(moment)) * 1000);
        server.signal(SIGKILL);
        CHECK(server.finish().exit_code == -SIGKILL);
        const ProgramRun ended = round.finish();
        CAPTURE(ended.err);
        CHECK((ended.exit_code == 0 || ended.exit_code == 4));
    }
    const json before = counts(office, worker);
    RunningProgram server("mahalla-server", office.server_words());
    REQUIRE(server.wait_for("listening on"));
    // What the worker holds for stored is there for the supervisor before the worker comes again.
    REQUIRE(office.as(supervisor, {"sync", office.server_url()}).exit_code == 0);
    CHECK(counts(office, supervisor)["records"].get<std::size_t>() >= before["stored"].get<std::size_t>());
    REQUIRE(office.as(worker, {"sync", office.server_url()}).exit_code == 0);
    CHECK(counts(office, worker)["stored"] == records);
    CHECK(counts(office, worker)["only_here"] == 0);
    REQUIRE(office.as(supervisor, {"sync", office.server_url()}).exit_code == 0);
    CHECK(counts(office, supervisor)["records"].get<std::size_t>() >= records);
}
