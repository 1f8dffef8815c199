#include "analysis/blind_spots.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace mahalla;

namespace {

const std::vector<FrameUnit> frame = {
    {"A", "host", 5000}, {"A", "refugee", 3000}, {"B", "host", 1500}, {"B", "refugee", 500}};

bool has(const Coverage& coverage, BlindSpotKind kind, const std::string& area, const std::string& group)
{
    return std::ranges::any_of(coverage.spots, [&](const BlindSpot& spot) {
        return spot.kind == kind && spot.area == area && spot.group == group;
    });
}

} // namespace

TEST_CASE("whom the frame knows and nobody asked is a blind spot, the largest first")
{
    const auto coverage = coverage_of(frame, std::vector<FieldCount>{{"A", "host", 60, 5}, {"B", "host", 30, 2}}, {});
    REQUIRE(coverage);
    CHECK(coverage->spots.front().kind == BlindSpotKind::Missing);
    CHECK(coverage->spots.front().population == 3000);
    CHECK(has(*coverage, BlindSpotKind::Missing, "B", "refugee"));
    CHECK(coverage->population_covered == doctest::Approx(0.65));
}

TEST_CASE("thin, silent, under-represented and unknown cells are told apart")
{
    const auto coverage = coverage_of(frame,
                                      std::vector<FieldCount>{{"A", "host", 90, 5},
                                                              {"A", "refugee", 30, 40},
                                                              {"B", "host", 40, 0},
                                                              {"B", "refugee", 10, 1},
                                                              {"C", "host", 12, 0}},
                                      {});
    REQUIRE(coverage);
    CHECK(has(*coverage, BlindSpotKind::Thin, "B", "refugee"));
    CHECK(has(*coverage, BlindSpotKind::Silent, "A", "refugee"));
    CHECK(has(*coverage, BlindSpotKind::UnderRepresented, "A", "refugee"));
    CHECK(has(*coverage, BlindSpotKind::NotInFrame, "C", "host"));
    CHECK_FALSE(has(*coverage, BlindSpotKind::UnderRepresented, "B", "host"));
    const auto refugee = std::ranges::find(coverage->spots, "A", &BlindSpot::area);
    REQUIRE(refugee != coverage->spots.end());
}

TEST_CASE("a frame that has a cell twice, or nobody, is refused")
{
    CHECK_FALSE(coverage_of(std::vector<FrameUnit>{{"A", "", 1}, {"A", "", 2}}, {}, {}));
    CHECK_FALSE(coverage_of(std::vector<FrameUnit>{{"A", "", 0}}, {}, {}));
}
