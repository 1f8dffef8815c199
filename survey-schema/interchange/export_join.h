#pragma once
#include "interchange/export_columns.h"
#include "interchange/export_table.h"
#include "interchange/export_values.h"
#include "interchange/import_findings.h"

#include <memory>

namespace mahalla {

/// One table of an export whose meaning is known, and how its rows hang together with those of the table above it.
struct JoinedTable {
    std::unique_ptr<ExportTable> table;
    ModelIndex top = 0;
    std::vector<ExportColumn> columns;
    std::vector<DayOrder> day_orders; ///< By column.
    std::size_t parent = 0;           ///< The table whose rows these belong to; itself for the records.
    std::vector<std::size_t> children;
    std::size_t row_count = 0;
    /// Of each row the row of `parent` it belongs to, from 0; `no_parent` where it is not there, `is_twice` for a
    /// record that came before.
    std::vector<std::uint32_t> parent_rows;
    /// Whether rows stand in the order of their parents, as servers write them: then they are read side by side; else
    /// the table is kept in memory.
    bool is_in_order = true;

    static constexpr std::uint32_t no_parent = 0xffffffff;
    static constexpr std::uint32_t is_twice = 0xfffffffe;
};

/// The name of a row for its children and for itself.
std::string instance_id_in(const JoinedTable& table, const std::vector<std::string>& cells);
/// The same where its column is the key of rows; empty where there is none.
std::string row_key_in(const JoinedTable& table, const std::vector<std::string>& cells);

/// Goes through all tables once: counts rows, finds each row's parent, and what dates say about the order of day and
/// month. The first table is that of the records.
///
/// Rows are joined by `PARENT_KEY` and `KEY`, by `_parent_index` and `_index` (the row's place where there is none), or
/// by the record's id, whichever both tables have. `order` is what the user said about dates. Fails as the tables do.
Result<void> join_tables(std::vector<JoinedTable>& tables, const FormDefinition& form, DayOrder order,
                         ImportFindings& findings);

} // namespace mahalla
