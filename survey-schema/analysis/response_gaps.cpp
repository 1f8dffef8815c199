#include "analysis/response_gaps.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace mahalla {

namespace {

bool covers(const Programme& programme, const MeasuredNeed& need)
{
    return programme.dimension == need.dimension && (programme.area.empty() || programme.area == need.area) &&
           (programme.group.empty() || programme.group == need.group);
}

bool is_measured(const MeasuredNeed& need, const ResponseRule& rule) { return need.n >= rule.n_min; }
bool is_large(const MeasuredNeed& need, const ResponseRule& rule)
{
    return is_measured(need, rule) && need.share >= rule.need_min;
}

void find_one_sided(std::vector<ResponseGap>& gaps, std::span<const MeasuredNeed> needs,
                    std::span<const Programme> programmes, const ResponseRule& rule)
{
    std::set<std::string> seen;
    for (const MeasuredNeed& need : needs) {
        if (!is_large(need, rule) || !seen.insert(need.dimension).second) continue;
        bool protects = false, empowers = false;
        for (const Programme& programme : programmes) {
            if (programme.dimension != need.dimension) continue;
            (programme.kind == ResponsePath::Protection ? protects : empowers) = true;
        }
        if (protects != empowers)
            gaps.push_back({protects ? ResponseGapKind::ProtectionOnly : ResponseGapKind::EmpowermentOnly, "",
                            need.dimension, "", "", "", need.share});
    }
}

} // namespace

const char* name_of(ResponseGapKind kind)
{
    switch (kind) {
    case ResponseGapKind::NeedWithoutProgramme:
        return "need_without_programme";
    case ResponseGapKind::ProgrammeWithLittleNeed:
        return "programme_with_little_need";
    case ResponseGapKind::ProgrammeNotReaching:
        return "programme_not_reaching";
    case ResponseGapKind::ProtectionOnly:
        return "protection_only";
    case ResponseGapKind::EmpowermentOnly:
        return "empowerment_only";
    }
    return "";
}

std::vector<ResponseGap> response_gaps(std::span<const MeasuredNeed> needs, std::span<const Programme> programmes,
                                       const ResponseRule& rule)
{
    std::vector<ResponseGap> gaps;
    std::vector<double> need_of(programmes.size(), std::numeric_limits<double>::quiet_NaN());
    for (const MeasuredNeed& need : needs) {
        if (!is_measured(need, rule)) continue;
        bool is_covered = false;
        for (std::size_t i = 0; i < programmes.size(); ++i) {
            if (!covers(programmes[i], need)) continue;
            is_covered = true;
            need_of[i] = std::fmax(need_of[i], need.share);
            if (is_large(need, rule) && need.reached && *need.reached < rule.reached_min)
                gaps.push_back({ResponseGapKind::ProgrammeNotReaching, need.indicator, need.dimension, need.area,
                                need.group, programmes[i].name, need.share});
        }
        if (!is_covered && is_large(need, rule))
            gaps.push_back({ResponseGapKind::NeedWithoutProgramme, need.indicator, need.dimension, need.area,
                            need.group, "", need.share});
    }
    for (std::size_t i = 0; i < programmes.size(); ++i)
        if (need_of[i] < rule.need_min)
            gaps.push_back({ResponseGapKind::ProgrammeWithLittleNeed, "", programmes[i].dimension, programmes[i].area,
                            programmes[i].group, programmes[i].name, need_of[i]});
    find_one_sided(gaps, needs, programmes, rule);
    std::ranges::stable_sort(gaps, std::greater(), &ResponseGap::share);
    return gaps;
}

} // namespace mahalla
