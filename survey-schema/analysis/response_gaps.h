#pragma once
#include "base/result.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// How much need an indicator shows in a place and group; an empty group means everybody there.
struct MeasuredNeed {
    std::string indicator;
    std::string dimension;
    std::string area, group;
    double share = 0; ///< In need.
    double n = 0;
    std::optional<double> reached; ///< The share that says a service reaches them, where it was asked.
};

/// The two ways of human security: norms and services from above, people's own capacity from below.
enum class ResponsePath { Protection, Empowerment };

/// A service, policy or programme, as it claims to be; empty area or group: everywhere, everybody.
struct Programme {
    std::string name;
    std::string dimension;
    std::string area, group;
    ResponsePath kind = ResponsePath::Protection;
};

enum class ResponseGapKind {
    NeedWithoutProgramme,
    ProgrammeWithLittleNeed,
    ProgrammeNotReaching, ///< It claims to cover them, and few say that it reaches them.
    ProtectionOnly,       ///< Of a dimension in need: nothing strengthens people's own capacity.
    EmpowermentOnly,
};

/// "need_without_programme", "programme_with_little_need", "programme_not_reaching", "protection_only",
/// "empowerment_only".
const char* name_of(ResponseGapKind kind);

struct ResponseGap {
    ResponseGapKind kind = ResponseGapKind::NeedWithoutProgramme;
    std::string indicator; ///< Empty where the gap is one of a whole dimension.
    std::string dimension;
    std::string area, group;
    std::string programme;
    double share = 0;
};

struct ResponseRule {
    double need_min = 0.2;    ///< From this share on a place is in need.
    double reached_min = 0.5; ///< Below it a programme does not reach those in need.
    double n_min = 25;        ///< Needs measured on fewer are passed over.
};

/// Needs against what is said to be done about them, the largest need first. Pure: the same needs and programmes give
/// the same list.
std::vector<ResponseGap> response_gaps(std::span<const MeasuredNeed> needs, std::span<const Programme> programmes,
                                       const ResponseRule& rule);

} // namespace mahalla
