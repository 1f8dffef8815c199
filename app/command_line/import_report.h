#pragma once
#include "fieldwork/record_import.h"
#include "interchange/export_reader.h"

#include <string>
#include <vector>

namespace mahalla {

/// What an import did, or would do.
struct ImportSummary {
    const std::vector<TableReading>& tables;
    const ImportCounts& counts;
    const std::vector<ImportFinding>& findings;
    bool is_rehearsal = false;
};

/// For a person: counts, what became of each table, and a line for each finding with its rows.
std::string text_of(const ImportSummary& summary);
/// The same for a program: `{"dry_run","records":{…},"tables":[…],"findings":[{"severity","table","column","code",
/// "count","rows","message","help"}]}`.
std::string json_of(const ImportSummary& summary);

} // namespace mahalla
