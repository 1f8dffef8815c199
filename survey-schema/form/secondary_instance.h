#pragma once
#include "expression/document.h"

#include <memory>
#include <string>
#include <vector>

namespace mahalla {

/// Data beside the record that expressions read with `instance('ID')`: a choice list, a table of villages.
struct SecondaryInstance {
    std::string id;
    std::string
        source; ///< "jr://file-csv/villages.csv", "jr://instance/last-saved"; empty where `content` is in the form.
    /// Null where `source` names a file. May hold more than this instance (the whole XForm it was read from).
    std::shared_ptr<const Document> content;
    /// The node of `content` whose one element is the instance's root (`<root><item>…`).
    NodeIndex above_root = 0;
    /// It is a choice list, whose items have `name`, and `label` or `itextId`.
    bool is_choice_list = false;
    /// Where each item stands in the sheet `choices`, in the order of the items; 0 for one that was added, empty where
    /// the list comes from no sheet.
    std::vector<int> item_rows = {};
};

} // namespace mahalla
