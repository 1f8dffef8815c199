#include "indicator/design_calibration.h"

#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

std::optional<double> known_total(std::string_view text)
{
    const auto number = number_from_text(trimmed(text));
    return number && std::isfinite(*number) ? number : std::nullopt;
}

/// "sex: female=2100 male=1900".
std::optional<CalibrationMargin> read_margin(std::string_view value)
{
    const std::size_t colon = value.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::vector<std::string> names = question_names_in(value.substr(0, colon));
    if (names.size() != 1) return std::nullopt;
    CalibrationMargin margin{names[0], {}};
    for (const std::string_view word : words(value.substr(colon + 1))) {
        const std::size_t equals = word.rfind('=');
        const auto total = equals == std::string_view::npos ? std::nullopt : known_total(word.substr(equals + 1));
        if (!total || *total < 0 || !margin.totals.emplace(word.substr(0, equals), *total).second) return std::nullopt;
    }
    if (margin.totals.empty()) return std::nullopt;
    return margin;
}

std::optional<CalibrationDefinition> read_totals(std::string_view value)
{
    CalibrationDefinition step;
    step.method = CalibrationMethod::Linear;
    for (const std::string_view part : split(value, ';')) {
        if (trimmed(part).empty()) continue;
        const std::size_t equals = part.rfind('=');
        const auto total = equals == std::string_view::npos ? std::nullopt : known_total(part.substr(equals + 1));
        if (!total || !step.totals.emplace(trimmed(part.substr(0, equals)), *total).second) return std::nullopt;
    }
    if (step.totals.empty()) return std::nullopt;
    return step;
}

std::optional<CalibrationDefinition> read_trim(std::string_view value)
{
    const auto parts = words(value);
    if (parts.size() < 2 || parts.size() > 3 || (parts.size() == 3 && parts[2] != "strict")) return std::nullopt;
    CalibrationDefinition step;
    step.method = CalibrationMethod::Trim;
    step.lower = known_total(parts[0]);
    step.upper = known_total(parts[1]);
    step.strict = parts.size() == 3;
    if (!step.lower || !step.upper || *step.lower < 0 || *step.lower >= *step.upper) return std::nullopt;
    return step;
}

} // namespace

bool read_calibration_setting(std::string_view setting, std::string_view value, DesignDefinition& design,
                              std::string& problem)
{
    problem.clear();
    if (setting == "poststratify" || setting == "rake") {
        auto margin = read_margin(value);
        const auto method = setting == "rake" ? CalibrationMethod::Rake : CalibrationMethod::PostStratify;
        if (!margin)
            problem = "Write the question and each category's total: sex: female=2100 male=1900.";
        else if (method == CalibrationMethod::Rake && !design.calibrations.empty() &&
                 design.calibrations.back().method == method)
            design.calibrations.back().margins.push_back(*std::move(margin));
        else
            design.calibrations.push_back({method, {*std::move(margin)}, {}, {}, {}, false});
        return true;
    }
    if (setting != "calibrate" && setting != "trim") return false;
    auto step = setting == "calibrate" ? read_totals(value) : read_trim(value);
    if (step)
        design.calibrations.push_back(*std::move(step));
    else
        problem = setting == "calibrate" ? "Write totals with semicolons between: (Intercept)=4000; age=98000."
                                         : "Write the lowest and the highest weight: 0.3 3.";
    return true;
}

} // namespace mahalla
