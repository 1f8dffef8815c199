#include "command_line/field_office.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <tuple>

using namespace mahalla::test;
using nlohmann::json;

namespace {

/// A project of its own with an administrator in a second place: each change needs both.
struct TwoPlaces {
    FieldOffice& office = FieldOffice::get();
    std::string first = office.fresh("first"), second = office.fresh("second");

    TwoPlaces()
    {
        office.file(first + ".passphrase", "CANARY-PASSPHRASE of one\n");
        office.file(second + ".passphrase", "CANARY-PASSPHRASE of two\n");
        done(run(first, {"project", "create", first, "--name", "CANARY-PROJECT two places"}, false));
        done(run(first, {"project", "test-escrow", "--sheet", first + "/escrow-sheet.txt"}));
        const std::string digits = line_of(done(run(
            second, {"project", "join", second, "--label", "CANARY-LABEL second", "-o", second + ".request"}, false)));
        const std::string proposed = done(run(first, {"project", "administrator", "add", second + ".request",
                                                      "--fingerprint", digits, "-o", first + ".proposal"}));
        CHECK(proposed.find("1 of 2 of the new administrators") != std::string::npos);
        const std::string mark = "fingerprint ";
        project_digits = line_of(proposed.substr(proposed.find(mark) + mark.size()));
    }
    ProgramRun run(const std::string& who, std::vector<std::string> words, bool with_project = true) const
    {
        if (with_project) words.insert(words.end(), {"--project", who});
        words.insert(words.end(), {"--passphrase-file", who + ".passphrase"});
        return office.run(words);
    }
    static std::string done(const ProgramRun& ran)
    {
        INFO(ran.err);
        REQUIRE(ran.exit_code == 0);
        return ran.out;
    }
    json shown(const std::string& who) const { return json::parse(done(run(who, {"project", "show", "--json"}))); }

    std::string project_digits;
};

} // namespace

TEST_CASE("administrators in two places: a proposal goes round, is read, signed, and is then the charter in both")
{
    const TwoPlaces places;
    FieldOffice& office = places.office;
    const auto& [first, second, digits] = std::tie(places.first, places.second, places.project_digits);
    // Digits of another project: nothing is signed.
    CHECK(places.run(second, {"project", "sign", first + ".proposal", "--fingerprint", "1"}).exit_code == 3);
    const std::string signed_text = TwoPlaces::done(places.run(
        second, {"project", "sign", first + ".proposal", "--fingerprint", digits, "-o", second + ".signed"}));
    CHECK(signed_text.find("added: administrator \"CANARY-LABEL second\"") != std::string::npos);
    TwoPlaces::done(places.run(first, {"project", "accept", second + ".signed"}));
    const json in_first = places.shown(first);
    CHECK(in_first["administrators"] == 2);
    CHECK(in_first["fingerprint"] == digits);
    const auto version = in_first["version"].get<int>();

    // One alone changes nothing; what waits stands in the folder where no file was named.
    const std::string form = office.file("cosigned.md", "| survey |\n| | type | name | label |\n| | text | a | A |\n");
    const ProgramRun published = places.run(first, {"project", "publish", "--form", form});
    CHECK(published.exit_code == 0);
    CHECK(published.out.find("proposal for charter version") != std::string::npos);
    CHECK(published.err.find("Nothing has changed yet") != std::string::npos);
    const std::string proposal = first + "/charter-" + std::to_string(version + 1) + ".proposal";
    CHECK(places.run(second, {"project", "accept", proposal}).exit_code == 3); // Taking is not signing.
    const std::string read =
        TwoPlaces::done(places.run(second, {"project", "sign", proposal, "--yes", "-o", second + ".charter"}));
    CHECK(read.find("added: questionnaire") != std::string::npos);
    CHECK(read.find("charter version " + std::to_string(version + 1)) != std::string::npos);
    TwoPlaces::done(places.run(first, {"project", "accept", second + ".charter"}));
    CHECK(places.shown(first)["forms"].size() == 1);
    CHECK(office.content(second + ".charter").find("CANARY-PASSPHRASE") == std::string::npos);
}

TEST_CASE(
    "recipients are listed, added and removed, never below two, nor the last escrow, nor one whose like was not tried")
{
    FieldOffice& office = FieldOffice::get();
    const std::string project = office.fresh("project");
    office.file(project + ".passphrase", "CANARY-PASSPHRASE p\n");
    const auto run = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--project", project, "--passphrase-file", project + ".passphrase"});
        return office.run(words);
    };
    REQUIRE(office
                .run({"project", "create", project, "--name", "CANARY-PROJECT p", "--passphrase-file",
                      project + ".passphrase"})
                .exit_code == 0);
    const auto listed = [&] {
        const ProgramRun ran = run({"project", "recipient", "list", "--json"});
        return std::count(ran.out.begin(), ran.out.end(), '\n');
    };
    CHECK(listed() == 2);
    CHECK(run({"project", "recipient", "remove", "Headquarters"}).exit_code == 1);
    const ProgramRun added = run({"project", "recipient", "add", "supervisor.request", "--label", "Second",
                                  "--fingerprint", office.content("supervisor.digits")});
    INFO(added.err);
    CHECK(added.exit_code == 0);
    CHECK(run({"project", "recipient", "add-escrow", "--label", "Safe", "--sheet", project + ".sheet"}).exit_code == 0);
    CHECK(run({"project", "recipient", "remove", "Escrow"}).exit_code == 3);
    CHECK(run({"project", "recipient", "remove", "Escrow", "--sheet", project + ".sheet"}).exit_code == 0);

    // Not live: no field worker, until the sheet that is left was typed in.
    const auto enrol = [&] {
        return run({"enrol", "approve", "worker.request", "--fingerprint", office.content("worker.digits"), "-o",
                    project + ".reply"});
    };
    CHECK(enrol().exit_code == 3);
    CHECK(run({"project", "test-escrow", "--sheet", project + ".sheet"}).exit_code == 0);
    CHECK(enrol().exit_code == 0);

    CHECK(run({"project", "policy", "--lock-after-idle", "60"}).exit_code == 0);
    CHECK(run({"project", "policy", "--expires", "2020-01-01T00:00:00Z"}).exit_code == 0);
    CHECK(run({"project", "policy", "--lock-after-idle", "61"}).exit_code == 3);
}

TEST_CASE("a revocation takes its mark from a vault, and the new charter reaches a laptop as a file")
{
    FieldOffice& office = FieldOffice::get();
    const std::string worker = office.copy_of("worker");
    const std::string supervisor = office.copy_of("supervisor");
    const std::string project = office.fresh("headquarters");
    std::filesystem::copy(office.path("headquarters"), office.path(project), std::filesystem::copy_options::recursive);
    const std::string script = office.file("revoked.jsonl", finished_interview("revoked"));
    REQUIRE(office.as(worker, {"record", "new", "--form", "small", "--script", script, "--finalize"}).exit_code == 0);
    const std::string bundle = office.fresh("bundle");
    REQUIRE(office.as(worker, {"bundle", "export", "-o", bundle}).exit_code == 0);
    REQUIRE(office.as(supervisor, {"bundle", "import", bundle}).exit_code == 0);
    const std::string device =
        json::parse(office.as(worker, {"vault", "unlock-test", "--json"}).out)["device"].get<std::string>();
    const auto revoke = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"project", "revoke"});
        words.insert(words.end(), {"--project", project, "--passphrase-file", "headquarters.passphrase", "--yes"});
        return office.run(words);
    };
    const std::vector<std::string> witness = {"--vault", supervisor, "--vault-passphrase-file",
                                              "supervisor.passphrase"};
    const auto with_witness = [&](std::vector<std::string> words) {
        words.insert(words.end(), witness.begin(), witness.end());
        return revoke(words);
    };
    CHECK(revoke({device}).exit_code == 1); // Who knows its last event?
    const ProgramRun last = with_witness({device.substr(0, 8)});
    INFO(last.err);
    CHECK(last.exit_code == 0);
    CHECK(last.out.find("believed up to its event 1") != std::string::npos);
    const std::string charter = office.fresh("charter");
    CHECK(with_witness({device, "--last-good", "0", "-o", charter}).exit_code == 0);
    const ProgramRun told = office.as(worker, {"enrol", "update", charter});
    INFO(told.err);
    CHECK(told.exit_code == 0);
    CHECK(told.out.find("charter version") != std::string::npos);
    const std::string back = office.fresh("charter");
    CHECK(office
              .run({"project", "reinstate", device.substr(0, 8), "--project", project, "--passphrase-file",
                    "headquarters.passphrase", "-o", back})
              .exit_code == 0);
    CHECK(office.as(supervisor, {"enrol", "update", back}).err.find("1 events came out of quarantine") !=
          std::string::npos);
    CHECK(office.as(supervisor, {"enrol", "update", bundle}).exit_code == 5);
}

TEST_CASE("over a border: travel mode on, a challenge, the supervisor's answer, travel mode off")
{
    FieldOffice& office = FieldOffice::get();
    const std::string worker = office.copy_of("worker");
    const std::string challenge = office.fresh("challenge"), answer = office.fresh("answer");
    CHECK(office.as(worker, {"vault", "challenge", "-o", challenge}).exit_code == 3); // It is at home.
    CHECK(office.as(worker, {"vault", "travel", "on"}).exit_code == 0);
    const ProgramRun locked = office.as(worker, {"record", "list"});
    CHECK(locked.exit_code == 3);
    CHECK(locked.err.find("mahalla vault challenge") != std::string::npos);
    CHECK(office.as(worker, {"vault", "travel", "off"}).exit_code == 3);
    const ProgramRun asked = office.as(worker, {"vault", "challenge", "-o", challenge});
    CHECK(asked.exit_code == 0);
    const auto answered = [&](const std::string& who, const std::string& digits) {
        return office.as(who, {"vault", "answer", challenge, "--fingerprint", digits, "-o", answer});
    };
    CHECK(answered("supervisor", "1").exit_code == 3);
    CHECK(answered("stranger", line_of(asked.out)).exit_code == 3);
    CHECK_FALSE(std::filesystem::exists(office.path(answer)));
    const ProgramRun let_in = answered("supervisor", line_of(asked.out));
    CHECK(let_in.exit_code == 0);
    CHECK(let_in.out.find("CANARY-LABEL worker") != std::string::npos);
    CHECK(office.as(worker, {"vault", "travel", "off", "--answer", challenge}).exit_code == 5);
    CHECK(office.as(worker, {"vault", "travel", "off", "--answer", answer}).exit_code == 0);
    CHECK(office.as(worker, {"record", "list"}).exit_code == 0);
    CHECK(office.as(worker, {"vault", "travel", "off", "--answer", answer}).exit_code == 3);
}
