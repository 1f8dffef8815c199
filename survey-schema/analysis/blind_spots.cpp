#include "analysis/blind_spots.h"

#include <algorithm>
#include <map>

namespace mahalla {

namespace {

struct Cell {
    double population = 0;
    bool is_in_frame = false;
    std::optional<std::uint64_t> interviewed = 0, not_interviewed = 0; // nothing: may not be told
};

std::optional<std::uint64_t> sum_of(std::optional<std::uint64_t> one, std::optional<std::uint64_t> other)
{
    return one && other ? std::optional(*one + *other) : std::nullopt;
}

} // namespace

const char* name_of(BlindSpotKind kind)
{
    switch (kind) {
    case BlindSpotKind::Missing:
        return "missing";
    case BlindSpotKind::Thin:
        return "thin";
    case BlindSpotKind::UnderRepresented:
        return "under_represented";
    case BlindSpotKind::Silent:
        return "silent";
    case BlindSpotKind::NotInFrame:
        return "not_in_frame";
    case BlindSpotKind::Hidden:
        return "hidden";
    }
    return "";
}

Result<Coverage> coverage_of(std::span<const FrameUnit> frame, std::span<const FieldCount> counts,
                             const CoverageRule& rule, std::optional<double> interviews)
{
    std::map<std::pair<std::string, std::string>, Cell> cells;
    double people = 0, added_up = 0;
    for (const FrameUnit& unit : frame) {
        Cell& cell = cells[{unit.area, unit.group}];
        if (!(unit.population >= 0) || cell.is_in_frame)
            return failure(ErrorKind::Invalid, "The frame has an area and group twice, or with fewer than no people.");
        cell = {unit.population, true, 0, 0};
        people += unit.population;
    }
    if (!(people > 0)) return failure(ErrorKind::Invalid, "The frame has nobody in it.");
    bool is_any_hidden = false;
    for (const FieldCount& count : counts) {
        Cell& cell = cells[{count.area, count.group}];
        cell.interviewed = sum_of(cell.interviewed, count.interviewed);
        cell.not_interviewed = sum_of(cell.not_interviewed, count.not_interviewed);
        is_any_hidden = is_any_hidden || !count.interviewed;
        added_up += static_cast<double>(count.interviewed.value_or(0));
    }
    if (!interviews && !is_any_hidden) interviews = added_up;
    Coverage coverage;
    for (const auto& [key, cell] : cells) {
        const auto [area, group] = key;
        BlindSpot spot{BlindSpotKind::Missing, area, group, cell.population, cell.interviewed, {}, {}};
        if (cell.interviewed && cell.population > 0 && interviews && *interviews > 0)
            spot.representation = static_cast<double>(*cell.interviewed) / *interviews / (cell.population / people);
        const auto visited = sum_of(cell.interviewed, cell.not_interviewed);
        if (visited && *visited > 0)
            spot.response_rate = static_cast<double>(*cell.interviewed) / static_cast<double>(*visited);
        const auto add = [&](BlindSpotKind kind) {
            spot.kind = kind;
            coverage.spots.push_back(spot);
        };
        if (!cell.interviewed) {
            // Whether it is thin would say which of the hidden ones are hidden for themselves.
            add(BlindSpotKind::Hidden);
            continue;
        }
        const bool lives_somebody = cell.population > 0;
        if (!cell.is_in_frame)
            add(BlindSpotKind::NotInFrame);
        else if (lives_somebody && *cell.interviewed == 0)
            add(BlindSpotKind::Missing);
        else if (lives_somebody && *cell.interviewed < rule.interviews_min)
            add(BlindSpotKind::Thin);
        else
            coverage.population_covered += cell.population / people;
        if (*cell.interviewed > 0 && spot.representation && *spot.representation < rule.representation_min)
            add(BlindSpotKind::UnderRepresented);
        if (spot.response_rate && *spot.response_rate < rule.response_min) add(BlindSpotKind::Silent);
    }
    std::ranges::stable_sort(coverage.spots, std::greater(), &BlindSpot::population);
    return coverage;
}

} // namespace mahalla
