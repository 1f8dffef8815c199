#pragma once
#include "form/form_definition.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// The id of the instance whose items are the choices, and the names of the steps to them:
/// `randomize(instance('sex')/root/item[…])`. Nothing for any other form of itemset.
struct ListPath {
    std::string_view instance;
    std::string_view root, item;
};
std::optional<ListPath> list_path_of(const Expression& nodeset);

/// The name of a path of one step ("name"); empty for anything else.
std::string_view single_name_of(const Expression& path);

/// The items of a list, in their order; none where `path` leads nowhere.
std::vector<NodeIndex> items_of(const SecondaryInstance& instance, std::string_view item);

/// The text of the child `name` of an item; nothing where it has none.
std::optional<std::string> item_text(const Document& document, NodeIndex item, std::string_view name);

} // namespace mahalla
