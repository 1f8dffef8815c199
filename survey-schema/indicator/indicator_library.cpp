#include "indicator/indicator_library.h"

#include <vector>

namespace mahalla {

namespace {

const char* const wfp = "World Food Programme, VAM Resource Centre";

std::vector<RequiredQuestion> food_groups()
{
    const std::string days = ": days of the past seven on which the household ate them, 0 to 7";
    return {{"fcs_staples", "cereals, grains, roots and tubers" + days},
            {"fcs_pulses", "pulses, nuts and seeds" + days},
            {"fcs_dairy", "milk and dairy products" + days},
            {"fcs_protein", "meat, fish and eggs" + days},
            {"fcs_vegetables", "vegetables and leaves" + days},
            {"fcs_fruit", "fruits" + days},
            {"fcs_fat", "oil, fat and butter" + days},
            {"fcs_sugar", "sugar and sweets" + days}};
}

const char* const food_consumption_score = "${fcs_staples} * 2 + ${fcs_pulses} * 3 + ${fcs_dairy} * 4 + ${fcs_protein} "
                                           "* 4 + ${fcs_vegetables} + ${fcs_fruit} + "
                                           "${fcs_fat} * 0.5 + ${fcs_sugar} * 0.5";

std::vector<RequiredQuestion> coping()
{
    const std::string days = ": days of the past seven, 0 to 7";
    return {{"rcsi_less_preferred", "relied on less preferred or less expensive food" + days},
            {"rcsi_borrow", "borrowed food or relied on help" + days},
            {"rcsi_fewer_meals", "ate fewer meals a day" + days},
            {"rcsi_smaller_meals", "ate smaller portions" + days},
            {"rcsi_adults_restrict", "adults ate less so that children could eat" + days}};
}

std::vector<RequiredQuestion> hunger()
{
    const std::string often =
        ": how often in the past 30 days; 0 never, 1 rarely or sometimes (1 to 10 times), 2 often";
    return {{"hhs_no_food", "no food of any kind in the house" + often},
            {"hhs_sleep_hungry", "went to sleep hungry" + often},
            {"hhs_day_without_food", "went a whole day and night without eating" + often}};
}

const char* const household_hunger_scale = "${hhs_no_food} + ${hhs_sleep_hungry} + ${hhs_day_without_food}";

std::vector<RequiredQuestion> functioning()
{
    const std::string degree =
        ": 1 no difficulty, 2 some difficulty, 3 a lot of difficulty, 4 cannot do at all; nothing where not known";
    return {{"wg_seeing", "seeing, even with glasses" + degree},
            {"wg_hearing", "hearing, even with a hearing aid" + degree},
            {"wg_walking", "walking or climbing steps" + degree},
            {"wg_remembering", "remembering or concentrating" + degree},
            {"wg_self_care", "self-care, such as washing or dressing" + degree},
            {"wg_communicating", "communicating in the usual language" + degree}};
}

/// Missing domains count as no answer, not as no difficulty: a person with no domain answered is in no group, one with
/// some answered is disabled if one of those says so (the Washington Group's cut-off DISABILITY3).
const char* const washington_group =
    "if(coalesce(${wg_seeing}, ${wg_hearing}, ${wg_walking}, ${wg_remembering}, ${wg_self_care}, ${wg_communicating}) "
    "= "
    "'', '', "
    "coalesce(${wg_seeing}, 0) >= 3 or coalesce(${wg_hearing}, 0) >= 3 or coalesce(${wg_walking}, 0) >= 3 or "
    "coalesce(${wg_remembering}, 0) >= 3 or coalesce(${wg_self_care}, 0) >= 3 or coalesce(${wg_communicating}, 0) >= "
    "3)";

LibraryIndicator made(const char* name, const char* label, Statistic statistic, std::string value,
                      const char* dimension, std::vector<RequiredQuestion> questions, const char* source)
{
    LibraryIndicator known;
    known.definition.name = name;
    known.definition.labels = {{"", label}};
    known.definition.statistic = statistic;
    known.definition.value = std::move(value);
    known.definition.dimension = dimension;
    known.questions = std::move(questions);
    known.source = source;
    return known;
}

std::vector<LibraryIndicator> make_library()
{
    const char* const fanta = "Ballard and others, Household Hunger Scale, FANTA 2011";
    const char* const washington = "Washington Group on Disability Statistics, Short Set on Functioning, DISABILITY3";
    const std::string fcs = food_consumption_score, hhs = household_hunger_scale;
    std::vector<LibraryIndicator> library;
    library.push_back(
        made("fcs", "Food consumption score (0 to 112)", Statistic::Mean, fcs, "food", food_groups(), wfp));
    library.push_back(made("fcs_poor", "Poor food consumption (a score of 21 or less)", Statistic::Proportion,
                           fcs + " <= 21", "food", food_groups(), wfp));
    library.push_back(
        made("rcsi", "Reduced coping strategies index (0 to 56)", Statistic::Mean,
             "${rcsi_less_preferred} + ${rcsi_borrow} * 2 + ${rcsi_fewer_meals} + ${rcsi_smaller_meals} + "
             "${rcsi_adults_restrict} * 3",
             "food", coping(), wfp));
    library.push_back(made("hhs", "Household hunger scale (0 to 6)", Statistic::Mean, hhs, "food", hunger(), fanta));
    library.push_back(made("hhs_severe", "Severe hunger in the household (a scale of 4 or more)", Statistic::Proportion,
                           hhs + " >= 4", "food", hunger(), fanta));
    library.push_back(made("wg_ss", "Persons with a disability", Statistic::Proportion, washington_group, "health",
                           functioning(), washington));
    library.back().definition.unit_of_analysis = "person";
    library.back().definition.sensitive = true;
    return library;
}

} // namespace

std::span<const LibraryIndicator> indicator_library()
{
    static const std::vector<LibraryIndicator> library = make_library();
    return library;
}

const LibraryIndicator* find_library_indicator(std::string_view name)
{
    for (const LibraryIndicator& known : indicator_library())
        if (known.definition.name == name) return &known;
    return nullptr;
}

} // namespace mahalla
