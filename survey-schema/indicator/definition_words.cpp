#include "indicator/definition_words.h"

#include "base/number.h"
#include "base/text.h"

namespace mahalla {

const std::vector<std::string>& security_dimensions()
{
    static const std::vector<std::string> words{"economic", "food",      "health",   "environmental",
                                                "personal", "community", "political"};
    return words;
}

const std::vector<std::string>& freedoms()
{
    static const std::vector<std::string> words{"from fear", "from want", "dignity"};
    return words;
}

bool is_sdg_target(std::string_view text)
{
    const auto parts = split(text, '.');
    if (parts.size() < 2 || parts.size() > 3) return false;
    const auto in = [](std::string_view part, long long most) {
        const auto number = integer_from_text(part);
        return number && *number >= 1 && *number <= most;
    };
    // The longest list of targets is that of goal 17, which counts to 19; means of implementation have letters.
    const bool is_letter = parts[1].size() == 1 && parts[1][0] >= 'a' && parts[1][0] <= 'd';
    return in(parts[0], 17) && (is_letter || in(parts[1], 19)) && (parts.size() == 2 || in(parts[2], 9));
}

} // namespace mahalla
