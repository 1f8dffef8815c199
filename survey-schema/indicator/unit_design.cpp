#include "indicator/unit_design.h"

#include "base/text.h"
#include "indicator/definition_sheet.h"
#include "indicator/design.h"

namespace mahalla {

namespace {

constexpr std::string_view weight_prefix = "weight.", numbers_suffix = "_numbers";

std::string_view without_suffix(std::string_view setting)
{
    return setting.ends_with(numbers_suffix) ? setting.substr(0, setting.size() - numbers_suffix.size()) : setting;
}

std::string found_or_empty(const std::map<std::string, std::string>& names, const std::string& unit)
{
    const auto found = names.find(unit);
    return found == names.end() ? std::string() : found->second;
}

} // namespace

std::string UnitDesign::weight_of(const std::string& unit) const { return found_or_empty(weights, unit); }

std::string UnitDesign::name_of_unit(const std::string& unit) const { return found_or_empty(names, unit); }

bool is_unit_setting(std::string_view setting)
{
    return setting.starts_with(weight_prefix) || setting == "household_size" || setting == "group" ||
           setting == "neighbourhood" || missing_reason_of(without_suffix(setting)).has_value();
}

UnitDesign read_unit_design(const ExtraSheet* sheet, Diagnostics& diagnostics)
{
    UnitDesign design;
    if (!sheet) return design;
    const DefinitionSheet rows(*sheet);
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        const std::string setting = lower_ascii(rows.cell(row, "setting"));
        if (!is_unit_setting(setting)) continue;
        const std::string_view value = rows.cell(row, "value");
        if (const auto reason = missing_reason_of(without_suffix(setting))) {
            auto& codes = setting.ends_with(numbers_suffix) ? design.codes.of_numbers : design.codes.of_choices;
            for (const std::string_view code : words(value)) codes.emplace(code, *reason);
            continue;
        }
        const std::vector<std::string> names = question_names_in(value);
        if (names.size() != 1) {
            diagnostics.push_back(rows.problem(Severity::Error, row, "value", "design-value-invalid",
                                               "'" + setting + "' names one question.", "Write the question's name."));
        } else if (setting.starts_with(weight_prefix)) {
            design.weights[setting.substr(weight_prefix.size())] = names[0];
        } else if (setting == "household_size") {
            design.household_size = names[0];
        } else {
            design.names[setting] = names[0];
        }
    }
    return design;
}

} // namespace mahalla
