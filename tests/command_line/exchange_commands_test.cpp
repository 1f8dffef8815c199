#include "command_line/field_office.h"

#include "support/shared_folder.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

using namespace mahalla::test;
using nlohmann::json;

namespace {

json json_of_import(const ProgramRun& ran)
{
    INFO(ran.err);
    REQUIRE((ran.exit_code == 0 || ran.exit_code == 1));
    return json::parse(ran.out);
}

/// How often a finding of this code stands in the report, over all columns.
std::size_t count_of(const json& report, const std::string& code)
{
    std::size_t count = 0;
    for (const json& finding : report["findings"])
        if (finding["code"] == code) count += finding["count"].get<std::size_t>();
    return count;
}

} // namespace

TEST_CASE("what another program exported is taken into a vault once, whatever is in it")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("supervisor");
    const std::string homes =
        office.file("small.csv", "name,age,unsafe,_uuid,_index\n"
                                 "CANARY-ANSWER one,34,Yes,11111111-2222-3333-4444-555555555555,1\n"
                                 "CANARY-ANSWER two,130,no,11111111-2222-3333-4444-666666666666,2\n"
                                 "CANARY-ANSWER three,,perhaps,ours-3,3\n");
    const std::string persons =
        office.file("small-person.csv", "person/first_name,_parent_index\nAmal,1\nBasma,1\nnobody,7\n");
    const std::vector<std::string> words = {"record", "import", homes,        persons,
                                            "--form", "small",  "--finalize", "--json"};

    std::vector<std::string> rehearsal = words;
    rehearsal.push_back("--dry-run");
    const json would = json_of_import(office.as(vault, rehearsal));
    CHECK(would["dry_run"] == true);
    CHECK(office.as(vault, {"record", "list"}).out.empty());

    const ProgramRun ran = office.as(vault, words);
    CHECK(ran.exit_code == 1); // a row was not taken
    CHECK(ran.err.find("CANARY") == std::string::npos);
    CHECK(ran.out.find("CANARY") == std::string::npos); // a report holds no answer
    const json report = json::parse(ran.out);
    CHECK(report["records"] == would["records"]);
    CHECK(report["findings"] == would["findings"]);
    CHECK(report["records"]["finalised"] == 1);
    CHECK(report["records"]["drafts"] == 2);
    CHECK(count_of(report, "constraint-unmet") == 1);
    CHECK(count_of(report, "required-missing") == 1);
    CHECK(count_of(report, "choice-unknown") == 1);
    CHECK(count_of(report, "row-without-parent") == 1);
    for (const json& finding : report["findings"])
        if (finding["code"] == "constraint-unmet") {
            CHECK(finding["column"] == "age");
            CHECK(finding["rows"] == json::array({3}));
        }
    const ProgramRun shown = office.as(vault, {"record", "show", "11111111222233334444555555555555", "--json"});
    const json answers = json::parse(shown.out)["answers"];
    CHECK(answers["/data/name"]["value"] == "CANARY-ANSWER one");
    CHECK(answers["/data/unsafe"]["value"] == "yes");
    const json kept =
        json::parse(office.as(vault, {"record", "show", "11111111222233334444666666666666", "--json"}).out);
    CHECK(kept["answers"]["/data/age"]["value"] == "130");

    const json again = json_of_import(office.as(vault, words));
    CHECK(again["records"] == json({{"finalised", 0}, {"drafts", 0}, {"already_here", 3}, {"erased", 0}}));
}

TEST_CASE("records that were exported come in again elsewhere and say the same")
{
    FieldOffice& office = FieldOffice::get();
    const std::string from = office.copy_of("worker"), to = office.copy_of("supervisor");
    const std::string script = office.file("exchange.jsonl", finished_interview("=cmd|' /C calc'!A0"));
    REQUIRE(office.as(from, {"record", "new", "--form", "small", "--script", script, "--finalize"}).exit_code == 0);
    const std::string before = office.as(from, {"record", "export", "--form", "small", "--to", "json"}).out;
    for (const char* format : {"csv", "xlsx", "xform"}) {
        const std::string folder = office.fresh("exchanged");
        std::filesystem::create_directory(office.path(folder));
        const ProgramRun exported =
            office.as(from, {"record", "export", "--form", "small", "--to", format, "-o", folder});
        INFO(exported.err);
        REQUIRE(exported.exit_code == 0);
        std::vector<std::string> words = {"record", "import", "--form", "small.md", "--finalize", "--json"};
        for (const auto& file : std::filesystem::directory_iterator(office.path(folder)))
            words.push_back(file.path().string());
        const std::string vault = office.copy_of("supervisor");
        const json report = json_of_import(office.as(vault, words));
        CHECK(report["records"]["finalised"] == 1);
        const json said = json::parse(office.as(vault, {"record", "export", "--form", "small", "--to", "json"}).out);
        const json wanted = json::parse(before);
        // The vault that takes it in may hold other records.
        const auto same =
            std::find_if(said.begin(), said.end(), [&](const json& record) { return record["id"] == wanted[0]["id"]; });
        REQUIRE(same != said.end());
        CHECK((*same)["answers"]["/data/name"] == wanted[0]["answers"]["/data/name"]);
        CHECK((*same)["answers"]["/data/age"] == wanted[0]["answers"]["/data/age"]);
    }
}

TEST_CASE(
    "what was collected elsewhere comes in as it is where that is asked for, and what the form has against it is told")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    const std::string file =
        office.file("old.csv", "name,age,KEY\nCANARY-ANSWER,130,uuid:77777777-2222-3333-4444-555555555555\n");
    const json report =
        json_of_import(office.as(vault, {"record", "import", file, "--form", "small.md", "--as-collected", "--json"}));
    CHECK(report["records"]["finalised"] == 1);
    CHECK(count_of(report, "constraint-unmet") == 1);
    CHECK(office.as(vault, {"record", "export", "--form", "small", "--to", "json"}).out.find("130") !=
          std::string::npos);
}

TEST_CASE("a folder of submissions comes in, and one that is none is told by its place without what it says")
{
    FieldOffice& office = FieldOffice::get();
    const std::string from = office.copy_of("worker"), to = office.copy_of("supervisor"), folder = office.fresh("sent");
    const std::string script = office.file("sent.jsonl", finished_interview("CANARY-ANSWER"));
    REQUIRE(office.as(from, {"record", "new", "--form", "small", "--script", script, "--finalize"}).exit_code == 0);
    std::filesystem::create_directories(office.path(folder) / "uuid1");
    REQUIRE(office.as(from, {"record", "export", "--form", "small", "--to", "xform", "-o", folder}).exit_code == 0);
    for (const auto& file : std::filesystem::directory_iterator(office.path(folder)))
        if (file.path().extension() == ".xml")
            std::filesystem::rename(file.path(), office.path(folder) / "uuid1/submission.xml");
    office.file(folder + "/broken.xml", "<other><name>CANARY-ANSWER</name></other>");
    office.file(folder + "/notes.txt", "no submission");
    const ProgramRun ran = office.as(to, {"record", "import", folder, "--form", "small.md", "--finalize", "--json"});
    CHECK(ran.exit_code == 1);
    CHECK(ran.err.find("CANARY-ANSWER") == std::string::npos);
    const json report = json::parse(ran.out);
    CHECK(report["records"]["finalised"] == 1);
    CHECK(count_of(report, "submission-unreadable") == 1);
    CHECK(report["findings"][0]["rows"] == json::array({1}));
    CHECK(office.as(to, {"record", "import", office.fresh("nothing"), "--form", "small.md"}).exit_code != 0);
}

TEST_CASE("published tables lie beside a manifest that names each file and the release")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker"), folder = office.fresh("published");
    const std::string script = office.file("published.jsonl", finished_interview("published"));
    REQUIRE(office.as(vault, {"record", "new", "--form", "small", "--script", script, "--finalize"}).exit_code == 0);
    std::filesystem::create_directories(office.path(folder));
    std::set<std::string> releases;
    for (const char* format : {"csv", "hxl", "sdmx", "xlsx"}) {
        const ProgramRun ran = office.as(vault, {"results", "export", "--form", "small", "--to", format, "-o", folder});
        INFO(ran.err);
        REQUIRE(ran.exit_code == 0);
        std::ifstream stream(office.path(folder) / "manifest.json");
        const json manifest = json::parse(stream);
        CHECK(manifest["exported_as"] == format);
        CHECK(manifest["release"].get<std::string>().size() == 64);
        releases.insert(manifest["release"]);
        REQUIRE(!manifest["files"].empty());
        for (const json& file : manifest["files"])
            CHECK(std::filesystem::file_size(office.path(folder) / file["name"].get<std::string>()) == file["bytes"]);
    }
    CHECK(releases.size() == 1); // the same tables, whatever the format
    const std::string single = (office.path(folder) / "single.csv").string();
    REQUIRE(office.as(vault, {"results", "export", "--form", "small", "--to", "sdmx", "-o", single}).exit_code == 0);
    CHECK(std::filesystem::exists(single + ".manifest.json"));
}

TEST_CASE("every format of records and results can be asked for, and says where it went")
{
    FieldOffice& office = FieldOffice::get();
    const std::string vault = office.copy_of("worker");
    const std::string script = office.file("formats.jsonl", finished_interview("formats"));
    REQUIRE(office.as(vault, {"record", "new", "--form", "small", "--script", script, "--finalize"}).exit_code == 0);
    for (const char* format : {"spss", "stata", "sas", "csv"}) {
        const ProgramRun several = office.as(vault, {"record", "export", "--form", "small", "--to", format});
        CHECK(several.exit_code == 1);
        CHECK(several.err.find("-o") != std::string::npos);
        const std::string folder = office.fresh("formats");
        const ProgramRun ran = office.as(vault, {"record", "export", "--form", "small", "--to", format, "-o", folder});
        INFO(ran.err);
        CHECK(ran.exit_code == 0);
        CHECK(ran.out.find(folder) != std::string::npos);
    }
    CHECK(office.as(vault, {"record", "export", "--form", "small", "--to", "jsonl"}).out.starts_with("{\"id\":"));
    CHECK(office.run({"form", "convert", "small.md", "--to", "ddi"}).out.find("<codeBook xmlns=\"ddi:codebook:2_5\"") !=
          std::string::npos);
    const ProgramRun map = office.as(vault, {"results", "export", "--form", "small", "--to", "geojson"});
    CHECK(map.exit_code == 1);
    CHECK(map.err.find("--areas") != std::string::npos);
}

TEST_CASE("a national survey of 241 households and 965 persons in five tables comes in, household by household")
{
    const auto forms = shared_folder("forms"), data = shared_folder("reference/data/reach_msna2024_dummy");
    if (!forms || !data) return;
    FieldOffice& office = FieldOffice::get();
    std::vector<std::string> words = {"record",    "import", "--form", (*forms / "reach_msna_2024.xlsx").string(),
                                      "--dry-run", "--json"};
    for (const char* table : {"main", "roster", "edu_ind", "health_ind", "nut_ind"})
        words.push_back((*data / ("dummy_raw_data__" + std::string(table) + ".csv")).string());
    const json report = json_of_import(office.run(words));
    CHECK(report["records"]["drafts"] == 241);
    std::size_t persons = 0;
    for (const json& table : report["tables"]) {
        CHECK(table["nodeset"] != "");
        CHECK(table["rows"] == (table["name"] == "dummy_raw_data__main" ? 241 : 965));
        persons += table["rows"].get<std::size_t>();
    }
    CHECK(persons == 241 + 4 * 965);
    for (const char* code : {"table-unknown", "row-without-parent", "row-twice", "table-without-parent"})
        CHECK(count_of(report, code) == 0);
}
