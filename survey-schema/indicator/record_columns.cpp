#include "indicator/record_columns.h"

#include "base/text.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

/// "group.name" of "/data/group/name".
std::string dotted(std::string_view nodeset)
{
    nodeset.remove_prefix(1);
    const std::size_t slash = nodeset.find('/');
    return replaced_all(slash == std::string_view::npos ? nodeset : nodeset.substr(slash + 1), "/", ".");
}

} // namespace

std::vector<RecordColumn> record_columns(const FormDefinition& form)
{
    std::vector<RecordColumn> columns;
    std::set<std::string> names{"record", "row"};
    for (ModelIndex index = 0; index < form.nodes().size(); ++index) {
        const ModelNode& node = form.node(index);
        if (node.kind != ModelNodeKind::Value) continue;
        std::string name(node.local_name());
        if (!names.insert(name).second) {
            name = dotted(node.nodeset);
            names.insert(name);
        }
        columns.push_back({std::move(name), index, repeats_around(form, index)});
    }
    return columns;
}

std::vector<ModelIndex> repeats_around(const FormDefinition& form, ModelIndex index)
{
    std::vector<ModelIndex> repeats;
    for (ModelIndex repeat = form.repeat_around(index); repeat != no_index; repeat = form.repeat_around(repeat))
        repeats.insert(repeats.begin(), repeat);
    return repeats;
}

bool has_one_answer(const std::vector<ModelIndex>& outer, const std::vector<ModelIndex>& inner)
{
    return outer.size() <= inner.size() && std::equal(outer.begin(), outer.end(), inner.begin());
}

} // namespace mahalla
