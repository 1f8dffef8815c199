#pragma once
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// One area and group as the frame has it. Codes, not names.
struct FrameUnit {
    std::string area;
    std::string group;
    double population = 0;
};

/// What the field brought home of one area and group; nothing for a count that may not be told.
struct FieldCount {
    std::string area;
    std::string group;
    std::optional<std::uint64_t> interviewed = 0;
    std::optional<std::uint64_t> not_interviewed = 0; ///< Refused, absent, not found: visited without an interview.
};

enum class BlindSpotKind {
    Missing,          ///< The frame has people here, and nobody was interviewed.
    Thin,             ///< Too few interviews for a figure.
    UnderRepresented, ///< Its share of interviews is well below its share of the people.
    Silent,           ///< Many of those visited gave no interview.
    NotInFrame,       ///< Interviews where the frame knows nobody.
    Hidden,           ///< How many were interviewed may not be told: too few, or to hide where they are too few.
};

/// "missing", "thin", "under_represented", "silent", "not_in_frame", "hidden".
const char* name_of(BlindSpotKind kind);

struct BlindSpot {
    BlindSpotKind kind = BlindSpotKind::Missing;
    std::string area, group;
    double population = 0; ///< 0 where the frame has none.
    std::optional<std::uint64_t> interviewed;
    std::optional<double> representation; ///< Share of interviews over share of people: 1 is what it should be.
    std::optional<double> response_rate;  ///< Interviewed of those visited.
};

struct CoverageRule {
    std::uint64_t interviews_min = 25;
    double representation_min = 0.8;
    double response_min = 0.7;
};

/// Whom the survey does not see.
struct Coverage {
    /// The share of the frame's people in cells with enough interviews; hidden ones are not among them.
    double population_covered = 0;
    std::vector<BlindSpot> spots; ///< The largest population first; a cell may stand there for several reasons.
};

/// `interviews` are those of all cells together, where hidden ones are among them and their sum may be told; else they
/// are added up, and with a hidden cell nothing is said of representation.
///
/// Fails with `Invalid` where a population is negative, the frame is empty, or a cell stands in it twice.
Result<Coverage> coverage_of(std::span<const FrameUnit> frame, std::span<const FieldCount> counts,
                             const CoverageRule& rule, std::optional<double> interviews = {});

} // namespace mahalla
