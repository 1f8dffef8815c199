#pragma once
#include "interchange/export_join.h"
#include "interchange/foreign_record.h"

namespace mahalla {

/// What became of a table.
struct TableReading {
    std::string name;
    std::string nodeset; ///< What its rows are: the root, or a repeat; empty where it is not read.
    std::size_t rows = 0;
    std::size_t columns_taken = 0, columns_left = 0;
};

/// Reads what ODK Central, ODK Aggregate, Briefcase, KoboToolbox and Ona export, and our own exports, as records of a
/// form: one table of records, and one for each repeat.
///
/// A record's id is that of its instance where that is "uuid:" and 32 hexadecimal digits; else it is made of what the
/// export calls it, or of the whole row where it calls it nothing: the same file gives the same ids again, and so do
/// row ids. Answers are read as `ExportValues` says; what cannot be understood is kept as it is written. No answer is
/// computed, and none is checked against the form's rules: that is for an interview that opens the record.
///
/// Tables are read side by side in the memory of one record, in two passes; a repeat's table that does not stand in the
/// order of its records is kept in memory. What is not taken, or not understood, is in `findings` with row and column.
class ExportReader {
public:
    /// Fails with `Invalid` where no table holds records of the form; and as the tables do.
    static Result<ExportReader> open(std::shared_ptr<const FormDefinition> form,
                                     std::vector<std::unique_ptr<ExportTable>> tables, DayOrder order,
                                     ImportFindings& findings);
    ExportReader(ExportReader&&) noexcept;
    ExportReader& operator=(ExportReader&&) noexcept;
    ~ExportReader();

    /// The next record; nothing after the last. Fails as the tables do.
    Result<std::optional<ForeignRecord>> next();

    const std::vector<TableReading>& tables() const;
    /// Of those whose rows are taken: `CellPlace::table` is a place in this list, the first that of the records.
    const std::vector<std::string>& table_names() const;

private:
    class Reading;
    explicit ExportReader(std::unique_ptr<Reading> reading);
    std::unique_ptr<Reading> reading_;
};

} // namespace mahalla
