#include "xlsform/parameters.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::string_view blanks_and_delimiters = " \t\r\n,;", ends_of_words = " \t\r\n,;=";

} // namespace

Parameters Parameters::read(std::string_view cell, const Place& place, Findings& findings)
{
    Parameters parameters;
    const auto skip_blanks = [&] {
        cell.remove_prefix(std::min(cell.find_first_not_of(blanks_and_delimiters), cell.size()));
    };
    const auto take_word = [&] {
        const std::string_view word = cell.substr(0, cell.find_first_of(ends_of_words));
        cell.remove_prefix(word.size());
        return word;
    };
    for (skip_blanks(); !cell.empty(); skip_blanks()) {
        const std::string key = lower_ascii(take_word());
        skip_blanks();
        const bool has_equals = cell.starts_with('=');
        if (has_equals) cell.remove_prefix(1);
        skip_blanks();
        const std::string_view value = take_word();
        if (key.empty() || !has_equals || value.empty()) {
            findings.mend(place, "parameters-invalid", "The parameters are not pairs of a name and a value.",
                          "Write them as name=value with blanks between: start=1 end=5.",
                          "Those before the fault are read, the rest is left out.");
            break;
        }
        const bool keeps_case = key == "value" || key == "label" || key == "reference-geometry" || key == "seed" ||
                                key == "tick_labelset" || key == "app";
        parameters.pairs_.emplace_back(key, keeps_case ? std::string(value) : lower_ascii(value));
    }
    return parameters;
}

const std::string* Parameters::find(std::string_view key) const
{
    const auto found =
        std::find_if(pairs_.rbegin(), pairs_.rend(), [&](const auto& pair) { return pair.first == key; });
    return found == pairs_.rend() ? nullptr : &found->second;
}

bool Parameters::is(std::string_view key, std::string_view value) const
{
    const std::string* found = find(key);
    return found != nullptr && *found == value;
}

void Parameters::accept(const std::vector<std::string>& accepted, const Place& place, Findings& findings) const
{
    for (const auto& [key, value] : pairs_) {
        if (std::find(accepted.begin(), accepted.end(), key) != accepted.end()) continue;
        const std::string all = "This type takes " + (accepted.empty() ? "none" : joined(accepted, ", ")) + ".";
        findings.mend(place, "parameter-unknown", "There is no parameter \"" + key + "\" for this type of question.",
                      findings.did_you_mean(key, accepted, all), "It is passed over.");
    }
}

} // namespace mahalla
