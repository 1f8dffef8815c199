#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace mahalla {

/// Why a value is missing, where the answer itself says so. What nobody was asked, or nobody answered, has none.
enum class MissingReason : std::uint8_t { None, DoNotKnow, Refused, NotApplicable };

/// The words of definitions: "dont_know", "refused", "not_applicable".
std::optional<MissingReason> missing_reason_of(std::string_view word);

/// How many values of those that count are missing, by reason.
struct MissingCounts {
    std::uint64_t dont_know = 0;
    std::uint64_t refused = 0;
    std::uint64_t not_applicable = 0;
    std::uint64_t not_answered = 0; ///< Not asked, left out, or not decided between two answers.

    void add(MissingReason reason);
    bool operator==(const MissingCounts&) const = default;
};

} // namespace mahalla
