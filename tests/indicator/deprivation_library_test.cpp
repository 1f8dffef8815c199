#include "indicator/library_values.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

using Numbers = std::vector<double>;

} // namespace

TEST_CASE("the worked example of the multidimensional poverty index: H 0.80, A 0.5625, MPI 0.450")
{
    // Four households of 4, 7, 5 and 4 persons with their scores; people count, so a household weighs by its size.
    const DataTable data =
        table_of("size,score\n4,0.2222222222222222\n7,0.7222222222222222\n5,0.3888888888888889\n4,0.5\n");
    const Pairs given{{"mpi_score", "${score}"}};
    CHECK(library_estimate("mpi_h", data, given, "size").estimate == doctest::Approx(0.80));
    CHECK(library_estimate("mpi_a", data, given, "size").estimate == doctest::Approx(0.5625));
    CHECK(library_estimate("mpi", data, given, "size").estimate == doctest::Approx(0.45));
    CHECK(library_estimate("mpi_severe", data, given, "size").estimate == doctest::Approx(0.55));
    CHECK(library_estimate("mpi_vulnerable", data, given, "size").estimate == doctest::Approx(0.20));
}

TEST_CASE("ten deprivations weigh a sixth or an eighteenth, and six eighteenths are poor")
{
    const std::string header =
        "mpi_nutrition,mpi_child_mortality,mpi_schooling,mpi_attendance,mpi_fuel,mpi_toilet,mpi_water,"
        "mpi_electricity,mpi_housing,mpi_small_assets,mpi_car\n";
    const std::string data =
        header + "0,0,0,0,solid,shared,0,0,1,1,0\n1,1,0,0,clean,own,1,1,0,3,0\n0,0,0,0,clean,own,1,1,0,0,1\n"
                 "1,1,1,1,solid,none,0,0,1,0,0\n1,0,0,0,solid,unimproved,1,1,0,3,0\n1,98,0,0,solid,own,1,1,0,3,0\n";
    const Numbers scores = formula_values("mpi", "${mpi_score}", data),
                  poor = formula_values("mpi", "${mpi_poor}", data);
    const Numbers expected{6.0 / 18, 2.0 / 6, 0, 1, 1.0 / 6 + 2.0 / 18};
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(scores[i] == doctest::Approx(expected[i]));
    CHECK(std::isnan(scores[5]));
    CHECK(Numbers(poor.begin(), poor.begin() + 5) == Numbers{1, 1, 0, 1, 0});
    CHECK(formula_values("mpi", "${mpi_poor}", "s\n0.333\n0.3334\n0.332\n", {{"mpi_score", "${s}"}}) ==
          Numbers{1, 1, 0});
}

TEST_CASE("the deprivation index gives six dimensions the same weight")
{
    const std::string header =
        "c,r,mddi_school_out,mddi_ill,mddi_no_care,mddi_solid_fuel,mddi_no_electricity,mddi_crowded,"
        "mddi_no_toilet,mddi_unsafe_water,mddi_felt_unsafe,mddi_displaced\n";
    const std::string data =
        header +
        "2,19,1,1,1,1,1,1,1,1,1,1\n1,18,0,0,0,1,0,0,0,0,0,0\n0,0,1,1,1,0,0,0,0,0,0,0\n1,19,1,0,0,0,0,0,0,0,0,\n";
    const Pairs given{{"fcs_class", "${c}"}, {"rcsi_score", "${r}"}};
    const Numbers scores = formula_values("mddi", "${mddi_score}", data, given);
    CHECK(scores[0] == doctest::Approx(1));
    CHECK(scores[1] == doctest::Approx((0.5 + 1.0 / 3) / 6));
    CHECK(scores[2] == doctest::Approx(2.0 / 6));
    CHECK(std::isnan(scores[3]));
    const Numbers deprived = formula_values("mddi", "${mddi_deprived}", data, given);
    CHECK(Numbers(deprived.begin(), deprived.begin() + 3) == Numbers{1, 0, 1});
}

TEST_CASE("needs: the index is the worst sector, whatever others do not know")
{
    const Pairs given{{"msni_education", "${e}"},  {"msni_food", "${f}"},          {"msni_health", "${h}"},
                      {"msni_protection", "${p}"}, {"msni_shelter_score", "${s}"}, {"msni_wash", "${w}"}};
    const std::string data = "e,f,h,p,s,w\n1,2,1,2,1,1\n3,2,4,1,1,2\n,,,,,\n,5,,,,\n3,3,3,3,3,3\n";
    const Numbers scores = formula_values("msni", "${msni_score}", data, given);
    const Numbers sectors = formula_values("msni", "${msni_sectors}", data, given);
    CHECK(scores[0] == 2);
    CHECK(scores[1] == 4);
    CHECK(std::isnan(scores[2]));
    CHECK(scores[3] == 5);
    CHECK(sectors[0] == 0);
    CHECK(sectors[1] == 2);
    CHECK(std::isnan(sectors[2]));
    CHECK(sectors[4] == 6);
}

TEST_CASE("needs of each sector are scored as published")
{
    const auto scored = [](const char* formula, const std::string& csv, const Pairs& mapping = {}) {
        return formula_values("msni", std::string("${") + formula + "}", csv, mapping);
    };
    CHECK(scored("msni_schooling",
                 "msni_school_age,msni_attending,msni_school_barrier\n0,,\n3,3,\n3,2,0\n3,2,1\n3,0,98\n") ==
          Numbers{1, 1, 3, 4, 3});
    CHECK(
        scored("msni_disrupted",
               "msni_school_age,msni_school_disruption\n0,\n1,attack\n1,hazard\n1,displacement\n1,teacher\n1,none\n") ==
        Numbers{1, 4, 3, 3, 2, 1});
    CHECK(scored("msni_health", "msni_care_needed,msni_care_unmet\n0,\n2,0\n2,1\n") == Numbers{1, 2, 3});
    CHECK(scored("msni_shelter_type", "msni_shelter\nnone\ninadequate\nadequate\n") == Numbers{5, 3, 1});
    CHECK(scored("msni_issues", "msni_shelter_issues\n0\n1\n3\n4\n7\n8\n11\n") == Numbers{1, 2, 2, 3, 3, 4, 4});
    CHECK(scored("msni_tenure", "msni_tenure_risk\nhigh\nmedium\nlow\n") == Numbers{3, 2, 1});
    CHECK(scored("msni_functions", "msni_functions_impossible\n0\n1\n2\n3\n4\n") == Numbers{1, 2, 3, 3, 4});
    CHECK(scored("msni_damaged", "msni_damage\ntotal\npart\nsome\nnone\n") == Numbers{4, 3, 2, 1});
    const std::string rungs = "msni_setting,rung,jmp_toilet_people\n";
    const Pairs water{{"jmp_water_class", "${rung}"}}, toilet{{"jmp_sanitation_class", "${rung}"}},
        hands{{"jmp_hygiene_class", "${rung}"}};
    CHECK(scored("msni_water",
                 rungs +
                     "camp,5,\ncamp,4,\ncamp,3,\ncamp,2,\ncamp,1,\nurban,5,\nurban,4,\nurban,3,\nurban,2,\nurban,1,\n"
                     "rural,5,\nrural,4,\nrural,3,\nrural,2,\nrural,1,\n",
                 water) == Numbers{5, 4, 3, 2, 1, 4, 3, 2, 2, 1, 4, 2, 2, 1, 1});
    CHECK(scored("msni_sanitation",
                 rungs +
                     "camp,5,0\ncamp,4,0\ncamp,3,50\ncamp,3,49\ncamp,3,20\ncamp,3,19\ncamp,2,0\ncamp,1,0\nurban,5,0\n"
                     "urban,4,0\nurban,3,9\nurban,2,0\nrural,5,0\nrural,4,0\nrural,3,9\nrural,2,0\n",
                 toilet) == Numbers{5, 4, 4, 3, 3, 2, 1, 1, 4, 3, 2, 1, 4, 2, 2, 1});
    CHECK(scored("msni_hygiene",
                 rungs + "camp,3,\ncamp,2,\ncamp,1,\nurban,3,\nurban,2,\nurban,1,\nrural,3,\nrural,2,\nrural,1,\n",
                 hands) == Numbers{3, 2, 1, 3, 2, 1, 2, 2, 1});
    CHECK(scored("msni_wash", "msni_water_lacking,a,b,c\n5,1,1,1\n98,,3,\n",
                 {{"msni_water", "${a}"}, {"msni_sanitation", "${b}"}, {"msni_hygiene", "${c}"}}) == Numbers{5, 3});
}

TEST_CASE("service ladders: what is safe, basic, limited, unimproved and none")
{
    CHECK(formula_values("jmp_water", "${jmp_water_class}",
                         "jmp_water_source,jmp_water_minutes,jmp_water_available,jmp_water_clean\npiped,0,1,1\npiped,0,"
                         "1,98\npiped,0,0,1\n"
                         "borehole,30,1,\nborehole,31,1,\nunprotected,5,1,1\nsurface,,,\n") ==
          Numbers{1, 2, 2, 2, 3, 4, 5});
    CHECK(formula_values("jmp_water", "${jmp_water_class}",
                         "jmp_water_source,jmp_water_minutes,jmp_water_available,jmp_water_clean\npiped,0,1,98\n",
                         {{"jmp_water_untested_is_clean", "1"}}) == Numbers{1});
    CHECK(formula_values("jmp_sanitation", "${jmp_sanitation_class}",
                         "jmp_toilet,jmp_toilet_people,jmp_toilet_waste_safe\nflush,0,1\nflush,0,98\npit_slab,4,1\npit_"
                         "open,0,1\nbucket,9,0\nnone,,\n") == Numbers{1, 2, 3, 4, 4, 5});
    CHECK(formula_values("jmp_hygiene", "${jmp_hygiene_class}",
                         "jmp_handwashing,jmp_handwashing_water,jmp_handwashing_soap\n1,1,1\n1,1,0\n1,0,1\n0,,\n") ==
          Numbers{1, 2, 2, 3});
}

TEST_CASE("human security: insecure from half a dimension on, counted from two of seven on")
{
    std::string header, row_none, row_two, row_half;
    const std::array<const char*, 7> dimensions{"economic", "food",      "health",   "environmental",
                                                "personal", "community", "political"};
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
        const std::string comma = i > 0 ? "," : "", name = dimensions[i];
        header += comma + "hs_" + name + "_1,hs_" + name + "_2,hs_worry_" + name;
        row_none += comma + "0,0,2";
        row_two += comma + (i < 2 ? "1,1,1" : "0,0,3");
        row_half += comma + (i == 0 ? "1,0,0" : "0,0,0");
    }
    const std::string data = header + "\n" + row_none + "\n" + row_two + "\n" + row_half + "\n";
    const Numbers scores = formula_values("human_security", "${hs_score}", data);
    CHECK(scores[0] == 0);
    CHECK(scores[1] == doctest::Approx(2.0 / 7));
    CHECK(scores[2] == doctest::Approx(1.0 / 7));
    CHECK(formula_values("human_security", "${hs_insecure}", data) == Numbers{0, 1, 0});
    CHECK(formula_values("human_security", "${hs_feels_score}", data)[0] == doctest::Approx(1));
    const DataTable table = table_of(data);
    CHECK(library_estimate("human_security_h", table).estimate == doctest::Approx(1.0 / 3));
    CHECK(library_estimate("human_security_a", table).estimate == doctest::Approx(2.0 / 7));
    CHECK(library_estimate("human_security", table).estimate == doctest::Approx(2.0 / 21));
    CHECK(library_estimate("human_security_gap", table).estimate ==
          doctest::Approx((1.0 + (5.0 - 2) / 7 - 1.0 / 7) / 3));
    SUBCASE("a community's own weights change who is insecure")
    {
        // Half of all weight on the economy: the household that lacks there alone is insecure now.
        const Pairs own{{"hs_weight_economic", "6"}};
        CHECK(formula_values("human_security", "${hs_score}", data, own)[2] == doctest::Approx(0.5));
        CHECK(formula_values("human_security", "${hs_insecure}", data, own) == Numbers{0, 1, 1});
    }
}

TEST_CASE("perceived security counts the two worse answers, and leaves out who does not say")
{
    const DataTable data = table_of("perc_unsafe_at_home,perc_neighbourhood\n1,4\n2,3\n3,2\n4,1\n99,98\n");
    CHECK(library_estimate("perceived_unsafe_at_home", data).estimate == doctest::Approx(0.5));
    CHECK(library_estimate("perceived_insecure_neighbourhood", data).estimate == doctest::Approx(0.5));
    CHECK(library_estimate("perceived_insecure_neighbourhood", data).missing == 1);
}
