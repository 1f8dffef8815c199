#include "analysis/response_gaps.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <doctest/doctest.h>

using namespace mahalla;

namespace {

MeasuredNeed need(std::string indicator, std::string dimension, std::string area, double share,
                  std::optional<double> reached = {})
{
    return {std::move(indicator), std::move(dimension), std::move(area), "", share, 100, reached};
}

bool has(const std::vector<ResponseGap>& gaps, ResponseGapKind kind, const std::string& area)
{
    return std::ranges::any_of(gaps, [&](const ResponseGap& gap) { return gap.kind == kind && gap.area == area; });
}

} // namespace

TEST_CASE("need without a programme, and a programme without need, are both gaps")
{
    const std::vector<MeasuredNeed> needs = {need("rcsi", "food", "A", 0.5), need("rcsi", "food", "B", 0.05),
                                             need("water", "health", "A", 0.4, 0.2)};
    const std::vector<Programme> programmes = {{"vouchers", "food", "B", "", ResponsePath::Protection},
                                               {"clinic", "health", "A", "", ResponsePath::Protection},
                                               {"health committee", "health", "", "", ResponsePath::Empowerment}};
    const std::vector<ResponseGap> gaps = response_gaps(needs, programmes, {});
    CHECK(has(gaps, ResponseGapKind::NeedWithoutProgramme, "A"));
    CHECK(has(gaps, ResponseGapKind::ProgrammeWithLittleNeed, "B"));
    CHECK(has(gaps, ResponseGapKind::ProgrammeNotReaching, "A"));
    CHECK(std::ranges::count(gaps, ResponseGapKind::ProtectionOnly, &ResponseGap::kind) == 1); // food, not health
    CHECK(gaps.front().share == 0.5);
}

TEST_CASE("what was measured on too few says nothing about programmes")
{
    std::vector<MeasuredNeed> few = {need("rcsi", "food", "A", 0.9)};
    few[0].n = 5;
    CHECK(response_gaps(few, {}, {}).empty());
}
