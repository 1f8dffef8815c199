#pragma once
#include "disclosure/publication_ledger.h"
#include "indicator/table.h"

namespace mahalla {

/// A table with what it counts; tables that count the same records are protected together.
struct TableToProtect {
    Table table;
    CountedRows rows;
};

} // namespace mahalla
