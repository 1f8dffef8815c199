#include "base/text.h"
#include "indicator/csv_table.h"
#include "interchange/memory_folder.h"
#include "interchange/release_xlsx.h"
#include "interchange/releases.h"
#include "interchange/standard_dimension.h"
#include "interchange/table_csv.h"
#include "interchange/table_geojson.h"
#include "interchange/table_sdmx.h"
#include "workbook/read_workbook.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <regex>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Two areas by sex; one cell is below the threshold, and others hide it.
ReceivedRelease area_release()
{
    Table table;
    table.id = "hunger-admin2-sex";
    table.label = "Severe hunger";
    table.unit = "person";
    table.statistic = Statistic::Proportion;
    table.dimensions = {{"admin2", "Area", {"LB55", "LB56", "LB99"}, {{"LB56", "Tripoli"}}, {}},
                        {"sex", "Sex", {"female", "male"}, {}, {}}};
    const std::uint64_t counts[] = {3, 40, 20, 25, 33, 17};
    for (std::size_t i = 0; i < 6; ++i) {
        TableCell& cell = table.cells.emplace_back();
        cell.key = {table.dimensions[0].categories[i / 2], table.dimensions[1].categories[i % 2]};
        cell.figures.n = counts[i];
        cell.figures.weighted_n = static_cast<double>(counts[i]);
        cell.figures.estimate = 0.283;
        cell.figures.standard_error = 0.01;
        cell.figures.lower = 0.2;
        cell.figures.upper = 0.4;
    }
    DisclosurePolicy policy;
    policy.threshold_persons = 5;
    auto safe = protect(table, policy);
    MAHALLA_CHECK(safe);
    ReleaseHead head;
    head.title = "Round";
    head.published = "2026-11-21";
    head.questionnaire = {"household", "1", std::string(64, 'a')};
    auto release = PublishedRelease::create(head, {safe->table});
    MAHALLA_CHECK(release);
    return *ReceivedRelease::from_content(release->content());
}

std::vector<std::map<std::string, std::string>> rows_of(const std::string& csv)
{
    const auto lines = read_csv_lines(csv, ',').value();
    std::vector<std::map<std::string, std::string>> rows;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto& row = rows.emplace_back();
        REQUIRE(lines[i].cells.size() == lines[0].cells.size());
        for (std::size_t k = 0; k < lines[i].cells.size(); ++k) row[lines[0].cells[k].text] = lines[i].cells[k].text;
    }
    return rows;
}

const char* map_text = R"({"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"ADM1_PCODE":"LB5","ADM2_PCODE":"LB56","ADM2_EN":"Tripoli"},"geometry":{"type":"Polygon","coordinates":[[[35.8,34.4],[35.9,34.4],[35.9,34.5],[35.8,34.4]]]}},
 {"type":"Feature","properties":{"ADM1_PCODE":"LB5","ADM2_PCODE":"LB55","ADM2_EN":"Minieh"},"geometry":{"type":"Point","coordinates":[36.0,34.5]}}]})";

} // namespace

TEST_CASE("an SDMX observation has a value, or says that it is suppressed; never a zero for a hidden one")
{
    const ReceivedRelease release = area_release();
    const auto rows = rows_of(write_release_sdmx(release, {"LB", ""}));
    const auto& cells = release.content().tables[0].cells;
    REQUIRE(rows.size() == cells.size());
    std::size_t hidden = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[i];
        CHECK(row.at("SERIES") == "HUNGER_ADMIN2_SEX");
        CHECK(row.at("TIME_PERIOD") == "2026");
        CHECK(row.at("FREQ") == "A");
        CHECK(row.at("UNIT_MEASURE") == "PT");
        CHECK(row.at("REF_AREA") == (cells[i].key[0] == "_T" ? "LB" : cells[i].key[0]));
        CHECK(row.at("SEX") == (cells[i].key[1] == "female" ? "F" : cells[i].key[1] == "male" ? "M" : "_T"));
        if (cells[i].mark) {
            ++hidden;
            for (const char* column : {"OBS_VALUE", "LOWER_BOUND", "UPPER_BOUND", "STANDARD_ERROR", "SAMPLE_SIZE"})
                CHECK(row.at(column).empty());
            CHECK(row.at("OBS_STATUS") == "Q");
            CHECK(row.at("CONF_STATUS") == "C");
        } else {
            CHECK(row.at("OBS_VALUE") == "28.3"); // per cent, without made-up digits
            CHECK(row.at("UPPER_BOUND") == "40");
            CHECK(row.at("OBS_STATUS") == "A");
            CHECK(row.at("CONF_STATUS") == "F");
            CHECK(row.at("SAMPLE_SIZE") == std::to_string(cells[i].figure->n));
        }
    }
    CHECK(hidden >= 2);
    CHECK(rows_of(write_release_sdmx(release, {"LB", "2026-Q3"}))[0].at("FREQ") == "Q");
}

TEST_CASE("categories are written as the code lists of the SDG structure have them")
{
    using enum StandardDimension;
    CHECK(sdmx_code(Age, "0-4") == "Y0T4");
    CHECK(sdmx_code(Age, "5\xE2\x80\x93"
                         "11") == "Y5T11");
    CHECK(sdmx_code(Age, "60+") == "Y_GE60");
    CHECK(sdmx_code(Age, "< 5") == "Y_LT5");
    CHECK(sdmx_code(Age, "17") == "Y17");
    CHECK(sdmx_code(Age, "child") == "CHILD");
    CHECK(sdmx_code(Age, "_T") == "_T");
    CHECK(sdmx_code(Urbanisation, "rural") == "R");
    CHECK(sdmx_code(Disability, "yes") == "PD");
    CHECK(sdmx_code(Disability, "no") == "PWD");
    CHECK(sdmx_code(Wealth, "5") == "Q5");
    CHECK(sdmx_code(std::nullopt, "yes") == "YES");
}

TEST_CASE("GeoJSON puts each cell's figures on its area, and nothing but a mark on a hidden one")
{
    const ReceivedRelease release = area_release();
    const auto shapes = AreaShapes::read(as_bytes(map_text), "");
    REQUIRE(shapes);
    const auto area = area_dimension_of(release.content().tables[0], "");
    REQUIRE(area == 0);
    std::set<std::string> unknown;
    const auto json = nlohmann::json::parse(write_table_geojson(release, 0, *area, *shapes, unknown));
    CHECK(unknown == std::set<std::string>{"LB99"});
    REQUIRE(json["features"].size() == release.content().tables[0].cells.size());
    for (const auto& feature : json["features"]) {
        const auto& properties = feature["properties"];
        if (properties["pcode"] == "LB56") CHECK(feature["geometry"]["type"] == "Polygon");
        if (properties["pcode"] == "LB55") {
            CHECK(properties["area"] == "Minieh");
            // The file's exact point may be somebody's house: the square around it leaves.
            const double east = feature["geometry"]["coordinates"][0], north = feature["geometry"]["coordinates"][1];
            CHECK((east != 36.0 && north != 34.5));
            CHECK(std::fabs(east - 36.0) < 0.01);
            CHECK(std::fabs(north - 34.5) < 0.01);
        }
        if (properties["pcode"] == "LB99" || properties["pcode"] == "_T") CHECK(feature["geometry"].is_null());
        if (!properties.contains("mark")) {
            CHECK(properties.contains("lower"));
            CHECK(properties.contains("n"));
            continue;
        }
        for (const char* key : {"estimate", "se", "lower", "upper", "n"}) CHECK(!properties.contains(key));
    }
}

TEST_CASE("a map is read by the code of its areas, from shapes or centres; a broken one is refused")
{
    const auto centres = AreaShapes::read(as_bytes("pcode,name,lat,lon\nLB56,Tripoli,34.43,35.84\n"), "");
    REQUIRE(centres);
    CHECK(centres->find("LB56")->geometry == R"({"type":"Point","coordinates":[35.84,34.43]})");
    CHECK(centres->find("LB5") == nullptr);
    CHECK(AreaShapes::read(as_bytes("zone,lat,lon\nA,1,2\n"), "zone"));
    for (
        const char* broken :
        {"", "{}", "{\"features\":1}", "pcode,lat,lon\nA,91,0\n", "pcode,lat,lon\nA,1,2\nA,1,2\n", "name,lat\nx,1\n",
         R"({"features":[{"properties":{"pcode":"A"},"geometry":{"type":"Point","coordinates":[200,0]}}]})",
         R"({"features":[{"properties":{"pcode":"A"},"geometry":{"type":"Point","coordinates":[[[[[[[1,2]]]]]]]}}]})",
         // A point is no area, a ring ends where it begins and has four positions, a position has no fourth number.
         R"({"features":[{"properties":{"pcode":"A"},"geometry":{"type":"Polygon","coordinates":[1,2]}}]})",
         R"({"features":[{"properties":{"pcode":"A"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}}]})",
         R"({"features":[{"properties":{"pcode":"A"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}}]})",
         R"({"features":[{"properties":{"pcode":"A"},"geometry":{"type":"Point","coordinates":[1,2,3,4]}}]})",
         R"({"features":[{"properties":{"pcode":"A"}}]})", "\xFF\xFE\x01"}) {
        const auto refused = AreaShapes::read(as_bytes(broken), "");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == ErrorKind::Invalid);
    }
}

TEST_CASE("a workbook of results has numbers where they may be seen, and marks where not")
{
    const ReceivedRelease release = area_release();
    MemoryFolder folder;
    auto file = folder.create("results.xlsx").value();
    REQUIRE(write_release_xlsx(release, *file));
    const Workbook book = read_workbook(as_bytes(folder.take()[0].content), "r.xlsx")->workbook;
    const Sheet& sheet = book.sheets[0];
    CHECK(sheet.name == "hunger-admin2-sex");
    CHECK(sheet.rows[0].cells ==
          std::vector<std::string>{"admin2", "Area", "sex", "Sex", "estimate", "se", "lower", "upper", "n", "mark"});
    for (std::size_t i = 0; i < release.content().tables[0].cells.size(); ++i) {
        const PublishedCell& cell = release.content().tables[0].cells[i];
        const SheetRow& row = sheet.rows[i + 1];
        CHECK(row.cell(4) == (cell.mark ? "" : "0.283"));
        CHECK(row.cell(8) == (cell.mark ? std::string() : std::to_string(cell.figure->n)));
        CHECK(row.cell(9) == (cell.mark ? "confidential" : ""));
    }
    CHECK(book.sheet("about") != nullptr);
}

TEST_CASE("a column whose HXL tag says number holds numbers or nothing, and area columns say what level they are")
{
    const ReceivedRelease release = area_release();
    const auto lines = read_csv_lines(write_table_hxl(release, 0), ',').value();
    CHECK(lines[1].cells[0].text == "#adm2+code");
    // One row of tags, directly below the header; every row as long as it, so that no cell is without a tag.
    const std::regex tag("#[a-z][a-z0-9_]*(\\+[a-z][a-z0-9_]*)*");
    for (const auto& line : lines) CHECK(line.cells.size() == lines[1].cells.size());
    for (const auto& cell : lines[1].cells) CHECK(std::regex_match(cell.text, tag));
    for (std::size_t i = 2; i < lines.size(); ++i)
        for (const auto& cell : lines[i].cells) CHECK(cell.text == std::string(trimmed(cell.text)));
    for (std::size_t k = 0; k < lines[1].cells.size(); ++k) {
        CHECK(lines[1].cells[k].text.starts_with('#'));
        CHECK(lines[1].cells[k].text.find_first_not_of("#+abcdefghijklmnopqrstuvwxyz_0123456789") == std::string::npos);
        if (lines[1].cells[k].text.find("+num") == std::string::npos) continue;
        for (std::size_t i = 2; i < lines.size(); ++i)
            if (const std::string& text = lines[i].cells[k].text; !text.empty())
                CHECK(text.find_first_not_of("0123456789.-") == std::string::npos);
    }
}
