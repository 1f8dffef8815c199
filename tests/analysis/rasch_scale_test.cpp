#include "analysis/fies.h"
#include "analysis/rasch_scale.h"
#include "base/seeded_random.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace mahalla;

namespace {

/// People whose severities and answers are drawn by the model itself.
ScaleAnswers drawn(const std::vector<double>& severities, std::size_t people, std::uint64_t seed)
{
    SeededRandom random(seed);
    const auto unit = [&] { return static_cast<double>(random.below(1U << 30U)) / (1U << 30U); };
    ScaleAnswers answers{severities.size(), {}, std::vector<double>(people, 1)};
    for (std::size_t person = 0; person < people; ++person) {
        double severity = -6;
        for (int i = 0; i < 12; ++i) severity += unit(); // Irwin and Hall: nearly normal
        for (const double item : severities)
            answers.answers.push_back(unit() < 1 / (1 + std::exp(item - severity)) ? 1 : 0);
    }
    return answers;
}

} // namespace

TEST_CASE("of two items the severities differ by the logarithm of who said yes to one of them alone")
{
    // 30 said yes to the first alone, 10 to the second alone; who said both or neither tells nothing of items.
    ScaleAnswers answers{2, {}, {}};
    const auto add = [&](std::int8_t first, std::int8_t second, double weight) {
        answers.answers.insert(answers.answers.end(), {first, second});
        answers.weights.push_back(weight);
    };
    add(1, 0, 30);
    add(0, 1, 10);
    add(1, 1, 500);
    add(0, 0, 7);
    add(1, ScaleAnswers::missing, 100);
    const auto scale = fit_rasch_scale(answers);
    REQUIRE(scale);
    CHECK(scale->items[1].severity - scale->items[0].severity == doctest::Approx(std::log(3.0)).epsilon(1e-10));
    CHECK(scale->items[0].severity == doctest::Approx(-scale->items[1].severity));
    CHECK(scale->incomplete == 1);
    CHECK(scale->scores[2].weight == 500);
}

TEST_CASE("a scale drawn by the model is found again, and fits")
{
    const std::vector<double> truth = {-1.5, -0.5, 0, 0.5, 1.5};
    const auto scale = fit_rasch_scale(drawn(truth, 20'000, 5));
    REQUIRE(scale);
    double sum = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        CHECK(std::fabs(scale->items[i].severity - truth[i]) < 4 * scale->items[i].standard_error);
        CHECK(scale->items[i].infit == doctest::Approx(1).epsilon(0.05));
        sum += scale->items[i].severity;
    }
    CHECK(std::fabs(sum) < 1e-9);
    for (std::size_t score = 1; score < scale->scores.size(); ++score)
        CHECK(scale->scores[score].severity > scale->scores[score - 1].severity);
}

TEST_CASE("an item that everybody answered alike has no severity, rather than an infinite one")
{
    ScaleAnswers answers{3, {1, 0, 1, 1, 1, 0}, {1, 1}};
    CHECK(fit_rasch_scale(answers).error().kind == ErrorKind::NotFound);
    answers.weights[1] = -1;
    CHECK(fit_rasch_scale(answers).error().kind == ErrorKind::Invalid);
}

TEST_CASE("a scale that is the standard's own, moved and stretched, is equated exactly")
{
    RaschScale scale;
    for (const double severity : fies_global_standard) scale.items.push_back({(severity - 0.3) / 1.2, 0.1, 1, 1});
    const auto equated = equate(scale, fies_global_standard);
    REQUIRE(equated);
    CHECK(equated->scale == doctest::Approx(1.2).epsilon(1e-10));
    CHECK(equated->shift == doctest::Approx(0.3).epsilon(1e-10));
    CHECK(equated->correlation == doctest::Approx(1).epsilon(1e-10));
    // An item that means something else here is left out, and the rest still fits.
    scale.items[2].severity += 3;
    const auto without = equate(scale, fies_global_standard);
    CHECK_FALSE(without->is_common[2]);
    CHECK(without->scale == doctest::Approx(1.2).epsilon(1e-10));
}

TEST_CASE("who said no to everything is not counted beyond any threshold")
{
    RaschScale scale;
    scale.scores = {{-3, 1, 60, 60}, {0, 1, 40, 40}};
    const EquatedScale same{1, 0, {}, 1};
    CHECK(prevalence_beyond(scale, same, 0) == doctest::Approx(0.4 * 0.5));
    CHECK(prevalence_beyond(scale, same, -50) == doctest::Approx(0.4));
}
