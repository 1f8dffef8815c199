#include "command_line/field_office.h"

#include <csignal>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace mahalla::test;

namespace {

/// Says nothing as a result, says something that ends as a sentence does, and ends so.
void check_failure(const ProgramRun& ran, int exit_code)
{
    CAPTURE(ran.out);
    CAPTURE(ran.err);
    CHECK(ran.exit_code == exit_code);
    CHECK_FALSE(ran.err.empty());
    CHECK(ran.err.find("CANARY") == std::string::npos);
}

void check_failure(const ProgramRun& ran, int exit_code, const std::string& said)
{
    check_failure(ran, exit_code);
    CAPTURE(ran.err);
    CAPTURE(said);
    CHECK(ran.err.find(said) != std::string::npos);
}

} // namespace

TEST_CASE("a workbook that cannot be read is a problem of the input, with what to do")
{
    FieldOffice& office = FieldOffice::get();
    std::ifstream whole(std::string(MAHALLA_SOURCE_FOLDER) + "/assets/questionnaires/household.xlsx", std::ios::binary);
    std::string half(5000, '\0');
    whole.read(half.data(), 5000);
    for (const std::string& name : {office.file("words.xlsx", "just words"), office.file("empty.xlsx", ""),
                                    office.file("half.xlsx", half), office.file("form.docx", "PK")}) {
        CAPTURE(name);
        const ProgramRun checked = office.run({"form", "check", name, "--json"});
        CHECK(checked.exit_code == 1);
        const auto diagnostics = nlohmann::json::parse(checked.out);
        REQUIRE(diagnostics.size() == 1);
        CHECK(diagnostics[0]["severity"] == "error");
        CHECK_FALSE(diagnostics[0]["help"].get<std::string>().empty());
        check_failure(office.run({"form", "convert", name, "--to", "xform"}), 1);
        check_failure(office.run({"form", "run", name}), 1);
    }
    check_failure(office.run({"form", "check", "missing.xlsx"}), 1, "missing.xlsx");
    check_failure(office.run({"form", "check", "."}), 1, "folder");
}

TEST_CASE("an XForm that depends on itself is told with the questions of the circle")
{
    FieldOffice& office = FieldOffice::get();
    const std::string name =
        office.file("circle.xml",
                    "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head>"
                    "<h:title>C</h:title><model><instance><data id=\"c\"><a/><b/></data></instance>"
                    "<bind nodeset=\"/data/a\" calculate=\" /data/b + 1\"/><bind nodeset=\"/data/b\" calculate=\" "
                    "/data/a + 1\"/></model></h:head><h:body/></h:html>");
    const ProgramRun checked = office.run({"form", "check", name, "--json"});
    CHECK(checked.exit_code == 1);
    CHECK(nlohmann::json::parse(checked.out)[0]["code"] == "dependency-cycle");
    CHECK(checked.out.find("/data/a") != std::string::npos);
    check_failure(office.run({"form", "run", name}), 1, "/data/a");
}

TEST_CASE("what the program does not know is a mistake of usage, and named")
{
    FieldOffice& office = FieldOffice::get();
    check_failure(office.run({}), 2);
    check_failure(office.run({"frobnicate"}), 2, "frobnicate");
    check_failure(office.run({"vault", "frobnicate"}), 2, "frobnicate");
    check_failure(office.run({"record", "list", "--frobnicate"}), 2, "--frobnicate");
    check_failure(office.run({"bundle", "inspect"}), 2, "FILE");
    check_failure(office.run({"record", "export", "--form", "small", "--to", "poetry"}), 2, "poetry");
}

TEST_CASE("every subcommand explains itself on standard output")
{
    FieldOffice& office = FieldOffice::get();
    const std::vector<std::vector<std::string>> groups = {{},
                                                          {"form"},
                                                          {"project"},
                                                          {"vault"},
                                                          {"enrol"},
                                                          {"record"},
                                                          {"bundle"},
                                                          {"conflicts"},
                                                          {"results"},
                                                          {"sync"},
                                                          {"xpath"},
                                                          {"tabulate"},
                                                          {"analyse"},
                                                          {"form", "run"},
                                                          {"record", "new"},
                                                          {"record", "export"},
                                                          {"bundle", "import"},
                                                          {"conflicts", "resolve"},
                                                          {"results", "export"}};
    for (std::vector<std::string> words : groups) {
        words.emplace_back("--help");
        const ProgramRun ran = office.run(words);
        CAPTURE(words.front());
        CHECK(ran.exit_code == 0);
        CHECK(ran.out.find("--help") != std::string::npos);
        CHECK(ran.err.empty());
    }
}

TEST_CASE("a passphrase comes from a file or a terminal, and its absence says so")
{
    FieldOffice& office = FieldOffice::get();
    check_failure(office.as("worker", {"record", "list", "--passphrase-file", "x"}), 2);
    check_failure(office.run({"record", "list", "--vault", "worker"}), 4, "--passphrase-file");
    check_failure(office.run({"record", "list", "--vault", "worker", "--passphrase-file", "missing.passphrase"}), 1,
                  "missing.passphrase");
    check_failure(
        office.run({"record", "list", "--vault", "worker", "--passphrase-file", office.file("empty.passphrase", "\n")}),
        1, "empty.passphrase");
    check_failure(office.run({"record", "list", "--vault", "worker", "--passphrase-file", "stranger.passphrase"}), 3,
                  "passphrase is wrong");
    check_failure(
        office.run({"project", "show", "--project", "headquarters", "--passphrase-file", "stranger.passphrase"}), 3,
        "passphrase is wrong");
}

TEST_CASE("a vault that is not there is told with its folder, and none is made")
{
    FieldOffice& office = FieldOffice::get();
    check_failure(office.as("nowhere", {"record", "list", "--json"}), 1, "nowhere.passphrase");
    check_failure(office.run({"record", "list", "--vault", "nowhere", "--passphrase-file", "worker.passphrase"}), 1,
                  "mahalla vault create");
    CHECK_FALSE(std::filesystem::exists(office.path("nowhere")));
    check_failure(office.as("worker", {"vault", "create"}), 1, "worker");
    check_failure(office.as("worker", {"record", "show", std::string(32, '0')}), 1, "record list");
    check_failure(office.as("worker", {"record", "show", "zz"}), 1, "32");
    check_failure(office.as("worker", {"record", "new", "--form", "lost"}), 1, "project show");
}

TEST_CASE("a vault that another process holds is unavailable, and free again when that one is gone")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    RunningProgram holder(
        "mahalla", office.words_of(office.path(vault), {"sync", "--watch", "--patience", "0", office.server_url()}));
    REQUIRE(holder.wait_for("cannot be reached"));
    check_failure(office.as(vault, {"record", "list"}), 4);
    holder.signal(SIGKILL);
    CHECK(holder.finish().exit_code == -SIGKILL);
    CHECK(office.as(vault, {"record", "list"}).exit_code == 0);
}

TEST_CASE("damaged vault files are corrupt, and told with the way out")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    const std::filesystem::path header = office.path(vault) / "vault.header";
    const std::filesystem::path data = office.path(vault) / "vault.sqlite";
    SUBCASE("the header cut short") { std::filesystem::resize_file(header, 20); }
    SUBCASE("the data gone") { std::filesystem::remove(data); }
    SUBCASE("the data cut short") { std::filesystem::resize_file(data, 20'000); }
    SUBCASE("the data another file") { std::ofstream(data) << "no database at all, and nothing like one"; }
    SUBCASE("the data of another vault")
    {
        std::filesystem::copy(office.path("stranger") / "vault.sqlite", data,
                              std::filesystem::copy_options::overwrite_existing);
    }
    check_failure(office.as(vault, {"record", "list"}), 5, "copy");
}

TEST_CASE("what one laptop cannot do with a bundle is told by its exit code")
{
    FieldOffice& office = FieldOffice::get();
    const std::string worker = office.copy_of("worker");
    const std::string supervisor = office.copy_of("supervisor");
    const std::string script = office.file("bundle.jsonl", finished_interview("in a bundle"));
    REQUIRE(office.as(worker, {"record", "new", "--form", "small", "--script", script, "--finalize"}).exit_code == 0);
    const std::string bundle = office.fresh("bundle");
    REQUIRE(office.as(worker, {"bundle", "export", "-o", bundle}).exit_code == 0);
    const std::string bytes = office.content(bundle);
    CHECK(bytes.find("CANARY") == std::string::npos);
    const auto import = [&](const std::string& file) {
        return office.as(supervisor, {"bundle", "import", "--json", file});
    };

    // A dry run says what would happen and changes nothing.
    const ProgramRun tried = office.as(supervisor, {"bundle", "import", "--dry-run", "--json", bundle});
    CHECK(tried.exit_code == 0);
    CHECK(nlohmann::json::parse(tried.out)["new"] == 1);
    CHECK(office.as(supervisor, {"record", "list"}).out.empty());

    check_failure(import("missing.mahalla"), 1, "missing.mahalla");
    check_failure(import(office.file("short.mahalla", bytes.substr(0, 100))), 5, "short.mahalla");
    std::string flipped = bytes;
    flipped[60] = static_cast<char>(flipped[60] ^ 1);
    check_failure(import(office.file("flipped head.mahalla", flipped)), 5);
    flipped = bytes;
    flipped[bytes.size() - 200] = static_cast<char>(flipped[bytes.size() - 200] ^ 1);
    check_failure(import(office.file("flipped.mahalla", flipped)), 5, "nothing of it was taken");
    CHECK(office.as(supervisor, {"record", "list"}).out.empty());
    check_failure(office.as(worker, {"bundle", "import", bundle}), 3, "somebody else");
    check_failure(office.as(worker, {"bundle", "verify", bundle}), 3, bundle);

    // Its authenticated beginning counts, but nobody may take it for the whole.
    const ProgramRun cut = import(office.file("cut.mahalla", bytes.substr(0, bytes.size() - 10)));
    check_failure(cut, 5, "ends too early");
    CHECK(nlohmann::json::parse(cut.out)["complete"] == false);
    check_failure(office.as(supervisor, {"bundle", "verify", "cut.mahalla"}), 5, "ends too early");

    // One bad file among several keeps none of the others out, and is not forgotten.
    const ProgramRun several = office.as(supervisor, {"bundle", "import", "flipped.mahalla", bundle, bundle, "--json"});
    check_failure(several, 5, "flipped.mahalla");
    CHECK(std::count(several.out.begin(), several.out.end(), '\n') == 2);
    const ProgramRun verified = office.as(supervisor, {"bundle", "verify", bundle});
    CHECK(verified.exit_code == 0);
    const ProgramRun inspected = office.run({"bundle", "inspect", bundle});
    CHECK(nlohmann::json::parse(inspected.out)["recipients"].get<int>() >= 2);
    const auto listed = nlohmann::json::parse(office.as(supervisor, {"record", "list", "--json"}).out);
    CHECK(listed["readable"] == true);
    CHECK(listed["own"] == false);
}

TEST_CASE("a bundle of another project is refused for its project, whoever may open it")
{
    FieldOffice& office = FieldOffice::get();
    const std::string supervisor = office.copy_of("supervisor");
    const std::string stranger = office.copy_of("stranger");
    const std::string script = office.file("other.jsonl", finished_interview("elsewhere"));
    REQUIRE(office.as(stranger, {"record", "new", "--form", "small", "--script", script, "--finalize"}).exit_code == 0);
    const std::string bundle = office.fresh("bundle");
    REQUIRE(office.as(stranger, {"bundle", "export", "-o", bundle}).exit_code == 0);
    const ProgramRun ran = office.as(supervisor, {"bundle", "import", bundle});
    check_failure(ran, 3, "project");
    CHECK(office.as(supervisor, {"record", "list"}).out.empty());
    check_failure(office.as(stranger, {"bundle", "export", "--to", "zork", "-o", bundle}), 1, "--to");
    check_failure(office.as(stranger, {"bundle", "export", "-o", "no folder/bundle"}), 1, "no folder");
}

TEST_CASE("a full disk keeps everything that was acknowledged, and the interview goes on when there is room")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    std::string steps;
    for (int number = 1; number <= 400; ++number)
        steps += R"({"op":"answer","ref":"/data/name","value":"CANARY-ANSWER )" + std::to_string(number) + " " +
                 std::string(200, 'x') + "\"}\n";
    const std::string script = office.file("long.jsonl", steps);
    ProgramSurroundings full;
    full.file_bytes_max = std::filesystem::file_size(office.path(vault) / "vault.sqlite") + 16'384;
    const ProgramRun ran = office.as(vault, {"record", "new", "--form", "small", "--script", script}, full);
    check_failure(ran, 4, "kept in the draft");
    const std::string id = line_of(ran.out);
    REQUIRE(id.size() == 32);
    const std::string mark = "Line ";
    const std::size_t at = ran.err.find(mark);
    REQUIRE(at != std::string::npos);
    const int failed = std::stoi(ran.err.substr(at + mark.size()));
    CHECK(failed > 1);
    CHECK(failed < 400);
    const ProgramRun shown = office.as(vault, {"record", "show", id});
    CHECK(shown.exit_code == 0);
    CHECK(shown.out.find("CANARY-ANSWER " + std::to_string(failed - 1) + " ") != std::string::npos);
    const std::string rest = office.file("rest.jsonl", finished_interview("after all"));
    CHECK(office.as(vault, {"record", "edit", id, "--script", rest, "--finalize"}).exit_code == 0);
}

TEST_CASE("a step that cannot be done ends the script with its line, and the steps before it stay")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    const std::string good = R"({"op":"answer","ref":"/data/name","value":"CANARY-ANSWER kept"})";
    std::string bad;
    SUBCASE("no JSON") { bad = "CANARY-ANSWER in the middle of nothing"; }
    SUBCASE("no such step") { bad = R"({"op":"CANARY-ANSWER"})"; }
    SUBCASE("no such question") { bad = R"({"op":"answer","ref":"/data/lost","value":"CANARY-ANSWER"})"; }
    const std::string script = office.file("broken.jsonl", good + "\n\n" + bad + "\n" + good + "\n");
    const ProgramRun ran = office.as(vault, {"record", "new", "--form", "small", "--script", script});
    check_failure(ran, 1, "Line 3");
    CHECK(ran.err.find("broken.jsonl") != std::string::npos);
    const ProgramRun shown = office.as(vault, {"record", "show", line_of(ran.out)});
    CHECK(shown.out.find("/data/name = CANARY-ANSWER kept") != std::string::npos);
}

TEST_CASE("a record that is not complete stays a draft, and the questions are named")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    const std::string script = office.file("incomplete.jsonl", finished_interview("too old", "150"));
    const ProgramRun ran = office.as(vault, {"record", "new", "--form", "small", "--script", script, "--finalize"});
    check_failure(ran, 1, "/data/age");
    CHECK(nlohmann::json::parse(office.as(vault, {"record", "list", "--json"}).out)["draft"] == true);
}
