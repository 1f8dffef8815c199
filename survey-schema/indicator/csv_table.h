#pragma once
#include "base/bytes.h"
#include "base/diagnostic.h"
#include "indicator/data_table.h"

#include <optional>

namespace mahalla {

/// What reading gives: the table, or none where a diagnostic is an error.
struct DataReading {
    std::optional<DataTable> table;
    Diagnostics diagnostics;
};

/// Reads comma-separated values (RFC 4180: quotes, doubled quotes, line ends inside quotes; a byte order mark is passed
/// over), the first line being the header. An empty cell and an unquoted `NA` are missing values.
///
/// Errors: csv-empty, csv-header-empty, csv-header-duplicate, csv-row-length (with the row), csv-quote-open,
/// csv-too-large, csv-not-utf8. A semicolon or tab as the separator is recognised from the header.
DataReading read_csv_table(ByteView bytes);

/// The cells of comma-separated values, line by line; quoted says whether a cell stood in quotes.
struct CsvCell {
    std::string text;
    bool quoted = false;
};
struct CsvLine {
    std::vector<CsvCell> cells;
    int row = 0; ///< The line of the file where it begins, from 1.
};
/// Fails with `Invalid` where a quote is not closed (the message gives its row).
Result<std::vector<CsvLine>> read_csv_lines(std::string_view text, char separator);

} // namespace mahalla
