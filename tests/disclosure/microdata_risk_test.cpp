#include "base/check.h"
#include "disclosure/microdata_risk.h"
#include "indicator/csv_table.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

DataTable data_of(const std::string& csv)
{
    auto reading = read_csv_table(as_bytes(csv));
    MAHALLA_CHECK(reading.table);
    return *std::move(reading.table);
}

MicrodataRisk risk_in(const std::string& csv, const MicrodataQuestion& question)
{
    auto risk = microdata_risk(data_of(csv), question);
    MAHALLA_CHECK(risk);
    return *std::move(risk);
}

const std::string visited = "place,sex,size,people,ill\n"
                            "east,f,2,40,no\neast,f,2,60,yes\neast,f,2,50,no\n"
                            "west,m,5,10,no\nwest,m,5,30,no\nwest,f,1,7,yes\n";

} // namespace

TEST_CASE("records with the same keys are alike, and stand for as many people as all of them")
{
    const MicrodataRisk risk = risk_in(visited, {{"place", "sex", "size"}, "people", {}});
    const std::vector<std::uint64_t> alike{3, 3, 3, 2, 2, 1};
    const std::vector<double> people{150, 150, 150, 40, 40, 7};
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(risk.records[i].alike == alike[i]);
        CHECK(risk.records[i].alike_people == doctest::Approx(people[i]));
    }
    CHECK(risk.records_below(2) == 1);
    CHECK(risk.records_below(3) == 3);
    // f = 3, F = 150: p = 0.02, 0.02 / (3 - 0.98). f = 1, F = 7: 1/6 ln 7.
    CHECK(risk.records[0].risk == doctest::Approx(0.02 / 2.02));
    CHECK(risk.records[5].risk == doctest::Approx(0.3243183582));
    // f = 2, F = 40: p = 0.05.
    CHECK(risk.records[3].risk == doctest::Approx(0.0526315789 - 0.0027700831 * 2.9957322736));
    CHECK(risk.global_risk == doctest::Approx(risk.expected_reidentifications / 6));
}

TEST_CASE("a missing key is alike to every value, and so is what it is compared with")
{
    const MicrodataRisk risk = risk_in("a,b\n1,x\n1,NA\n2,x\nNA,x\n", {{"a", "b"}, {}, {}});
    const std::vector<std::uint64_t> alike{3, 3, 2, 4};
    for (std::size_t i = 0; i < 4; ++i) CHECK(risk.records[i].alike == alike[i]);
}

TEST_CASE("a record that stands for itself alone is found where it is looked for")
{
    const MicrodataRisk risk = risk_in("a\n1\n2\n2\n3\n3\n3\n", {{"a"}, {}, {}});
    CHECK(risk.records[0].risk == doctest::Approx(1));
    CHECK(risk.records[1].risk == doctest::Approx(0.5));
    CHECK(risk.records[3].risk == doctest::Approx(1.0 / 3));
    // Next to it the formulas are as near as they should be.
    const MicrodataRisk nearly = risk_in("a,w\n1,1.0000001\n2,1.0000001\n2,1.0000001\n", {{"a"}, "w", {}});
    CHECK(nearly.records[0].risk == doctest::Approx(1).epsilon(1e-6));
    CHECK(nearly.records[1].risk == doctest::Approx(0.5).epsilon(1e-6));
}

TEST_CASE("who is found among those alike, and all of them say the same, has told it")
{
    const MicrodataRisk risk = risk_in(visited, {{"place", "sex", "size"}, {}, {"ill"}});
    CHECK(risk.records[0].distinct == 2);
    CHECK(risk.records[0].entropy == doctest::Approx(1.8898815748));
    CHECK(risk.records[3].distinct == 1);
    CHECK(risk.records[3].entropy == doctest::Approx(1));
}

TEST_CASE("records for research are refused below the policy's k, below its l, and beyond its risk")
{
    const MicrodataRisk risk = risk_in(visited, {{"place"}, {}, {"ill"}});
    CHECK(check_microdata(risk, {3, 2, {}}));
    CHECK(check_microdata(risk, {4, 0, {}}).error().kind == ErrorKind::Refused);
    CHECK(check_microdata(risk, {3, 3, {}}).error().kind == ErrorKind::Refused);
    CHECK(check_microdata(risk, {3, 0, 0.3}).error().kind == ErrorKind::Refused);
    CHECK(check_microdata(risk, {3, 0, 0.34}));
}

TEST_CASE("a column that is not there and a weight that is none are said")
{
    const DataTable data = data_of("a,w\n1,2\n2,-1\n");
    CHECK_FALSE(microdata_risk(data, {{"b"}, {}, {}}));
    CHECK_FALSE(microdata_risk(data, {{}, {}, {}}));
    const auto negative = microdata_risk(data, {{"a"}, "w", {}});
    REQUIRE_FALSE(negative);
    CHECK(negative.error().message.find("Row 3") != std::string::npos);
}
