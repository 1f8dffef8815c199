#include "base/bytes.h"
#include "command_line/field_office.h"
#include "support/printed_page.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

using namespace mahalla::test;
using nlohmann::json;

namespace {

std::string new_record(const FieldOffice& office, const std::string& vault, const std::string& script)
{
    const ProgramRun ran = office.as(vault, {"record", "new", "--form", "small", "--script", script, "--finalize"});
    INFO(ran.err);
    REQUIRE(ran.exit_code == 0);
    CHECK(ran.err.empty());
    return line_of(ran.out);
}

/// The submission without the part that is the record's own.
std::string without_instance_id(std::string xml)
{
    const std::size_t from = xml.find("uuid:");
    if (from != std::string::npos) xml.erase(from, xml.find('<', from) - from);
    return xml;
}

std::set<std::filesystem::path> files_of(const std::filesystem::path& folder)
{
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.insert(entry.path());
    return files;
}

} // namespace

TEST_CASE("one script gives the same answers in form run and in a vault")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    const std::string steps = finished_interview("both ways");
    const ProgramRun ran = office.run({"form", "run", "small.md"}, {steps + "{\"op\":\"serialize\"}\n", {}, 0});
    REQUIRE(ran.exit_code == 0);
    std::istringstream lines(ran.out);
    std::string line, last;
    int count = 0;
    while (std::getline(lines, line)) {
        const json said = json::parse(line);
        CHECK((said.contains("ready") || said["ok"] == true));
        last = line;
        ++count;
    }
    CHECK(count == 6); // ready, and one a step
    const std::string id = new_record(office, vault, office.file("both.jsonl", steps));
    const ProgramRun exported = office.as(vault, {"record", "export", id, "--form", "small", "--to", "xform"});
    CHECK(exported.exit_code == 0);
    CHECK(without_instance_id(exported.out) == without_instance_id(json::parse(last)["xml"]));
}

TEST_CASE("records are shown and exported with the answers they were given, on standard output alone")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    const std::string id = new_record(office, vault, office.file("shown.jsonl", finished_interview("shown", "41")));

    const ProgramRun shown = office.as(vault, {"record", "show", id, "--json"});
    const json record = json::parse(shown.out);
    CHECK(record["id"] == id);
    CHECK(record["form"] == "small");
    CHECK(record["conflicts"] == 0);
    CHECK(record["answers"]["/data/age"] == json{{"value", "41"}, {"relevant", true}, {"unresolved", false}});

    const ProgramRun listed = office.as(vault, {"record", "list", "--json"});
    const json overview = json::parse(listed.out);
    for (const char* key : {"id", "form", "draft", "events", "readable", "own", "journey"})
        CHECK(overview.contains(key));
    CHECK(listed.out.find("CANARY") == std::string::npos);

    const ProgramRun as_json = office.as(vault, {"record", "export", "--form", "small", "--to", "json"});
    const json all = json::parse(as_json.out);
    REQUIRE(all.size() == 1);
    CHECK(all[0]["answers"]["/data/name"] == "CANARY-ANSWER shown");

    // A questionnaire with a roster is several tables: they need a folder, and lie there alone.
    const std::vector<std::string> to_csv = {"record", "export", "--form", "small", "--to", "csv"};
    const ProgramRun nowhere = office.as(vault, to_csv);
    CHECK(nowhere.exit_code == 1);
    CHECK(nowhere.err.find("-o") != std::string::npos);
    auto into_folder = to_csv;
    into_folder.insert(into_folder.end(), {"-o", "tables"});
    const auto before = files_of(office.path(""));
    const ProgramRun written = office.as(vault, into_folder);
    CHECK(written.exit_code == 0);
    CHECK(written.out == "tables/small.csv\ntables/small-person.csv\n");
    CHECK(office.content("tables/small.csv").find("CANARY-ANSWER shown,41") != std::string::npos);
    CHECK(files_of(office.path("")).size() == before.size() + 2);

    const ProgramRun lost =
        office.as(vault, {"record", "export", std::string(32, '0'), "--form", "small", "--to", "json"});
    CHECK(lost.exit_code == 1);
    CHECK(lost.out.empty());
    for (const ProgramRun& ran : {shown, listed, as_json, written, lost})
        CHECK(ran.err.find("CANARY") == std::string::npos);
}

TEST_CASE("a conflict is listed with what each wrote, decided by one, and the decision travels")
{
    FieldOffice& office = FieldOffice::get();
    const std::string worker = office.copy_of("worker");
    const std::string supervisor = office.copy_of("supervisor");
    const auto carry = [&](const std::string& from, const std::string& to) {
        const std::string bundle = office.fresh("bundle");
        REQUIRE(office.as(from, {"bundle", "export", "-o", bundle}).exit_code == 0);
        const ProgramRun ran = office.as(to, {"bundle", "import", bundle});
        INFO(ran.err);
        REQUIRE(ran.exit_code == 0);
    };
    const std::string id = new_record(office, worker, office.file("first.jsonl", finished_interview("first")));
    carry(worker, supervisor);
    // The same question, answered twice by people who did not know of each other.
    const auto correct = [&](const std::string& vault, const std::string& age) {
        const std::string script =
            office.file("correct.jsonl", finished_interview("corrected by " + vault.substr(0, 6), age));
        const ProgramRun ran = office.as(vault, {"record", "edit", id, "--script", script, "--finalize"});
        INFO(ran.err);
        REQUIRE(ran.exit_code == 0);
    };
    correct(worker, "35");
    correct(supervisor, "36");
    carry(worker, supervisor);

    const std::string listed = office.as(supervisor, {"conflicts", "list", "--json"}).out;
    std::istringstream lines(listed);
    std::string line;
    std::map<std::string, json> conflicts;
    while (std::getline(lines, line)) {
        const json conflict = json::parse(line);
        for (const char* key : {"id", "record", "kind", "paths", "unit", "alternatives"}) CHECK(conflict.contains(key));
        CHECK(conflict["kind"] == "values");
        REQUIRE(conflict["alternatives"].size() == 2);
        conflicts[conflict["paths"][0]] = conflict;
    }
    REQUIRE(conflicts.contains("/data/age"));
    REQUIRE(conflicts.contains("/data/name"));
    const json age = conflicts["/data/age"];
    CHECK(json::parse(office.as(supervisor, {"conflicts", "show", age["id"]}).out) == age);
    // Undecided is neither the one nor the other, and an export says so.
    const ProgramRun exported = office.as(supervisor, {"record", "export", "--form", "small", "--to", "json"});
    CHECK_FALSE(json::parse(exported.out)[0]["answers"].contains("/data/age"));
    CHECK(exported.err.find("conflicts list") != std::string::npos);
    CHECK(exported.err.find("CANARY") == std::string::npos);

    const auto resolve = [&](const json& conflict, std::vector<std::string> words) {
        words.insert(words.begin(), {"conflicts", "resolve", conflict["id"], "--reason", "CANARY-REASON"});
        const ProgramRun ran = office.as(supervisor, words);
        CHECK(ran.err.find("CANARY") == std::string::npos);
        return ran.exit_code;
    };
    CHECK(resolve(age, {}) != 0);
    CHECK(resolve(age, {"--choose", "nobody:1"}) == 1);
    CHECK(resolve(age, {"--value", "37", "--clear"}) == 2);
    CHECK(resolve(age, {"--choose", age["alternatives"][0]["writers"][0]["dot"]}) == 0);
    CHECK(resolve(conflicts["/data/name"], {"--value", "CANARY-ANSWER decided"}) == 0);
    CHECK(resolve(age, {"--value", "38"}) == 1);

    // The decision travels: another reader starts from nothing and sees what was decided alone.
    const std::string reader = office.copy_of("supervisor");
    carry(supervisor, reader);
    const json record = json::parse(office.as(reader, {"record", "show", id, "--json"}).out);
    CHECK(record["conflicts"].get<std::size_t>() == conflicts.size() - 2);
    CHECK(record["answers"]["/data/age"]["value"] == age["alternatives"][0]["values"]["/data/age"]);
    CHECK(record["answers"]["/data/name"]["value"] == "CANARY-ANSWER decided");
}

TEST_CASE("another passphrase opens the same vault, and the old one opens nothing")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    const std::string next = office.file("next.passphrase", "CANARY-PASSPHRASE another\n");
    const std::vector<std::string> with_next = {"vault", "unlock-test",       "--json", "--vault",
                                                vault,   "--passphrase-file", next};
    CHECK(office.run(with_next).exit_code == 3);
    CHECK(office
              .run({"vault", "change-passphrase", "--vault", vault, "--passphrase-file", next, "--new-passphrase-file",
                    next})
              .exit_code == 3);
    CHECK(office.as(vault, {"vault", "change-passphrase", "--new-passphrase-file", "empty.passphrase"}).exit_code == 1);
    CHECK(office.as(vault, {"vault", "change-passphrase", "--new-passphrase-file", next}).exit_code == 0);
    const json opened = json::parse(office.run(with_next).out);
    CHECK(opened["enrolled"] == true);
    CHECK(office.as(vault, {"vault", "unlock-test"}).exit_code == 3);
}

TEST_CASE("a protected table hides small groups in every format")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("supervisor");
    const std::string script = office.file(
        "unsafe.jsonl", finished_interview("table") + R"({"op":"answer","ref":"/data/unsafe","value":"yes"})" + "\n");
    new_record(office, vault, script);
    const ProgramRun table = office.as(vault, {"results", "table", "--indicator", "unsafe", "--json"});
    INFO(table.err);
    REQUIRE(table.exit_code == 0);
    const json release = json::parse(table.out);
    CHECK(release["tables"].size() == 1);
    const ProgramRun csv = office.as(vault, {"results", "export", "--indicator", "unsafe", "--to", "csv"});
    CHECK(csv.exit_code == 0);
    const ProgramRun hxl = office.as(vault, {"results", "export", "--indicator", "unsafe", "--to", "hxl"});
    CHECK(hxl.out.find("\n#") != std::string::npos);
    const ProgramRun as_json = office.as(vault, {"results", "export", "--to", "json", "-o", "results.json"});
    CHECK(as_json.out == "results.json\n");
    CHECK(json::parse(office.content("results.json"))["tables"].size() == 1);
    // One household is no statistic.
    CHECK(json::parse(table.out)["tables"].dump().find("\"mark\"") != std::string::npos);
    for (const ProgramRun& ran : {table, csv, hxl, as_json}) {
        CHECK(ran.out.find("CANARY-ANSWER") == std::string::npos);
        CHECK(ran.err.find("CANARY") == std::string::npos);
    }
    const ProgramRun unknown = office.as(vault, {"results", "table", "--indicator", "lost"});
    CHECK(unknown.exit_code == 1);
}

TEST_CASE("a neighbourhood's sheet and picture say that a figure is hidden, and name nobody")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("supervisor");
    const std::string answered = R"({"op":"answer","ref":"/data/unsafe","value":"yes"})"
                                 "\n";
    for (int household = 0; household < 3; ++household)
        new_record(office, vault,
                   office.file("told.jsonl", finished_interview("told", household == 0 ? "12" : "34") + answered));
    const ProgramRun sheet =
        office.as(vault, {"results", "sheet", "--area", "LB5611", "--language", "en", "-o", "told.pdf"});
    INFO(sheet.err);
    REQUIRE(sheet.exit_code == 0);
    const std::string bytes = office.content("told.pdf");
    const std::string said = PrintedPage(mahalla::as_bytes(bytes)).text();
    CHECK(said.find("LB5611") != std::string::npos);
    CHECK(said.find("Unsafe after dark") != std::string::npos);
    CHECK(said.find("Not shown here.") != std::string::npos);
    CHECK(said.find("CANARY") == std::string::npos);
    CHECK(said.find("households answered") == std::string::npos);
    const ProgramRun picture =
        office.as(vault, {"results", "picture", "--indicator", "unsafe", "--by", "area", "-o", "told.svg"});
    INFO(picture.err);
    REQUIRE(picture.exit_code == 0);
    CHECK(office.content("told.svg").find("class=\"hidden\"") != std::string::npos);
    CHECK(office.content("told.svg").find("class=\"bar\"") == std::string::npos);
    const ProgramRun elsewhere = office.as(vault, {"results", "sheet", "--area", "LB9999", "-o", "none.pdf"});
    CHECK(elsewhere.exit_code == 1);
    CHECK(elsewhere.err.find("LB5611") != std::string::npos);
    CHECK(office.as(vault, {"results", "sheet", "--area", "LB5611", "--round", "2", "-o", "none.pdf"}).exit_code == 1);
    CHECK_FALSE(std::filesystem::exists(office.path("none.pdf")));
}
