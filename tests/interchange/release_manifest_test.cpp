#include "interchange/release_manifest.h"

#include "base/bytes.h"
#include "interchange/releases.h"
#include "interchange/table_csv.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace mahalla;
using namespace mahalla::test;
using nlohmann::json;

TEST_CASE("a manifest says how each table was made and under which rules, and names its files by their content")
{
    const PublishedRelease published = small_release();
    const ReceivedRelease release = *ReceivedRelease::from_content(published.content());
    const std::vector<ExportedFile> files{{"hunger.csv", write_table_csv(release, 0)}, {"abc.csv", "abc"}};
    const json manifest = json::parse(write_release_manifest(release, std::string(64, 'b'), "csv", files));

    CHECK(manifest["format"] == "mahalla-manifest");
    CHECK(manifest["release"] == std::string(64, 'b'));
    CHECK(manifest["published"] == "2026-11-21");
    CHECK(manifest["questionnaire"]["hash"] == std::string(64, 'a'));
    CHECK(manifest["policy"]["dominance"]["k"] == 90);
    CHECK(manifest["policy"].contains("threshold"));
    CHECK(manifest["definitions"][0]["value"] == "${hhs} >= 4");
    REQUIRE(manifest["tables"].size() == 1);
    const json& table = manifest["tables"][0];
    CHECK(table["statistic"] == "proportion");
    CHECK(table["dimensions"] == json::array({"age group", "sex"}));
    CHECK(table["of_population"] == false);
    std::size_t hidden = 0;
    for (const PublishedCell& cell : release.content().tables[0].cells) hidden += cell.mark ? 1U : 0U;
    CHECK(table["confidential"] == hidden);
    CHECK(hidden > 0);
    CHECK(manifest["exported_as"] == "csv");
    CHECK(manifest["files"][0]["bytes"] == files[0].content.size());
    // FIPS 180-4's own example.
    CHECK(manifest["files"][1]["sha256"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("no figure of a cell stands in a manifest")
{
    const ReceivedRelease release = *ReceivedRelease::from_content(small_release().content());
    const json manifest = json::parse(write_release_manifest(release, std::string(64, 'b'), "csv", {}));
    for (const json& table : manifest["tables"])
        for (const char* key : {"estimate", "se", "lower", "upper", "n"}) CHECK_FALSE(table.contains(key));
    CHECK(manifest.dump().find("0.125") == std::string::npos);
}
