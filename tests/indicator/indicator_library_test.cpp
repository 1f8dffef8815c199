#include "indicator/column_expression.h"
#include "indicator/indicator_library.h"
#include "indicator/library_values.h"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

using Numbers = std::vector<double>;
constexpr const char* fcs_header =
    "fcs_staples,fcs_pulses,fcs_dairy,fcs_protein,fcs_vegetables,fcs_fruit,fcs_fat,fcs_sugar\n";
constexpr const char* wg_header = "wg_seeing,wg_hearing,wg_walking,wg_remembering,wg_self_care,wg_communicating\n";

bool is_missing(double number) { return std::isnan(number); }

} // namespace

TEST_CASE("the library holds the instruments of the field, each whole")
{
    const IndicatorLibrary& library = IndicatorLibrary::shipped();
    for (const char* name : {"fcs",
                             "fcs_n",
                             "rcsi",
                             "hhs",
                             "hdds",
                             "hfias",
                             "fies",
                             "lcs_fs",
                             "fes",
                             "cari_fes",
                             "fews_matrix",
                             "ipc_area_phase",
                             "wg_ss",
                             "sadd",
                             "displacement",
                             "head_of_household",
                             "dependency_ratio",
                             "mpi",
                             "mddi",
                             "msni",
                             "jmp_water",
                             "jmp_sanitation",
                             "jmp_hygiene",
                             "phq9",
                             "gad7",
                             "equivalised_income",
                             "human_security",
                             "perception"}) {
        CAPTURE(name);
        const LibraryInstrument* instrument = library.find_instrument(name);
        REQUIRE(instrument);
        CHECK_FALSE(instrument->version.empty());
        CHECK_FALSE(instrument->source.empty());
        CHECK_FALSE(instrument->licence.empty());
        CHECK_FALSE(instrument->missing_rule.empty());
        CHECK(instrument->labels.size() == 3);
        CHECK((!instrument->survey.empty() || !instrument->uses.empty()));
    }
    for (const char* name : {"fcs", "rcsi", "hhs", "fies", "wg_ss", "mpi", "mddi", "phq9", "gad7"})
        CHECK(library.find_indicator(name));
}

TEST_CASE("an indicator of the library names its dimension, freedom and target in the words of the frame")
{
    for (const LibraryInstrument& instrument : IndicatorLibrary::shipped().instruments())
        for (const LibraryIndicator& indicator : instrument.indicators) {
            CAPTURE(indicator.definition.name);
            Diagnostics diagnostics;
            ExtraSheet sheet{"indicators",
                             {"name", "value", "dimension", "freedom", "sdg"},
                             {{"probe", "1", indicator.definition.dimension, indicator.definition.freedom,
                               indicator.definition.sdg}},
                             {2}};
            read_indicators_sheet(&sheet, diagnostics);
            CHECK(diagnostics.empty());
        }
}

TEST_CASE("every question of the library that is answered is read by a formula, an indicator or a group")
{
    for (const LibraryInstrument& instrument : IndicatorLibrary::shipped().instruments()) {
        std::set<std::string> read;
        const auto add = [&](const std::string& expression) {
            if (expression.empty()) return;
            const auto names = column_names_in(expression);
            REQUIRE(names);
            read.insert(names->begin(), names->end());
        };
        for (const LibraryFormula& formula : instrument.formulas) add(formula.expression);
        for (const LibraryIndicator& indicator : instrument.indicators) {
            add(indicator.definition.value);
            add(indicator.definition.universe);
            add(indicator.definition.denominator);
        }
        for (const DisaggregationDefinition& definition : instrument.disaggregations) add(definition.value);
        for (const LibraryQuestion& question : instrument.survey) {
            CAPTURE(question.name);
            if (question.is_answered()) CHECK(read.contains(question.name));
        }
        for (const LibraryFormula& formula : instrument.formulas) {
            CAPTURE(formula.name);
            const bool is_used_elsewhere = std::any_of(
                IndicatorLibrary::shipped().instruments().begin(), IndicatorLibrary::shipped().instruments().end(),
                [&](const LibraryInstrument& other) {
                    return std::find(other.uses.begin(), other.uses.end(), instrument.name) != other.uses.end();
                });
            CHECK((read.contains(formula.name) || is_used_elsewhere));
        }
    }
}

TEST_CASE("a library file that does not hold what it should is refused with its line")
{
    const std::string whole = "# instrument\nname: a\nversion: 1\nen: A\nfr: A\nar: A\nsource: s\nlicence: l\n"
                              "missing: m\n\n# survey\n\ninteger | a_1\n  en: A\n  fr: A\n  ar: A\n\n"
                              "# formulas\n\na_score\n  value: ${a_1} + 1\n  what: w\n\n"
                              "# indicators\n\na\n  en: A\n  fr: A\n  ar: A\n  statistic: mean\n  value: ${a_score}\n";
    const auto read = [](const std::string& text) {
        const std::array<std::string_view, 1> files{text};
        return IndicatorLibrary::create(files);
    };
    REQUIRE(read(whole));
    for (const auto& [from, to, said] :
         std::vector<std::array<const char*, 3>>{{"version: 1\n", "", "version"},
                                                 {"fr: A\nar: A\nsource", "ar: A\nsource", "en, fr and ar"},
                                                 {"${a_1} + 1", "${a_2} + 1", "a_2"},
                                                 {"${a_1} + 1", "${a_score} + 1", "a_score"},
                                                 {"${a_1} + 1", "${a_1} +", "a_1"},
                                                 {"statistic: mean", "statistic: avarage", "avarage"},
                                                 {"# formulas", "# formulae", "formulae"},
                                                 {"integer | a_1", "integer a_1", "type | name"},
                                                 {"missing: m\n", "missing: m\nuses: b\n", "'b'"},
                                                 {"  value: ${a_score}\n", "", "no value"}}) {
        CAPTURE(to);
        std::string broken = whole;
        const std::size_t at = broken.find(from);
        REQUIRE(at != std::string::npos);
        broken.replace(at, std::string_view(from).size(), to);
        const auto made = read(broken);
        REQUIRE_FALSE(made);
        CHECK(made.error().kind == ErrorKind::Invalid);
        CHECK(made.error().message.find(said) != std::string::npos);
    }
    const std::array<std::string_view, 2> twice{whole, whole};
    CHECK_FALSE(IndicatorLibrary::create(twice));
}

TEST_CASE("the food consumption scores of the worked households are 49 and 40")
{
    const std::string data =
        fcs_header + std::string("7,4,1,2,5,3,0,6\n1,2,5,1,2,3,2,4\n7,0,0,0,7,0,0,0\n7,7,7,7,7,7,7,7\n"
                                 "7,,1,2,5,3,0,6\n");
    const Numbers scores = formula_values("fcs", "${fcs_score}", data);
    CHECK(scores[0] == 49);
    CHECK(scores[1] == 40);
    CHECK(scores[2] == 21);
    CHECK(scores[3] == 112);
    CHECK(is_missing(scores[4]));
    // 21/35: acceptable, acceptable, poor; 28/42: acceptable, borderline.
    CHECK(formula_values("fcs", "${fcs_class}", data)[0] == 0);
    CHECK(formula_values("fcs", "${fcs_class}", data)[1] == 0);
    CHECK(formula_values("fcs", "${fcs_class}", data)[2] == 2);
    CHECK(formula_values("fcs", "${fcs_class_28}", data)[0] == 0);
    CHECK(formula_values("fcs", "${fcs_class_28}", data)[1] == 1);
    SUBCASE("a setting can be replaced")
    {
        CHECK(formula_values("fcs", "${fcs_class}", data, {{"fcs_borderline_up_to", "42"}})[1] == 1);
        CHECK(formula_values("fcs", "${fcs_score}", data, {{"fcs_when_missing", "0"}})[4] == 37);
    }
}

TEST_CASE("food consumption 21 and 35 belong to the worse class")
{
    const std::string answers =
        fcs_header + std::string("7,0,0,0,7,0,0,0\n7,0,0,0,7,0,0,1\n7,7,0,0,0,0,0,0\n7,7,0,0,0,0,0,1\n");
    CHECK(formula_values("fcs", "${fcs_score}", answers) == Numbers{21, 21.5, 35, 35.5});
    CHECK(formula_values("fcs", "${fcs_class}", answers) == Numbers{2, 1, 1, 0});
}

TEST_CASE("food groups that are nearly all the same raise a flag")
{
    const std::string answers = fcs_header + std::string("3,3,3,3,3,3,3,3\n3,3,3,4,3,3,3,4\n7,0,1,2,5,3,0,6\n");
    CHECK(formula_values("fcs",
                         IndicatorLibrary::shipped().find_indicator("fcs_flag_same_everywhere")->definition.value,
                         answers) == Numbers{1, 1, 0});
}

TEST_CASE("nutrients are never, sometimes or daily eaten by the days of their food groups")
{
    const std::string data = "fcs_pulses,fcs_dairy,fcs_n_flesh_meat,fcs_n_organ_meat,fcs_n_fish,fcs_n_eggs,"
                             "fcs_n_orange_vegetables,fcs_n_green_vegetables,fcs_n_orange_fruit\n"
                             "1,1,1,1,1,1,1,1,1\n2,1,0,0,0,0,1,2,0\n7,0,0,0,0,0,0,0,0\n0,3,2,2,3,0,1,0,0\n";
    CHECK(formula_values("fcs_n", "${fcs_n_vitamin_a}", data) == Numbers{6, 4, 0, 6});
    CHECK(formula_values("fcs_n", "${fcs_n_protein_class}", data) == Numbers{2, 2, 3, 3});
    CHECK(formula_values("fcs_n", "${fcs_n_iron_class}", data) == Numbers{2, 1, 1, 3});
}

TEST_CASE("the reduced coping strategies indices of the worked households are 9 and 6")
{
    const std::string data =
        "rcsi_less_preferred,rcsi_borrow,rcsi_fewer_meals,rcsi_smaller_meals,rcsi_adults_restrict\n"
        "6,0,0,3,0\n4,0,0,2,0\n7,7,7,7,7\n3,0,0,0,0\n4,0,0,0,0\n0,0,0,0,6\n1,0,0,0,6\n1,,0,0,6\n";
    const Numbers scores = formula_values("rcsi", "${rcsi_score}", data),
                  classes = formula_values("rcsi", "${rcsi_class}", data);
    CHECK(Numbers(scores.begin(), scores.begin() + 7) == Numbers{9, 6, 56, 3, 4, 18, 19});
    CHECK(Numbers(classes.begin(), classes.begin() + 7) == Numbers{1, 1, 2, 0, 1, 1, 2});
    CHECK(is_missing(scores[7]));
    CHECK(is_missing(classes[7]));
}

TEST_CASE("the household hunger scale adds three answers and has the IPC's five classes")
{
    const std::string data =
        "hhs_no_food,hhs_sleep_hungry,hhs_day_without_food\n0,0,0\n1,0,0\n1,1,0\n2,1,0\n2,2,0\n2,2,1\n2,2,2\n"
        "2,98,1\n99,0,0\n";
    const Numbers scores = formula_values("hhs", "${hhs_score}", data),
                  classes = formula_values("hhs", "${hhs_class}", data);
    CHECK(Numbers(scores.begin(), scores.begin() + 7) == Numbers{0, 1, 2, 3, 4, 5, 6});
    CHECK(Numbers(classes.begin(), classes.begin() + 7) == Numbers{0, 1, 2, 2, 3, 4, 4});
    CHECK(is_missing(scores[7]));
    CHECK(is_missing(scores[8]));
}

TEST_CASE("an answer that says why there is none is missing with its reason")
{
    const DataTable data = table_of("hhs_no_food,hhs_sleep_hungry,hhs_day_without_food\n98,0,0\n0,99,0\n1,1,0\n,1,1\n");
    const DefinitionScope scope(IndicatorLibrary::shipped(), LibraryUse{"hhs", {}, {}});
    const auto score = scope.evaluate("${hhs_score}", data);
    REQUIRE(score);
    CHECK(score->reason(0) == MissingReason::DoNotKnow);
    CHECK(score->reason(1) == MissingReason::Refused);
    CHECK(score->reason(2) == MissingReason::None);
    CHECK(score->number(2) == 2);
    CHECK(score->reason(3) == MissingReason::None);
    CHECK(score->is_missing(3));
}

TEST_CASE("a form's own names and codes stand for those of the instrument")
{
    const std::string data = "q1,q2,q3\nnever,often,never\nnever,pnta,often\n";
    const Numbers scores =
        formula_values("hhs", "${hhs_score}", data,
                       {{"hhs_no_food", "${q1}"}, {"hhs_sleep_hungry", "${q2}"}, {"hhs_day_without_food", "${q3}"}},
                       {{"never", "0"}, {"rarely", "1"}, {"often", "2"}, {"pnta", "refused"}});
    CHECK(scores[0] == 2);
    CHECK(is_missing(scores[1]));
}

TEST_CASE("dietary diversity counts twelve groups, and a contradiction with the week raises a flag")
{
    const std::string header = "hdds_cereals,hdds_roots,hdds_vegetables,hdds_fruit,hdds_meat,hdds_eggs,hdds_fish,hdds_"
                               "pulses,hdds_milk,hdds_oil,"
                               "hdds_sugar,hdds_other";
    CHECK(formula_values("hdds", "${hdds_score}", header + "\n1,1,1,1,1,1,1,1,1,1,1,1\n1,0,1,0,0,0,0,0,0,1,1,0\n") ==
          Numbers{12, 4});
    const std::string flag = IndicatorLibrary::shipped().find_indicator("hdds_flag_not_yesterday")->definition.value;
    CHECK(formula_values("hdds", flag,
                         header + "," + fcs_header +
                             "1,0,0,0,0,0,0,0,0,0,0,0,7,0,0,0,0,0,0,0\n"
                             "1,0,0,0,0,0,0,0,0,0,0,0,7,7,0,0,0,0,0,0\n") == Numbers{0, 1});
}

TEST_CASE("food insecurity by access is tested from the worst category")
{
    const std::string data =
        "hfias_1,hfias_2,hfias_3,hfias_4,hfias_5,hfias_6,hfias_7,hfias_8,hfias_9\n"
        "0,0,0,0,0,0,0,0,0\n1,0,0,0,0,0,0,0,0\n2,0,0,0,0,0,0,0,0\n0,1,0,0,0,0,0,0,0\n0,0,1,0,0,0,0,0,0\n"
        "0,0,0,1,0,0,0,0,0\n0,0,2,0,0,0,0,0,0\n0,0,0,2,0,0,0,0,0\n0,0,0,0,1,0,0,0,0\n0,0,0,0,0,2,0,0,0\n"
        "0,0,0,0,3,0,0,0,0\n0,0,0,0,0,3,0,0,0\n0,0,0,0,0,0,1,0,0\n0,0,0,0,0,0,0,1,0\n0,0,0,0,0,0,0,0,1\n"
        "3,3,3,3,3,3,3,3,3\n";
    CHECK(formula_values("hfias", "${hfias_category}", data) ==
          Numbers{1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4});
    CHECK(formula_values("hfias", "${hfias_score}", data).back() == 27);
    CHECK(is_missing(formula_values("hfias", "${hfias_category}",
                                    "hfias_1,hfias_2,hfias_3,hfias_4,hfias_5,hfias_6,hfias_7,hfias_8,hfias_9\n"
                                    "0,0,,0,0,0,0,0,1\n")[0]));
}

TEST_CASE("the raw score of food insecurity experiences is missing where an answer is")
{
    const std::string header =
        "fies_worried,fies_healthy,fies_few_foods,fies_skipped,fies_ate_less,fies_ran_out,fies_hungry,"
        "fies_whole_day\n";
    const Numbers scores = formula_values("fies", "${fies_raw_score}", header + "1,1,1,0,1,0,0,0\n1,1,1,98,1,0,0,0\n");
    CHECK(scores[0] == 4);
    CHECK(is_missing(scores[1]));
}

TEST_CASE("livelihood coping is the worst strategy that was used or is used up")
{
    const std::string data =
        "lcs_sold_assets,lcs_spent_savings,lcs_borrowed_money,lcs_cut_bills,lcs_sold_productive,lcs_cut_health,"
        "lcs_left_school,lcs_sold_home,lcs_begged,lcs_degrading\n"
        "10,10,10,10,10,10,10,10,10,10\n20,10,10,10,10,10,9999,10,10,10\n10,10,10,10,30,10,10,10,10,10\n"
        "10,10,10,10,10,10,10,10,10,20\n9999,9999,9999,9999,9999,9999,9999,9999,9999,9999\n,,30,,,,,,,\n98,99,98,98,98,"
        "98,98,98,98,98\n";
    const Numbers classes = formula_values("lcs_fs", "${lcs_class}", data);
    CHECK(classes[0] == 1);
    CHECK(classes[1] == 2);
    CHECK(classes[2] == 3);
    CHECK(classes[3] == 4);
    CHECK(classes[4] == 1); // nothing of it applies, so nothing of it was used
    CHECK(classes[5] == 2);
    CHECK(is_missing(classes[6]));
}

TEST_CASE("food's share of expenditure brings seven days, a month and half a year to a month")
{
    const std::string data =
        "fes_food_7_days,fes_other_1_month,fes_other_6_months\n70,300,0\n70,100,600\n70,50,300\n0,0,0\n7,,3\n"
        "210,300,3600\n650,1500,0\n";
    const Numbers share = formula_values("fes", "${fes_share}", data),
                  classes = formula_values("fes", "${fes_class}", data);
    CHECK(share[0] == doctest::Approx(0.5));
    CHECK(share[1] == doctest::Approx(0.6));
    CHECK(share[2] == doctest::Approx(0.75));
    CHECK(is_missing(share[3]));
    CHECK(is_missing(share[4]));
    CHECK(Numbers(classes.begin(), classes.begin() + 3) == Numbers{2, 2, 4});
}

TEST_CASE("halves of the consolidated approach are rounded up: 1.5 is 2")
{
    const Pairs scores{
        {"fcs_score", "${fcs}"}, {"rcsi_score", "${rcsi}"}, {"lcs_class", "${lcs}"}, {"fes_share", "${fes}"}};
    const std::string data = "fcs,rcsi,lcs,fes\n49,5,1,0.4953942\n49,3,1,0.2\n21,0,4,0.8\n30,0,2,0.5\n49,5,1,\n";
    CHECK(formula_values("cari_fes", "${cari_unrounded}", data, scores)[0] == 1.5);
    const Numbers classes = formula_values("cari_fes", "${cari_class}", data, scores);
    CHECK(Numbers(classes.begin(), classes.begin() + 4) == Numbers{2, 1, 4, 3});
    CHECK(is_missing(classes[4]));
}

TEST_CASE("every cell of the food consumption matrix has its phase")
{
    const std::map<int, std::vector<int>> cells_of_phase{
        {1, {1, 6}},
        {2, {2, 3, 7, 11, 12, 16, 17, 18, 21, 22, 26, 31, 32, 36}},
        {3, {4, 5, 8, 9, 13, 19, 20, 23, 24, 27, 28, 33, 34, 37, 38, 41, 42, 43}},
        {4, {10, 14, 15, 25, 29, 35, 39, 40, 44}},
        {5, {30, 45}}};
    std::string data = "r,f,h\n";
    Numbers expected(45);
    for (const auto& [phase, cells] : cells_of_phase)
        for (const int cell : cells) expected[static_cast<std::size_t>(cell - 1)] = phase;
    for (int r = 0; r < 3; ++r)
        for (int f = 0; f < 3; ++f)
            for (int h = 0; h < 5; ++h)
                data += std::to_string(r) + "," + std::to_string(f) + "," + std::to_string(h) + "\n";
    const Pairs classes{{"rcsi_class", "${r}"}, {"fcs_class", "${f}"}, {"hhs_class", "${h}"}};
    CHECK(formula_values("fews_matrix", "${fews_phase}", data, classes) == expected);
}

TEST_CASE("livelihood coping makes a phase worse, never better")
{
    std::string data = "phase,lcs\n";
    for (int phase = 1; phase <= 5; ++phase)
        for (int lcs = 1; lcs <= 4; ++lcs) data += std::to_string(phase) + "," + std::to_string(lcs) + "\n";
    const Pairs given{{"fews_phase", "${phase}"}, {"lcs_class", "${lcs}"}};
    CHECK(formula_values("fews_matrix", "${fclc_phase}", data, given) ==
          Numbers{1, 1, 2, 3, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5});
}
