#pragma once
#include "indicator/missing_reason.h"

#include <map>
#include <string>
#include <string_view>

namespace mahalla {

/// Codes of answers that say why there is none: "dont_know", "98", "9999".
///
/// Choices and numbers apart: 98 may be a code in a list of choices and a person's age in a question for a number.
struct MissingCodes {
    std::map<std::string, MissingReason, std::less<>> of_choices; ///< Of questions whose answer is text or a choice.
    std::map<std::string, MissingReason, std::less<>> of_numbers; ///< Of questions for a number, as written.

    MissingReason reason_of(std::string_view answer, bool is_number) const
    {
        const auto& codes = is_number ? of_numbers : of_choices;
        const auto found = codes.find(answer);
        return found == codes.end() ? MissingReason::None : found->second;
    }
    bool is_empty() const { return of_choices.empty() && of_numbers.empty(); }
};

} // namespace mahalla
