#pragma once
#include "expression/document.h"
#include "form/form_settings.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mahalla {

/// The choices of `select_one_external`: one table for all lists, in the sheet `external_choices` of a workbook, or in
/// the file `itemsets.csv` beside an XForm, where ODK Collect looks for it.
///
/// A question names its list and filter in the attribute `query`, which looks like an instance of the form and is none:
/// `instance('cities')/root/item[state=/data/state]`. Here the whole table is one instance, and the list one more
/// condition on its rows.

inline constexpr std::string_view external_choices_sheet = "external_choices";
/// The name of the file, and of the instance that the table is for expressions.
inline constexpr std::string_view external_choices_file = "itemsets.csv";

/// The query over the table: `instance('itemsets.csv')/root/item[state=/data/state][list_name = 'cities']`. Nothing
/// where `query` does not begin with an instance's items.
std::optional<std::string> external_choices_query(std::string_view query);

/// The table as items, whose children are called as the columns are, blanks replaced by underscores.
std::shared_ptr<const Document> external_choices_of(const ExtraSheet& sheet);

/// The table as the file that lies beside an XForm: every cell in quotation marks.
std::string itemsets_csv(const ExtraSheet& sheet);

} // namespace mahalla
