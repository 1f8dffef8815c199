#pragma once
#include "base/disk.h"
#include "disclosure/published_release.h"

namespace mahalla {

/// A release as a workbook: a sheet a table, with the columns of `write_table_csv` and labels beside the codes; and a
/// sheet "about" that says what each table is, how it was made and how hidden cells are marked. A hidden cell has its
/// mark and empty figures, never a zero. Fails as the writer does.
Result<void> write_release_xlsx(const ReceivedRelease& release, DiskWriter& out);

} // namespace mahalla
