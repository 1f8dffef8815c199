#include "command_line/field_office.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace mahalla::test;
using nlohmann::json;

namespace {

std::vector<json> lines_of(const std::string& text)
{
    std::vector<json> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(json::parse(line));
    return lines;
}

void carry(const FieldOffice& office, const std::string& from, const std::string& recipients, const std::string& to,
           const std::string& bundle)
{
    REQUIRE(office.as(from, {"bundle", "export", "--to", recipients, "-o", bundle}).exit_code == 0);
    const ProgramRun ran = office.as(to, {"bundle", "import", bundle});
    INFO(ran.err);
    REQUIRE(ran.exit_code == 0);
}

} // namespace

TEST_CASE("a record is erased by the supervisor's word alone, once it was said twice, and the author's laptop follows")
{
    FieldOffice& office = FieldOffice::get();
    const std::string worker = office.copy_of("worker");
    const std::string supervisor = office.copy_of("supervisor");
    const std::string script = office.file("erased.jsonl", finished_interview("erased"));
    const std::string id =
        line_of(office.as(worker, {"record", "new", "--form", "small", "--script", script, "--finalize"}).out);
    carry(office, worker, "recipients", supervisor, office.fresh("bundle"));

    const std::vector<std::string> erase = {"record", "erase", id, "--reason", "CANARY-REASON"};
    CHECK(office.as(supervisor, erase).exit_code == 3);
    auto certain = erase;
    certain.emplace_back("--yes");
    CHECK(office.as(worker, certain).exit_code == 3);
    const ProgramRun erased = office.as(supervisor, certain);
    INFO(erased.err);
    CHECK(erased.exit_code == 0);
    CHECK(erased.out.find("nothing left") != std::string::npos);
    CHECK(erased.out.find("CANARY") == std::string::npos);
    carry(office, supervisor, "team", worker, office.fresh("bundle"));
    for (const std::string& vault : {worker, supervisor}) {
        const auto listed = lines_of(office.as(vault, {"record", "list", "--json"}).out);
        REQUIRE(listed.size() == 1);
        CHECK(listed.front()["erased"] == true);
        CHECK(office.as(vault, {"record", "export", "--form", "small", "--to", "json"}).out.find("CANARY") ==
              std::string::npos);
    }
}

TEST_CASE("the administrators erase a record by its id, and every laptop that takes the charter follows")
{
    FieldOffice& office = FieldOffice::get();
    const std::string worker = office.copy_of("worker");
    const std::string project = office.fresh("headquarters");
    std::filesystem::copy(office.path("headquarters"), office.path(project), std::filesystem::copy_options::recursive);
    const std::string script = office.file("listed.jsonl", finished_interview("listed"));
    const std::string id =
        line_of(office.as(worker, {"record", "new", "--form", "small", "--script", script, "--finalize"}).out);
    const auto erase = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"project", "erase-record"});
        words.insert(words.end(), {"--project", project, "--passphrase-file", "headquarters.passphrase"});
        return office.run(words);
    };
    CHECK(erase({id.substr(0, 8), "--reason", "CANARY-REASON", "--yes"}).exit_code == 1); // not a whole id
    CHECK(erase({id, "--yes"}).exit_code == 1);                                           // no reason
    CHECK(erase({id, "--reason", "CANARY-REASON"}).exit_code == 3);                       // nobody said yes
    const std::string charter = office.fresh("charter");
    const ProgramRun erased = erase({id, "--reason", "CANARY-REASON", "--yes", "-o", charter});
    INFO(erased.err);
    CHECK(erased.exit_code == 0);
    CHECK(erase({}).out.find(id) != std::string::npos);
    CHECK(erase({}).out.find("CANARY-REASON") != std::string::npos);

    const ProgramRun told = office.as(worker, {"enrol", "update", charter});
    INFO(told.err);
    CHECK(told.exit_code == 0);
    CHECK((told.out + told.err).find("CANARY") == std::string::npos);
    const auto listed = lines_of(office.as(worker, {"record", "list", "--json"}).out);
    REQUIRE(listed.size() == 1);
    CHECK(listed.front()["erased"] == true);
}

TEST_CASE("a draft goes back to where it was paused, and a damaged vault comes back from its snapshot")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    const std::string first = office.file("draft.jsonl", finished_interview("paused", "40"));
    const std::string id = line_of(office.as(vault, {"record", "new", "--form", "small", "--script", first}).out);
    const std::string second = office.file("more.jsonl", finished_interview("changed", "41"));
    REQUIRE(office.as(vault, {"record", "edit", id, "--script", second}).exit_code == 0);
    const auto points = lines_of(office.as(vault, {"record", "points", id, "--json"}).out);
    REQUIRE(points.size() == 2);
    CHECK(points.back()["kind"] == "paused");
    REQUIRE(office.as(vault, {"record", "go-back", id, "--to", points.back()["point"].dump()}).exit_code == 0);
    CHECK(office.as(vault, {"record", "go-back", id, "--to", "999"}).exit_code == 1);

    const auto snapshots = lines_of(office.as(vault, {"vault", "snapshots", "--take", "--json"}).out);
    REQUIRE(!snapshots.empty());
    CHECK(snapshots.front()["sound"] == true);
    CHECK(office.as(vault, {"vault", "restore"}).exit_code == 3); // it is whole
    office.file(vault + "/vault.sqlite", "no database any more");
    CHECK(office.as(vault, {"record", "list"}).exit_code == 5);
    const ProgramRun restored = office.as(vault, {"vault", "restore"});
    INFO(restored.err);
    CHECK(restored.exit_code == 0);
    const json record = json::parse(office.as(vault, {"record", "show", id, "--json"}).out);
    CHECK(record["answers"]["/data/age"]["value"] == "40");
    CHECK(office.as(vault, {"vault", "restore", "--discard-aside"}).exit_code == 0);
    CHECK_FALSE(std::filesystem::exists(office.path(vault) / "aside"));
}

TEST_CASE("a backup on a stick becomes a vault again, and a vault is erased when the number of what is lost is said")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    const std::string script = office.file("kept.jsonl", finished_interview("kept"));
    const std::string id = line_of(office.as(vault, {"record", "new", "--form", "small", "--script", script}).out);
    const std::string stick = office.fresh("stick");
    std::filesystem::create_directory(office.path(stick));
    const ProgramRun made = office.as(vault, {"vault", "backup", "--to", stick, "--json"});
    INFO(made.err);
    REQUIRE(made.exit_code == 0);
    CHECK(made.err.find("safe to remove") != std::string::npos);
    const json report = json::parse(made.out);
    CHECK(report["drafts"] == 1);

    CHECK(office.as(vault, {"vault", "erase"}).exit_code == 3);
    CHECK(office.as(vault, {"vault", "erase", "--yes"}).exit_code == 3);
    CHECK(office.as(vault, {"vault", "erase", "--yes", "--lose", "2"}).exit_code == 3);
    const ProgramRun erased = office.as(vault, {"vault", "erase", "--yes", "--lose", "1"});
    INFO(erased.err);
    CHECK(erased.exit_code == 0);
    CHECK(erased.out.find("nothing left") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(office.path(vault)));

    const ProgramRun back = office.as(vault, {"vault", "restore", "--from", report["file"]});
    INFO(back.err);
    CHECK(back.exit_code == 0);
    CHECK(back.err.find("enrol") != std::string::npos);
    CHECK(json::parse(office.as(vault, {"record", "show", id, "--json"}).out)["answers"]["/data/name"]["value"] ==
          "CANARY-ANSWER kept");
}

TEST_CASE("an enrolment comes back as a bundle for the team, to whom it enrols and to nobody else")
{
    FieldOffice& office = FieldOffice::get();
    const std::string supervisor = office.copy_of("supervisor");
    const std::string newcomer = office.fresh("worker"), stranger = office.copy_of("stranger");
    const std::string request = office.path(newcomer + ".request").string();
    REQUIRE(office.as(newcomer, {"vault", "create", "--recovery-sheet", newcomer + ".recovery"}).exit_code == 0);
    const std::string asked = line_of(
        office.as(newcomer, {"enrol", "request", "--label", "New", "--role", "field-worker", "-o", request}).out);
    const auto bundle_for = [&](const char* whom) {
        const std::string folder = office.fresh("team");
        std::filesystem::create_directory(office.path(folder));
        const ProgramRun exported = office.as(supervisor, {"bundle", "export", "--to", whom, "-o", folder});
        INFO(exported.err);
        REQUIRE(exported.exit_code == 0);
        for (const auto& file : std::filesystem::directory_iterator(office.path(folder))) return file.path().string();
        return std::string();
    };
    CHECK(office.as(newcomer, {"enrol", "accept", bundle_for("recipients")}).exit_code == 3);
    const ProgramRun approved = office.as(
        supervisor, {"enrol", "approve", request, "--fingerprint", asked, "-o", office.fresh("unused.reply")});
    INFO(approved.err);
    REQUIRE(approved.exit_code == 0);
    const std::string bundle = bundle_for("team"), digits = line_of(approved.out);
    CHECK(office.as(stranger, {"enrol", "accept", bundle, "--fingerprint", digits}).exit_code == 3);
    CHECK(office.as(newcomer, {"enrol", "accept", bundle, "--fingerprint", "00000 " + digits.substr(6)}).exit_code ==
          3);
    const ProgramRun accepted = office.as(newcomer, {"enrol", "accept", bundle, "--fingerprint", digits});
    INFO(accepted.err);
    REQUIRE(accepted.exit_code == 0);
    const std::string script = office.file("newcomer.jsonl", finished_interview("new"));
    CHECK(office.as(newcomer, {"record", "new", "--form", "small", "--script", script, "--finalize"}).exit_code == 0);
}
