#include "base/check.h"
#include "disclosure/attacker.h"
#include "disclosure/microdata_risk.h"
#include "disclosure/privacy_accountant.h"
#include "disclosure/tables.h"
#include "indicator/csv_table.h"
#include "support/shared_folder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

// Worked tables, packages' own examples and published programmes; each file says where its numbers come from.

using namespace mahalla;
using namespace mahalla::test;
using Json = nlohmann::json;

namespace {

/// Null on a plain clone.
Json expected(const char* file)
{
    const auto folder = shared_folder("reference");
    return folder ? Json::parse(content_of_file(*folder / file)) : Json();
}

/// The working paper's table as an attacker sees it, margins and all.
struct WorkedTable {
    explicit WorkedTable(const Json& json)
        : table(counts_of(json["rows"], json["cols"], json["cells"])), shape(*GridShape::create(table.dimensions))
    {
        quantity.values.resize(shape.size());
        for (const TableCell& cell : table.cells)
            for (const char* row : {cell.key[0].c_str(), total_category})
                for (const char* column : {cell.key[1].c_str(), total_category})
                    quantity.values[*shape.cell_of({row, column})] += static_cast<double>(cell.figures.n);
        quantity.below.assign(shape.size(), 0);
        quantity.above.assign(shape.size(), 0);
        quantity.is_open.assign(shape.size(), 1);
        quantity.equations = shape.equations();
    }

    std::size_t cell(const std::string& name) const
    {
        const std::size_t slash = name.find('/');
        return *shape.cell_of({name.substr(0, slash), name.substr(slash + 1)});
    }

    /// `intervals` names the hidden cells.
    void check_intervals(const Json& intervals) const
    {
        std::vector<char> hidden(shape.size(), 0);
        for (const auto& [name, interval] : intervals.items()) hidden[cell(name)] = 1;
        Attacker attacker(quantity, hidden);
        for (const auto& [name, interval] : intervals.items()) {
            CAPTURE(name);
            const AttackerInterval found = attacker.interval_of(cell(name));
            CHECK(found.lower == doctest::Approx(interval[0].get<double>()));
            CHECK(found.upper == doctest::Approx(interval[1].get<double>()));
        }
    }

    Table table;
    GridShape shape;
    AttackedQuantity quantity;
};

void check_close(double found, const Json& wanted)
{
    CHECK(found / wanted.get<double>() == doctest::Approx(1).epsilon(1e-7));
}

} // namespace

TEST_CASE("the working paper's table: what an attacker finds under each pattern, and the fewest cells")
{
    const Json reference = expected("sdc_expected.json");
    if (reference.is_null()) return;
    const Json& paper = reference["wp22"];
    const WorkedTable worked(paper);
    worked.check_intervals(paper["primary_only_intervals"]);
    worked.check_intervals(paper["two_per_line_pattern_is_unsafe"]["intervals"]);
    for (const char* width : {"min_number_complementary_width>=1", "min_number_complementary_width>=5"})
        for (const Json& solution : paper[width]["solutions"]) worked.check_intervals(solution["intervals"]);

    const ProtectionReport report = protected_table(worked.table, policy_with_threshold(paper["threshold"])).report;
    std::vector<std::string> primary = paper["primary"];
    std::sort(primary.begin(), primary.end());
    CHECK(keys_with(report, CellStatus::Primary) == primary);
    CHECK(report.secondary_count == paper["min_number_complementary_width>=1"]["count"]);
    CHECK(report.is_minimal);
}

TEST_CASE("sdcTable's example of regions and sex")
{
    const Json reference = expected("sdc_expected.json");
    if (reference.is_null()) return;
    const Json& example = reference["sdcTable_microdata1"];
    std::vector<std::vector<std::uint64_t>> counts;
    for (const char* region : {"A", "B", "C", "D"})
        counts.push_back(
            {example["cells"][std::string(region) + "/male"], example["cells"][std::string(region) + "/female"]});
    const Table table = counts_of({"A", "B", "C", "D"}, {"male", "female"}, counts);
    const ProtectionReport report = protected_table(table, policy_with_threshold(3)).report;
    CHECK(keys_with(report, CellStatus::Primary) == example["primary"].get<std::vector<std::string>>());
    CHECK(report.secondary_count == example["min_count"]);
    std::vector<std::string> extra = example["solutions"][0]["extra"];
    std::sort(extra.begin(), extra.end());
    CHECK(keys_with(report, CellStatus::Secondary) == extra);
}

TEST_CASE("sdcMicro's examples of alike records and their risk")
{
    const Json reference = expected("kanon_expected.json");
    if (reference.is_null()) return;
    for (const char* name : {"sdcMicro_test_freqCalc", "sdcMicro_test_freqCalc_missing", "francdat"}) {
        const Json& example = reference[name];
        std::string csv = "A,B,C,w\n";
        MicrodataQuestion question{{"A", "B", "C"}, "w", {}};
        if (example.contains("rows")) {
            for (const Json& row : example["rows"]) {
                for (const Json& value : row)
                    csv += (&value == &row[0] ? "" : ",") + (value.is_null() ? "" : value.dump());
                csv += "\n";
            }
        } else {
            csv = content_of_file(*shared_folder("reference") / "data" / "sdcmicro_francdat.csv");
            question.keys = {"Key1", "Key2", "Key3", "Key4"};
        }
        const auto reading = read_csv_table(as_bytes(csv));
        REQUIRE(reading.table);
        const auto risk = microdata_risk(*reading.table, question);
        REQUIRE(risk);
        CAPTURE(name);
        for (std::size_t i = 0; i < risk->records.size(); ++i) {
            CHECK(risk->records[i].alike == example["fk"][i]);
            CHECK(risk->records[i].alike_people == doctest::Approx(example["Fk"][i].get<double>()));
            if (example.contains("rk_approx")) check_close(risk->records[i].risk, example["rk_approx"][i]);
        }
        if (!example.contains("violating_2anon")) continue;
        CHECK(risk->records_below(2) == example["violating_2anon"]);
        CHECK(risk->records_below(3) == example["violating_3anon"]);
        check_close(risk->expected_reidentifications, example["global_risk_expected_reidentifications"]);
        check_close(100 * risk->global_risk, example["global_risk_pct"]);
    }
}

TEST_CASE("sdcMicro's example of diversity")
{
    const Json reference = expected("kanon_expected.json");
    if (reference.is_null()) return;
    const Json& example = reference["ldiversity"];
    std::string csv = "sex,occupation,group,sensitive\n";
    for (const Json& row : example["rows"]) {
        for (const Json& value : row)
            csv += (&value == &row[0] ? "" : ",") + (value.is_null()     ? ""
                                                     : value.is_string() ? value.get<std::string>()
                                                                         : value.dump());
        csv += "\n";
    }
    const auto reading = read_csv_table(as_bytes(csv));
    REQUIRE(reading.table);
    const auto risk = microdata_risk(*reading.table, {{"sex", "occupation", "group"}, {}, {"sensitive"}});
    REQUIRE(risk);
    for (std::size_t i = 0; i < risk->records.size(); ++i) {
        CHECK(risk->records[i].distinct == example["distinct_l"][i]);
        CHECK(risk->records[i].entropy == doctest::Approx(example["entropy_l"][i].get<double>()));
    }
}

TEST_CASE("the accountant agrees with its authors' programme, and chances with direct sums")
{
    const Json reference = expected("dp_expected.json");
    if (reference.is_null()) return;
    for (const Json& entry : reference["cdp_delta"])
        check_close(delta_of_rho(entry["rho"], entry["eps"]), entry["delta"]);
    for (const Json& entry : reference["cdp_eps"])
        check_close(epsilon_of_rho(entry["rho"], entry["delta"]), entry["eps"]);
    for (const Json& entry : reference["cdp_rho"])
        check_close(rho_of_epsilon(entry["eps"], entry["delta"]), entry["rho"]);
    for (const Json& entry : reference["dg_delta"])
        check_close(delta_of_discrete_gaussian(entry["sigma2"], entry["eps"]), entry["delta"]);
    for (const Json& entry : reference["discrete_gaussian_pmf"])
        for (std::size_t value = 0; value <= 5; ++value)
            check_close(discrete_gaussian_chance(entry["sigma2"], static_cast<int>(value)), entry["pmf_0_to_5"][value]);
    for (const Json& entry : reference["discrete_laplace_pmf"])
        for (std::size_t value = 0; value <= 5; ++value)
            check_close(discrete_laplace_chance(entry["scale"], static_cast<int>(value)), entry["pmf_0_to_5"][value]);
}
