#include "analysed_survey.h"
#include "disclosure/linear_program.h"

#include <algorithm>
#include <bit>
#include <cmath>

// What an outsider can work out who holds everything that is printed of one analysis against each other.

using namespace mahalla;
using namespace mahalla::test;
using Json = AnalysedSurvey::Json;

namespace {

const std::vector<std::string> questions = {"food", "rent", "school"};
constexpr std::size_t combinations = 8;

/// Households by what they have (a bit each) and their area.
struct Truth {
    std::vector<std::string> areas = {"north", "south", "east"};
    double count(std::size_t combination, std::size_t area) const { return counts[area * combinations + combination]; }
    std::vector<double> counts = std::vector<double>(3 * combinations);
};

/// A sum over kinds of households.
using Sum = std::vector<std::size_t>;

/// The outsider: unknown numbers of households of each kind, none below 0, and what was printed of sums of them.
class Outsider {
public:
    explicit Outsider(const Truth& truth) : truth_(truth)
    {
        for (std::size_t i = 0; i < truth.counts.size(); ++i) program_.add_column(0, LinearProgram::infinity);
    }

    /// The kinds with these in one area; `area` beyond the last one is all.
    template <typename Holds> Sum sum(std::size_t area, Holds holds) const
    {
        Sum made;
        for (std::size_t a = 0; a < truth_.areas.size(); ++a)
            for (std::size_t kind = 0; kind < combinations; ++kind)
                if ((area == a || area == truth_.areas.size()) && holds(kind)) made.push_back(a * combinations + kind);
        return made;
    }

    double value(const Sum& sum) const
    {
        double total = 0;
        for (const std::size_t i : sum) total += truth_.counts[i];
        return total;
    }

    /// A printed figure that is `coefficient of kind` summed up.
    void learn(const std::vector<std::pair<Sum, double>>& terms, double printed)
    {
        std::vector<double> coefficients(truth_.counts.size());
        double really = 0;
        for (const auto& [sum, coefficient] : terms) {
            for (const std::size_t i : sum) coefficients[i] += coefficient;
            really += coefficient * value(sum);
        }
        REQUIRE(printed == doctest::Approx(really).epsilon(1e-6)); // the reading of what is printed is right
        LinearProgram::Terms row;
        for (std::size_t i = 0; i < coefficients.size(); ++i)
            if (coefficients[i] != 0) row.emplace_back(i, coefficients[i]);
        if (!row.empty()) program_.add_equal(row, really);
        ++learnt;
    }
    void learn(const Sum& sum, const Json& printed, double scale = 1)
    {
        if (printed.is_number()) learn({{sum, 1}}, printed.get<double>() * scale);
    }

    /// Whether a small number stays as uncertain as the policy's 30 %, and by at least a household to each side.
    bool is_safe(const Sum& sum)
    {
        const double really = value(sum), width = std::ceil(0.3 * really);
        for (const std::size_t i : sum) program_.set_objective(i, 1);
        const auto low = program_.minimum(), high = program_.maximum();
        for (const std::size_t i : sum) program_.set_objective(i, 0);
        REQUIRE(low);
        REQUIRE(high);
        return *low <= really - width + 1e-6 && *high >= really + width - 1e-6;
    }

    std::size_t learnt = 0;

private:
    const Truth& truth_;
    LinearProgram program_;
};

bool has(std::size_t kind, std::size_t question) { return (kind >> question & 1U) != 0; }
bool is_small(double count) { return count > 0 && count < 5; }

struct Town {
    AnalysedSurvey survey;
    Truth truth;

    explicit Town(std::uint64_t seed)
    {
        survey.add_form("homes", household_tables());
        SeededRandom random(seed);
        for (std::size_t area = 0; area < 3; ++area)
            for (std::size_t kind = 0; kind < combinations; ++kind) {
                const std::size_t count = random.below(3) == 0 ? random.below(4) : random.below(25);
                truth.counts[area * combinations + kind] = static_cast<double>(count);
                for (std::size_t i = 0; i < count; ++i) {
                    AnalysedSurvey::Answers answers = {{"area", truth.areas[area]}};
                    for (std::size_t q = 0; q < 3; ++q) answers.emplace_back(questions[q], has(kind, q) ? "yes" : "no");
                    survey.add_record("homes", answers);
                }
            }
    }
};

Json figures_of(const Json& told, const Truth& truth, std::size_t area)
{
    if (area == truth.areas.size()) return told;
    for (const Json& group : told["groups"])
        if (group["cell"]["place"] == truth.areas[area]) return group;
    return {};
}

const Json named = {{"food", "food = 'yes'"}, {"rent", "rent = 'yes'"}, {"school", "school = 'yes'"}};

} // namespace

TEST_CASE("nothing narrower than the policy allows follows from all that is printed of insecurities that come together")
{
    std::size_t small = 0, learnt = 0;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        CAPTURE(seed);
        Town town(seed);
        const auto answers =
            town.survey.run(Json::array({{{"kind", "co_occurrence"}, {"insecurities", named}, {"by", {"place"}}}}));
        if (!answers) continue; // refused: nothing leaves
        const Json told = Json::parse(*answers)["analyses"][0];
        Outsider outsider(town.truth);
        for (std::size_t area = 0; area <= 3; ++area) {
            const Json figures = figures_of(told, town.truth, area);
            outsider.learn(outsider.sum(area, [](std::size_t) { return true; }), figures["n"]);
            if (!figures["n"].is_number()) continue;
            const double n = figures["n"];
            for (std::size_t q = 0; q < 3; ++q)
                outsider.learn(outsider.sum(area, [&](std::size_t kind) { return has(kind, q); }),
                               figures["marginal"][questions[q]], n);
            for (const Json& pair : figures["pairs"]) {
                const auto place = [&](const char* key) {
                    return static_cast<std::size_t>(std::ranges::find(questions, pair[key].get<std::string>()) -
                                                    questions.begin());
                };
                const std::size_t one = place("one"), other = place("other");
                outsider.learn(outsider.sum(area, [&](std::size_t kind) { return has(kind, one) && has(kind, other); }),
                               pair["joint"], n);
            }
            for (std::size_t count = 0; count <= 3; ++count)
                outsider.learn(
                    outsider.sum(
                        area, [&](std::size_t kind) { return static_cast<std::size_t>(std::popcount(kind)) == count; }),
                    figures["share_by_count"][count], n);
            // A combination that is not listed is one of nobody.
            for (std::size_t kind = 0; kind < combinations; ++kind) {
                Json names = Json::array();
                for (std::size_t q = 0; q < 3; ++q)
                    if (has(kind, q)) names.push_back(questions[q]);
                Json n_of = 0;
                for (const Json& combination : figures["combinations"])
                    if (combination["insecurities"] == names) n_of = combination["n"];
                outsider.learn(outsider.sum(area, [&](std::size_t one) { return one == kind; }), n_of);
            }
        }
        // Every cell that some of the questions and the areas make.
        for (std::size_t area = 0; area <= 3; ++area)
            for (std::size_t asked = 0; asked < combinations; ++asked)
                for (std::size_t answer = 0; answer < combinations; ++answer) {
                    if ((answer & ~asked) != 0) continue;
                    const Sum cell = outsider.sum(area, [&](std::size_t kind) { return (kind & asked) == answer; });
                    if (!is_small(outsider.value(cell))) continue;
                    ++small;
                    CAPTURE(area);
                    CAPTURE(asked);
                    CAPTURE(answer);
                    CHECK(outsider.is_safe(cell));
                }
        learnt += outsider.learnt;
    }
    CHECK(small > 20);   // there was something to protect
    CHECK(learnt > 100); // and something was told
}

TEST_CASE("nothing narrower follows from H, A, M0, who is deprived and what contributes, by area")
{
    std::size_t small = 0, learnt = 0;
    for (std::uint64_t seed = 11; seed <= 22; ++seed)
        for (const double cutoff : {0.3, 0.6, 1.0}) {
            CAPTURE(seed);
            CAPTURE(cutoff);
            Town town(seed);
            const Json analysis = {{"kind", "counting_index"},
                                   {"deprivations", named},
                                   {"weights", {{"food", 2}, {"rent", 1}, {"school", 1}}},
                                   {"cutoff", cutoff},
                                   {"by", {"place"}}};
            const auto answers = town.survey.run(Json::array({analysis}));
            if (!answers) continue;
            const Json told = Json::parse(*answers)["analyses"][0];
            const double weights[] = {0.5, 0.25, 0.25};
            const auto score = [&](std::size_t kind) {
                double sum = 0;
                for (std::size_t q = 0; q < 3; ++q) sum += has(kind, q) ? weights[q] : 0;
                return sum;
            };
            const auto is_poor = [&](std::size_t kind) { return score(kind) >= cutoff - 0.0005; };
            Outsider outsider(town.truth);
            for (std::size_t area = 0; area <= 3; ++area) {
                const Json figures = figures_of(told, town.truth, area);
                outsider.learn(outsider.sum(area, [](std::size_t) { return true; }), figures["n"]);
                if (!figures["n"].is_number()) continue;
                const double n = figures["n"];
                outsider.learn(outsider.sum(area, is_poor), figures["headcount"], n);
                std::vector<std::pair<Sum, double>> scores;
                for (std::size_t kind = 0; kind < combinations; ++kind)
                    if (is_poor(kind))
                        scores.emplace_back(outsider.sum(area, [&](std::size_t one) { return one == kind; }),
                                            score(kind));
                if (figures["adjusted_headcount"].is_number())
                    outsider.learn(scores, figures["adjusted_headcount"].get<double>() * n);
                // A times H is M0, and a contribution times M0 what is censored: one of them alone would tell the
                // other.
                if (figures["intensity"].is_number() && figures["headcount"].is_number())
                    outsider.learn(scores, figures["intensity"].get<double>() * figures["headcount"].get<double>() * n);
                for (std::size_t q = 0; q < 3; ++q) {
                    const Json& of = figures["deprivations"][q];
                    outsider.learn(outsider.sum(area, [&](std::size_t kind) { return has(kind, q); }), of["uncensored"],
                                   n);
                    outsider.learn(outsider.sum(area, [&](std::size_t kind) { return has(kind, q) && is_poor(kind); }),
                                   of["censored"], n);
                    CHECK(of["contribution"].is_number() <= of["censored"].is_number());
                }
            }
            for (std::size_t area = 0; area <= 3; ++area)
                for (std::size_t q = 0; q < 3; ++q)
                    for (const bool deprived : {false, true})
                        for (const bool poor : {false, true}) {
                            const Sum cell = outsider.sum(area, [&](std::size_t kind) {
                                return has(kind, q) == deprived && is_poor(kind) == poor;
                            });
                            if (!is_small(outsider.value(cell))) continue;
                            ++small;
                            CAPTURE(area);
                            CAPTURE(q);
                            CAPTURE(deprived);
                            CAPTURE(poor);
                            CHECK(outsider.is_safe(cell));
                        }
            learnt += outsider.learnt;
        }
    CHECK(small > 20);
    CHECK(learnt > 100);
}

TEST_CASE("what one analysis hides, another one of the same specification does not give away")
{
    std::size_t told_both = 0;
    for (std::uint64_t seed = 3; seed < 9; ++seed) {
        CAPTURE(seed);
        Town town(seed);
        // The same two questions by place, and with a third: the cells of the one are margins of the other.
        const Json two = {
            {"kind", "perception_gap"}, {"perceived", "food = 'yes'"}, {"observed", "rent = 'yes'"}, {"by", {"place"}}};
        const Json three = {{"kind", "co_occurrence"}, {"insecurities", named}, {"by", {"place"}}};
        const auto answers = town.survey.run(Json::array({two, three}));
        if (!answers) continue;
        const Json told = Json::parse(*answers)["analyses"];
        if (told[0].contains("mark") || told[1].contains("mark")) continue; // one of them is not told at all
        ++told_both;
        for (std::size_t area = 0; area <= 3; ++area) {
            const Json one = figures_of(told[0], town.truth, area), other = figures_of(told[1], town.truth, area);
            CHECK(one["n"] == other["n"]);
            CHECK(one["perceived"] == other["marginal"]["food"]);
            CHECK(one["felt_and_met"] == other["pairs"][0]["joint"]);
        }
    }
    CHECK(told_both > 0);
}
