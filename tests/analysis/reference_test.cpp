#include "analysis/agreement.h"
#include "analysis/counting_index.h"
#include "analysis/fies.h"
#include "analysis/ranking.h"
#include "indicator/csv_table.h"
#include "support/shared_folder.h"

#include <cmath>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

// What other programs give for the same data, where their results lie beside the project.

using namespace mahalla;
using namespace mahalla::test;
using Json = nlohmann::json;

namespace {

ScaleAnswers fies_answers(const std::filesystem::path& path)
{
    const std::string content = content_of_file(path);
    const DataReading reading = read_csv_table(as_bytes(content));
    REQUIRE(reading.table);
    const DataTable& data = *reading.table;
    ScaleAnswers answers{fies_items.size(), {}, {}};
    for (std::size_t row = 0; row < data.row_count(); ++row) {
        for (const std::string_view item : fies_items) {
            const double answer = data.find(item)->number(row);
            answers.answers.push_back(std::isnan(answer) ? ScaleAnswers::missing : static_cast<std::int8_t>(answer));
        }
        answers.weights.push_back(data.find("wt")->number(row));
    }
    return answers;
}

} // namespace

TEST_CASE("FAO's sample countries have the prevalences that RM.weights gives")
{
    const auto folder = shared_folder("reference");
    if (!folder) return;
    const Json expected = Json::parse(content_of_file(*folder / "fies_expected.json"));
    for (const std::string country : {"country1", "country2"}) {
        CAPTURE(country);
        const Json& wanted = expected.at("data.FAO_" + country);
        const auto found = fies_prevalence(fies_answers(*folder / "data" / ("fies_" + country + ".csv")));
        REQUIRE(found);
        // RM.weights stops its search early; the second country's persons are a thousandth off where ours are exact.
        CHECK(found->moderate_or_severe == doctest::Approx(wanted["equating"]["prevs"][0].get<double>()).epsilon(3e-4));
        CHECK(found->severe == doctest::Approx(wanted["equating"]["prevs"][1].get<double>()).epsilon(3e-5));
        CHECK(found->equated.scale == doctest::Approx(wanted["equating"]["scale"].get<double>()).epsilon(1e-5));
        for (std::size_t i = 0; i < fies_items.size(); ++i) {
            CHECK(std::fabs(found->scale.items[i].severity - wanted["item_b"][i].get<double>()) < 5e-5);
            CHECK(found->scale.items[i].standard_error ==
                  doctest::Approx(wanted["item_se"][i].get<double>()).epsilon(1e-4));
            CHECK(found->scale.items[i].infit == doctest::Approx(wanted["infit"][i].get<double>()).epsilon(1e-4));
            CHECK(found->scale.items[i].outfit == doctest::Approx(wanted["outfit"][i].get<double>()).epsilon(1e-4));
            CHECK(found->equated.is_common[i] == (wanted["equating"]["common"][i] == "Common"));
        }
        for (std::size_t score = 0; score <= fies_items.size(); ++score) {
            CHECK(found->scale.scores[score].weight ==
                  doctest::Approx(wanted["weighted_rawscore_dist"][score].get<double>()).epsilon(1e-9));
            CHECK(found->scale.scores[score].rows == wanted["rawscore_n"][score].get<std::uint64_t>());
            CHECK(found->scale.scores[score].standard_error ==
                  doctest::Approx(wanted["person_se"][score].get<double>()).epsilon(1e-3));
        }
        CHECK(found->scale.reliability == doctest::Approx(wanted["reliability"].get<double>()).epsilon(3e-4));
    }
}

TEST_CASE("participatory statistics are those computed elsewhere")
{
    const auto folder = shared_folder("reference");
    if (!folder) return;
    const Json expected = Json::parse(content_of_file(*folder / "participatory_expected.json"));
    for (const auto& [name, one] : expected.at("pairwise").items()) {
        CAPTURE(name);
        std::vector<double> decided;
        for (const Json& row : one.at("matrix"))
            for (const Json& value : row) decided.push_back(value.get<double>());
        const auto found = compare_pairs(decided, one.at("n").get<std::size_t>());
        REQUIRE(found);
        CHECK(found->wins == one.at("wins").get<std::vector<double>>());
        CHECK(found->ranks == one.at("rank").get<std::vector<std::size_t>>());
        CHECK(found->circular_triads == one.at("circular_triads").get<double>());
        CHECK(found->circular_triads_max == one.at("max_triads").get<double>());
        CHECK(*found->consistence == doctest::Approx(one.at("zeta").get<double>()));
    }
    const Json& piling = expected.at("proportional_piling");
    const auto rows = piling.at("counters").get<std::vector<std::vector<double>>>();
    const auto piled = summarise_piling(rows, 100);
    REQUIRE(piled);
    CHECK(piled->median == piling.at("median").get<std::vector<double>>());
    CHECK(piled->mean == piling.at("mean").get<std::vector<double>>());
    for (std::size_t i = 0; i < piled->mean_rank.size(); ++i)
        CHECK(piled->mean_rank[i] == doctest::Approx(piling.at("avg_ranks")[i].get<double>()));
    const auto agreed = concordance_of(rows);
    CHECK(agreed->w == doctest::Approx(piling.at("W_tie_corrected").get<double>()).epsilon(1e-12));
    CHECK(agreed->chi_squared == doctest::Approx(piling.at("friedman_chi2").get<double>()).epsilon(1e-12));
    CHECK(agreed->p == doctest::Approx(piling.at("p").get<double>()).epsilon(1e-9));
}
