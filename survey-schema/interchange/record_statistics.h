#pragma once
#include "interchange/export_folder.h"
#include "interchange/record_sheet.h"
#include "interchange/record_source.h"
#include "interchange/statistics_file.h"

namespace mahalla {

/// What a file of another program could not hold as it was said.
struct StatisticsLoss {
    std::string file, variable;
    std::uint64_t texts_cut = 0;   ///< Longer than the format's texts.
    std::uint64_t not_of_type = 0; ///< Answers that are no value of the question's type: missing, with that reason.
};

/// Records as files of SPSS (.sav), Stata (.dta) or SAS (.xpt): one of households, and one for each repeat with
/// PARENT_KEY and KEY. Labels of variables and values in the layout's language; choices of several have a 0/1 variable
/// each and notes none, whatever the layout says; geopoints four numbers; days, times and moments as the program counts
/// them, moments by the clock of the place where they were noted.
///
/// Codes of choices stay what they are where the program labels them: numbers where all of a list are, else texts;
/// Stata labels whole numbers only, so that a list of words is numbered in its order. Beside the files lies
/// `NAME-variables.csv`, which tells for each variable its column, its question and its codes; and for SAS, whose
/// transport files hold no labels of values, `NAME.sas`, which defines them as formats.
///
/// Goes through the records once to measure and once for each file, in the memory of one record. `losses` tells what
/// was cut or left out. Fails as `write_statistics_file`, the source and the folder do. Holds answers: only for readers
/// of records.
Result<void> write_record_statistics(const FormDefinition& form, StatisticsProgram program, const SheetLayout& layout,
                                     RecordSource& records, ExportFolder& folder, std::vector<StatisticsLoss>& losses);

} // namespace mahalla
