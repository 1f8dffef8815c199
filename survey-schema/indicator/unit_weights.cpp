#include "indicator/unit_weights.h"

#include <cmath>

namespace mahalla {

Result<std::optional<Column>> weights_of_unit(const DesignDefinition& design, const UnitDesign& units,
                                              const std::string& unit, bool is_record_each, const DataTable& answers)
{
    const std::string own = units.weight_of(unit);
    const std::string& weight = own.empty() ? design.weight : own;
    const bool counts_persons = own.empty() && unit == "person" && is_record_each && !units.household_size.empty();
    if (weight.empty() && !counts_persons) return std::nullopt;
    Column column;
    column.numbers.assign(answers.row_count(), 1);
    for (const std::string& factor : {weight, counts_persons ? units.household_size : std::string()}) {
        if (factor.empty()) continue;
        MAHALLA_TRY(const Column* factors, answers.column(factor));
        for (std::size_t row = 0; row < answers.row_count(); ++row) column.numbers[row] *= factors->number(row);
    }
    // Nobody stands for nobody: a household without a size counts no person.
    if (counts_persons)
        for (double& number : column.numbers)
            if (std::isnan(number)) number = 0;
    return column;
}

} // namespace mahalla
