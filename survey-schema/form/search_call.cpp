#include "form/search_call.h"

#include "base/text.h"

namespace mahalla {

namespace {

constexpr std::string_view function = "search";

/// Where the call's opening bracket stands; npos where `appearance` holds no call.
std::size_t bracket_of(std::string_view appearance, std::size_t& begin)
{
    for (begin = appearance.find(function); begin != std::string_view::npos;
         begin = appearance.find(function, begin + 1)) {
        const bool is_word = begin == 0 || is_white(appearance[begin - 1]);
        const std::size_t bracket = appearance.find_first_not_of(' ', begin + function.size());
        if (is_word && bracket != std::string_view::npos && appearance[bracket] == '(') return bracket;
    }
    return std::string_view::npos;
}

} // namespace

std::optional<SearchCall> find_search_call(std::string_view appearance)
{
    SearchCall call;
    std::size_t at = bracket_of(appearance, call.begin);
    if (at == std::string_view::npos) return std::nullopt;
    int depth = 0;
    char quote = 0;
    std::string argument;
    const auto end_argument = [&] {
        call.arguments.emplace_back(trimmed(argument));
        argument.clear();
    };
    for (++at; at < appearance.size(); ++at) {
        const char c = appearance[at];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '(' || c == '[') {
            ++depth;
        } else if (c == ')' && depth == 0) {
            end_argument();
            call.end = at + 1;
            return call;
        } else if (c == ')' || c == ']') {
            --depth;
        } else if (c == ',' && depth == 0) {
            end_argument();
            continue;
        }
        argument += c;
    }
    return std::nullopt;
}

} // namespace mahalla
