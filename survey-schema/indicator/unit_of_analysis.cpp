#include "indicator/unit_of_analysis.h"

#include <algorithm>

namespace mahalla {

namespace {

UnitRows rows_of_repeat(const FormDefinition& form, ModelIndex repeat)
{
    UnitRows rows{form.node(repeat).nodeset, repeats_around(form, repeat)};
    rows.repeats.push_back(repeat);
    return rows;
}

/// The deepest of the repeats that questions of `read` stand in; `no_index` where none stands in any.
ModelIndex deepest_repeat(const std::vector<RecordColumn>& columns, const std::set<ColumnRead>& read)
{
    ModelIndex deepest = no_index;
    std::size_t depth = 0;
    for (const RecordColumn& column : columns) {
        const bool is_read =
            std::any_of(read.begin(), read.end(), [&](const ColumnRead& r) { return r.column == column.name; });
        if (!is_read || column.repeats.size() <= depth) continue;
        depth = column.repeats.size();
        deepest = column.repeats.back();
    }
    return deepest;
}

} // namespace

std::optional<UnitRows> rows_of_unit(const FormDefinition& form, const std::vector<RecordColumn>& columns,
                                     const std::string& unit, const std::set<ColumnRead>& read)
{
    for (ModelIndex index = 0; index < form.nodes().size(); ++index)
        if (form.node(index).kind == ModelNodeKind::Repeat && form.node(index).name == unit)
            return rows_of_repeat(form, index);
    const std::vector<std::string> of_records{"", "household", "respondent", "group", "neighbourhood"};
    if (std::find(of_records.begin(), of_records.end(), unit) != of_records.end()) return UnitRows{};
    if (unit != "person") return std::nullopt;
    const ModelIndex repeat = deepest_repeat(columns, read);
    return repeat == no_index ? UnitRows{} : rows_of_repeat(form, repeat);
}

std::vector<std::string> unit_names(const FormDefinition& form)
{
    std::vector<std::string> names{"household", "person", "respondent", "group", "neighbourhood"};
    for (const ModelNode& node : form.nodes())
        if (node.kind == ModelNodeKind::Repeat && node.name != "person") names.push_back(node.name);
    return names;
}

} // namespace mahalla
