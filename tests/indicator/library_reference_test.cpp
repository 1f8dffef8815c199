#include "indicator/library_values.h"
#include "support/shared_folder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace mahalla;
using namespace mahalla::test;
using Json = nlohmann::json;

namespace {

/// The expected values, and the sample surveys they were computed from; nothing in a plain clone.
struct Reference {
    std::optional<std::filesystem::path> folder = shared_folder("reference");
    Json expected;

    Reference()
    {
        if (folder) expected = Json::parse(content_of_file(*folder / "indicators_expected.json"));
    }
    DataTable sample(const char* name) const
    {
        std::string text = content_of_file(*folder / "data" / "wfp_samples" / name);
        if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
        return table_of(text);
    }
};

/// Compares one number a household; null stands for missing. Gives how many were compared.
std::size_t compare(const Json& rows, const char* key, const std::vector<double>& found)
{
    REQUIRE(rows.size() == found.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CAPTURE(key);
        CAPTURE(i + 1);
        const Json& value = rows[i][key];
        if (value.is_null())
            CHECK(std::isnan(found[i]));
        else if (value.is_boolean())
            CHECK(found[i] == (value.get<bool>() ? 1 : 0));
        else
            CHECK(found[i] == doctest::Approx(value.get<double>()).epsilon(1e-12));
    }
    return found.size();
}

} // namespace

TEST_CASE("household by household, the food consumption score is that of WFP's rules")
{
    const Reference reference;
    if (!reference.folder) return;
    const DataTable data = reference.sample("Static__FCS_Sample_Survey.csv");
    const Pairs mapping{{"fcs_staples", "${FCSStap}"}, {"fcs_pulses", "${FCSPulse}"},   {"fcs_dairy", "${FCSDairy}"},
                        {"fcs_protein", "${FCSPr}"},   {"fcs_vegetables", "${FCSVeg}"}, {"fcs_fruit", "${FCSFruit}"},
                        {"fcs_fat", "${FCSFat}"},      {"fcs_sugar", "${FCSSugar}"},    {"fcs_when_missing", "0"}};
    const Pairs codes{{"n/a", "not_applicable"}};
    const Json& rows = reference.expected["FCS"]["rows"];
    CHECK(compare(rows, "FCS", formula_values("fcs", "${fcs_score}", data, mapping, codes)) == 26);
    const auto classes = formula_values("fcs", "${fcs_class}", data, mapping, codes);
    const auto classes_28 = formula_values("fcs", "${fcs_class_28}", data, mapping, codes);
    const std::map<std::string, double> number{{"acceptable", 0}, {"borderline", 1}, {"poor", 2}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CAPTURE(i + 1);
        CHECK(classes[i] == number.at(rows[i]["cat21"]));
        CHECK(classes_28[i] == number.at(rows[i]["cat28"]));
    }
}

TEST_CASE("household by household, nutritional quality is that of WFP's rules")
{
    const Reference reference;
    if (!reference.folder) return;
    const DataTable data = reference.sample("Static__FCSN_Sample_Survey.csv");
    const Pairs mapping{{"fcs_pulses", "${FCSPulse}"},
                        {"fcs_dairy", "${FCSDairy}"},
                        {"fcs_n_flesh_meat", "${FCSNPrMeatF}"},
                        {"fcs_n_organ_meat", "${FCSNPrMeatO}"},
                        {"fcs_n_fish", "${FCSNPrFish}"},
                        {"fcs_n_eggs", "${FCSNPrEggs}"},
                        {"fcs_n_orange_vegetables", "${FCSNVegOrg}"},
                        {"fcs_n_green_vegetables", "${FCSNVegGre}"},
                        {"fcs_n_orange_fruit", "${FCSNFruiOrg}"},
                        {"fcs_n_when_missing", "0"}};
    const Pairs codes{{"n/a", "not_applicable"}};
    const Json& rows = reference.expected["FCSN"]["rows"];
    for (const auto& [key, formula] : Pairs{{"VitA", "${fcs_n_vitamin_a}"},
                                            {"VitACat", "${fcs_n_vitamin_a_class}"},
                                            {"Protein", "${fcs_n_protein}"},
                                            {"ProteinCat", "${fcs_n_protein_class}"},
                                            {"HemeIron", "${fcs_n_iron}"},
                                            {"HemeIronCat", "${fcs_n_iron_class}"}})
        CHECK(compare(rows, key.c_str(), formula_values("fcs_n", formula, data, mapping, codes)) == 12);
}

TEST_CASE("household by household, the reduced coping strategies index is that of WFP's rules")
{
    const Reference reference;
    if (!reference.folder) return;
    const DataTable data = reference.sample("Static__RCSI_Sample_Survey.csv");
    const Pairs mapping{{"rcsi_less_preferred", "${rCSILessQlty}"},
                        {"rcsi_borrow", "${rCSIBorrow}"},
                        {"rcsi_fewer_meals", "${rCSIMealNb}"},
                        {"rcsi_smaller_meals", "${rCSIMealSize}"},
                        {"rcsi_adults_restrict", "${rCSIMealAdult}"}};
    const Json& rows = reference.expected["rCSI"]["rows"];
    CHECK(compare(rows, "rCSI", formula_values("rcsi", "${rcsi_score}", data, mapping)) == 62);
    const auto classes = formula_values("rcsi", "${rcsi_class}", data, mapping);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CAPTURE(i + 1);
        const std::map<std::string, double> number{{"1", 0}, {"2", 1}, {"3+", 2}, {"3", 2}};
        CHECK(classes[i] == number.at(rows[i]["ipc"]));
    }
}

TEST_CASE("household by household, livelihood coping is that of WFP's rules")
{
    const Reference reference;
    if (!reference.folder) return;
    const DataTable data = reference.sample("LCS_Sample_Survey__LHCS_FS_Sample_Survey.csv");
    const Pairs mapping{{"lcs_sold_assets", "${Lcs_stress_DomAsset}"},
                        {"lcs_spent_savings", "${Lcs_stress_Saving}"},
                        {"lcs_borrowed_money", "${Lcs_stress_BorrowCash}"},
                        {"lcs_cut_bills", "${Lcs_stress_Utilities}"},
                        {"lcs_sold_productive", "${Lcs_crisis_ProdAssets}"},
                        {"lcs_cut_health", "${Lcs_crisis_Health}"},
                        {"lcs_left_school", "${Lcs_crisis_OutSchool}"},
                        {"lcs_sold_home", "${Lcs_em_ResAsset}"},
                        {"lcs_begged", "${Lcs_em_Begged}"},
                        {"lcs_degrading", "${Lcs_em_IllegalAct}"}};
    const Json& rows = reference.expected["LCS_FS"]["rows"];
    CHECK(compare(rows, "stress", formula_values("lcs_fs", "${lcs_stress}", data, mapping)) == 20);
    CHECK(compare(rows, "crisis", formula_values("lcs_fs", "${lcs_crisis}", data, mapping)) == 20);
    CHECK(compare(rows, "emergency", formula_values("lcs_fs", "${lcs_emergency}", data, mapping)) == 20);
    CHECK(compare(rows, "max", formula_values("lcs_fs", "${lcs_class}", data, mapping)) == 20);
}

TEST_CASE("household by household, the consolidated approach is that of WFP's Stata script")
{
    const Reference reference;
    if (!reference.folder) return;
    const DataTable data = reference.sample("CARI_Sample_Survey__CARI_Sample_Data.csv");
    const Pairs mapping{{"fcs_score", "${FCS}"},
                        {"rcsi_score", "${rCSI}"},
                        {"lcs_class", "${Max_coping_behaviourFS}"},
                        {"fes_share", "${FES}"}};
    const Json& rows = reference.expected["CARI_FES"]["rows"];
    for (const auto& [key, formula] : Pairs{{"FCS_4pt", "${cari_consumption}"},
                                            {"FES_4pt", "${fes_class}"},
                                            {"cope", "${lcs_class}"},
                                            {"unrounded", "${cari_unrounded}"},
                                            {"CARI", "${cari_class}"}})
        CHECK(compare(rows, key.c_str(), formula_values("cari_fes", formula, data, mapping)) == 30);
}

TEST_CASE("person by person, disability is the Washington Group's, and all unknown is missing")
{
    const Reference reference;
    if (!reference.folder) return;
    const DataTable data =
        reference.sample("RosterMethod__Demographic_module_DisabilityHHMemb_submodule_RepeatDisabHHMembers.csv");
    const std::string roster = "Demographic_module/DisabilityHHMemb_submodule/RepeatDisabHHMembers/PDisab";
    const Pairs mapping{{"wg_age", roster + "Age"},
                        {"wg_seeing", roster + "See"},
                        {"wg_hearing", roster + "Hear"},
                        {"wg_walking", roster + "Walk"},
                        {"wg_remembering", roster + "Remember"},
                        {"wg_self_care", roster + "Wash"},
                        {"wg_communicating", roster + "Understand"}};
    const Pairs codes{{"888", "dont_know"}, {"999", "refused"}};
    const Json& rows = reference.expected["WGSS_roster"]["rows"];
    REQUIRE(rows.size() == 19);
    for (const char* number : {"1", "2", "3", "4"}) {
        const std::string name = number == std::string("3") ? "wg_ss" : std::string("wg_ss_disability") + number;
        const std::string value = IndicatorLibrary::shipped().find_indicator(name)->definition.value;
        const auto found = formula_values("wg_ss", value, data, mapping, codes);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            CAPTURE(name);
            CAPTURE(i + 1);
            if (rows[i]["all_dk"].get<bool>())
                CHECK(std::isnan(found[i]));
            else
                CHECK(found[i] == (rows[i]["disability" + std::string(number)].get<bool>() ? 1 : 0));
        }
    }
}

TEST_CASE("every cell of the matrix, the needs index and the poverty index agree with the reference")
{
    const Reference reference;
    if (!reference.folder) return;
    const std::map<std::string, int> coping{{"low", 0}, {"medium", 1}, {"high", 2}},
        food{{"acceptable", 0}, {"borderline", 1}, {"poor", 2}},
        hunger{{"none", 0}, {"little", 1}, {"moderate", 2}, {"severe", 3}, {"very_severe", 4}};
    const auto value_after = [](const std::string& text, const std::string& name) {
        const std::size_t begin = text.find(name + "=") + name.size() + 1;
        return text.substr(begin, text.find(',', begin) - begin);
    };
    std::string csv = "f,r,h\n";
    std::vector<double> cells, phases;
    for (const auto& [key, cell] : reference.expected["FEWSNET_matrix_45"]["cells"].items()) {
        csv += std::to_string(food.at(value_after(key, "FCS"))) + "," +
               std::to_string(coping.at(value_after(key, "rCSI"))) + "," +
               std::to_string(hunger.at(value_after(key, "HHS"))) + "\n";
        cells.push_back(cell[0]);
        phases.push_back(cell[1]);
    }
    REQUIRE(cells.size() == 45);
    const Pairs classes{{"fcs_class", "${f}"}, {"rcsi_class", "${r}"}, {"hhs_class", "${h}"}};
    CHECK(formula_values("fews_matrix", "${fews_cell}", csv, classes) == cells);
    CHECK(formula_values("fews_matrix", "${fews_phase}", csv, classes) == phases);

    for (const Json& example : reference.expected["MSNI"]) {
        std::string scores = "e,f,h,p,s,w\n";
        for (std::size_t i = 0; i < 6; ++i)
            scores += (i > 0 ? "," : "") + (example["scores"][i].is_null() ? "" : example["scores"][i].dump());
        const Pairs sectors{{"msni_education", "${e}"},  {"msni_food", "${f}"},          {"msni_health", "${h}"},
                            {"msni_protection", "${p}"}, {"msni_shelter_score", "${s}"}, {"msni_wash", "${w}"}};
        CAPTURE(scores);
        CHECK(formula_values("msni", "${msni_score}", scores + "\n", sectors)[0] == example["msni"].get<double>());
        CHECK(formula_values("msni", "${msni_score} >= 3", scores + "\n", sectors)[0] ==
              (example["in_need"].get<bool>() ? 1 : 0));
        CHECK(formula_values("msni", "${msni_score} >= 4", scores + "\n", sectors)[0] ==
              (example["severe"].get<bool>() ? 1 : 0));
        CHECK(formula_values("msni", "${msni_sectors}", scores + "\n", sectors)[0] ==
              example["n_sectors_in_need"].get<double>());
    }

    const Json& note = reference.expected["MPI_HDR_note"];
    std::string households = "size,score\n";
    for (std::size_t i = 0; i < note["sizes"].size(); ++i)
        households += note["sizes"][i].dump() + "," + note["scores"][i].dump() + "\n";
    const DataTable data = table_of(households);
    const Pairs given{{"mpi_score", "${score}"}};
    for (const auto& [name, key] : Pairs{{"mpi_h", "H"},
                                         {"mpi_a", "A"},
                                         {"mpi", "MPI"},
                                         {"mpi_severe", "severe_H_half"},
                                         {"mpi_vulnerable", "vulnerable_20_33"}})
        CHECK(library_estimate(name.c_str(), data, given, "size").estimate == doctest::Approx(note[key].get<double>()));
}

TEST_CASE("a survey with its own names and codes is mapped onto the library, household by household")
{
    const Reference reference;
    if (!reference.folder) return;
    const std::filesystem::path folder = *reference.folder / "data" / "reach_msna2024_dummy";
    const DataTable data = table_of(content_of_file(folder / "dummy_raw_data__main.csv"));
    REQUIRE(data.row_count() == 241);
    const Pairs food{{"fcs_staples", "${fsl_fcs_cereal}"},
                     {"fcs_pulses", "${fsl_fcs_legumes}"},
                     {"fcs_dairy", "${fsl_fcs_dairy}"},
                     {"fcs_protein", "${fsl_fcs_meat}"},
                     {"fcs_vegetables", "${fsl_fcs_veg}"},
                     {"fcs_fruit", "${fsl_fcs_fruit}"},
                     {"fcs_fat", "${fsl_fcs_oil}"},
                     {"fcs_sugar", "${fsl_fcs_sugar}"},
                     {"rcsi_less_preferred", "${fsl_rcsi_lessquality}"},
                     {"rcsi_borrow", "${fsl_rcsi_borrow}"},
                     {"rcsi_fewer_meals", "${fsl_rcsi_mealnb}"},
                     {"rcsi_smaller_meals", "${fsl_rcsi_mealsize}"},
                     {"rcsi_adults_restrict", "${fsl_rcsi_mealadult}"}};
    const auto scores = formula_values("fews_matrix", "${fcs_score}", data, food);
    const auto coping = formula_values("fews_matrix", "${rcsi_score}", data, food);
    // The same by hand, from the columns as they are.
    const auto number = [&](const char* name, std::size_t row) { return data.find(name)->number(row); };
    std::size_t known = 0;
    for (std::size_t row = 0; row < data.row_count(); ++row) {
        const double score = 2 * number("fsl_fcs_cereal", row) + 3 * number("fsl_fcs_legumes", row) +
                             4 * (number("fsl_fcs_dairy", row) + number("fsl_fcs_meat", row)) +
                             number("fsl_fcs_veg", row) + number("fsl_fcs_fruit", row) +
                             (number("fsl_fcs_oil", row) + number("fsl_fcs_sugar", row)) / 2;
        const double index = number("fsl_rcsi_lessquality", row) + 2 * number("fsl_rcsi_borrow", row) +
                             number("fsl_rcsi_mealsize", row) + number("fsl_rcsi_mealnb", row) +
                             3 * number("fsl_rcsi_mealadult", row);
        CAPTURE(row + 2);
        CHECK((std::isnan(score) ? std::isnan(scores[row]) : scores[row] == doctest::Approx(score)));
        CHECK((std::isnan(index) ? std::isnan(coping[row]) : coping[row] == doctest::Approx(index)));
        if (!std::isnan(score)) ++known;
    }
    CHECK(known > 200);

    const DataTable persons = table_of(content_of_file(folder / "dummy_raw_data__roster.csv"));
    const Pairs questions{{"wg_age", "${ind_age}"},
                          {"wg_seeing", "${wgq_vision}"},
                          {"wg_hearing", "${wgq_hearing}"},
                          {"wg_walking", "${wgq_mobility}"},
                          {"wg_remembering", "${wgq_cognition}"},
                          {"wg_self_care", "${wgq_self_care}"},
                          {"wg_communicating", "${wgq_communication}"}};
    const Pairs codes{{"no_difficulty", "1"}, {"some_difficulty", "2"}, {"lot_of_difficulty", "3"},
                      {"cannot_do", "4"},     {"dnk", "dont_know"},     {"pnta", "refused"}};
    const auto worst = formula_values("wg_ss", "${wg_worst}", persons, questions, codes);
    std::size_t disabled = 0, unknown = 0;
    for (std::size_t row = 0; row < persons.row_count(); ++row) {
        int expected = 0;
        for (const auto& [question, column] : questions) {
            if (question == "wg_age") continue;
            const auto code = codes.find(persons.find(column.substr(2, column.size() - 3))->text(row));
            if (code != codes.end() && code->second.size() == 1) expected = std::max(expected, code->second[0] - '0');
        }
        CAPTURE(row + 2);
        CHECK((expected == 0 ? std::isnan(worst[row]) : worst[row] == expected));
        if (worst[row] >= 3) ++disabled;
        if (std::isnan(worst[row])) ++unknown;
    }
    CHECK(disabled > 100);
    CHECK(unknown > 0);
}
