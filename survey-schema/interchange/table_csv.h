#pragma once
#include "disclosure/published_release.h"

#include <map>
#include <string>

namespace mahalla {

/// A published table as comma-separated values: a line a cell, dimensions first, then estimate, standard error,
/// interval, n and a mark. A hidden cell has its mark and empty figures. Numbers as XPath prints them; a text that a
/// spreadsheet program would take for a formula gets an apostrophe in front.
std::string write_table_csv(const PublishedTable& table);
/// Table number `table` of a release that somebody else published; empty where there is none.
std::string write_table_csv(const ReceivedRelease& release, std::size_t table);

/// The same with a row of HXL tags below the header (hxlstandard.org): `#indicator+value+num`, `#population+n`…
/// `tags` gives the tag of a dimension by its name; others become `#adm2+code` or
/// `#loc+code` where they are called like areas, else `#group+NAME`.
std::string write_table_hxl(const PublishedTable& table, const std::map<std::string, std::string>& tags = {});
std::string write_table_hxl(const ReceivedRelease& release, std::size_t table,
                            const std::map<std::string, std::string>& tags = {});

} // namespace mahalla
