#include "indicator/choice_categories.h"

#include "base/text.h"
#include "form/form_words.h"
#include "indicator/column_categories.h"
#include "indicator/column_expression.h"
#include "indicator/record_columns.h"

#include <algorithm>
#include <unordered_set>

namespace mahalla {

const Control* select_that_is(const FormDefinition& form, std::string_view value)
{
    value = trimmed(value);
    if (value.starts_with("${") && value.ends_with("}")) value = trimmed(value.substr(2, value.size() - 3));
    for (const RecordColumn& column : record_columns(form))
        if (column.name == value) return select_of(form, column.node);
    return nullptr;
}

std::vector<DisaggregationCategory>
categories_from_choices(const FormDefinition& form, const DisaggregationDefinition& definition, const Column& column)
{
    const Control* select = definition.library ? nullptr : select_that_is(form, definition.value);
    if (!select || select->kind != ControlKind::SelectOne) return {};
    const std::vector<std::string> names = ColumnCategories::of(column).names;
    std::unordered_set<std::string> left(names.begin(), names.end());
    std::vector<DisaggregationCategory> categories;
    const auto languages = form.languages();
    for (std::size_t language = 0; language < std::max<std::size_t>(1, languages.size()); ++language) {
        std::size_t place = 0;
        for (const LabelledChoice& choice : labelled_choices(form, *select, language)) {
            if (language == 0 && left.erase(choice.value) > 0) categories.push_back({choice.value, {}, {}});
            if (place < categories.size() && categories[place].code == choice.value)
                categories[place++].labels[languages.empty() ? "" : languages[language]] = choice.label;
        }
    }
    if (categories.empty()) return {};
    for (const std::string& name : names)
        if (left.contains(name)) categories.push_back({name, {}, {}});
    return categories;
}

} // namespace mahalla
