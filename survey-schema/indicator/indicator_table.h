#pragma once
#include "form/form_definition.h"
#include "indicator/tabulate.h"
#include "indicator/unit_design.h"
#include "record/flat_record.h"

#include <functional>
#include <map>
#include <span>

namespace mahalla {

/// What a form's sheets define of its results, as far as tables need it.
struct IndicatorSetting {
    const FormDefinition& form;
    const std::vector<IndicatorDefinition>& indicators; ///< For the components of an index.
    const DesignDefinition& design;
    const UnitDesign& units;
};

/// One indicator ready for `tabulate`: a row a unit of analysis, with what the indicator, its breakdowns and the design
/// say of it.
struct IndicatorTable {
    DataTable data;
    DesignDefinition design; ///< With the weight of the unit.
    EstimateSpecification estimate;
    MissingCounts missing; ///< Of rows that the indicator concerns and that have no value.
};

/// Answers as tables, one a unit of analysis, each made when it is first asked for: many indicators read the same.
///
/// Keeps references to the form and the records. One thread at a time.
class AnswerTables {
public:
    AnswerTables(const FormDefinition& form, std::span<const Record> records, const MissingCodes& codes);
    /// Of flat records, none of which becomes a whole one.
    AnswerTables(const FormDefinition& form, std::span<const FlatRecord> records, const MissingCodes& codes);

    /// The rows of `repeat`, or of records where it is empty. Fails as `make_record_table` does.
    Result<const DataTable*> of(const std::string& repeat);

private:
    std::function<Result<DataTable>(const std::string& repeat)> make_;
    std::map<std::string, DataTable> made_;
};

/// Computes the columns that the table of `indicator` by `by` reads.
///
/// Weights: a unit's own weight (`weight.UNIT`) where the design names one; a person who is one of a household's listed
/// rows has the household's weight; a household's answer about all its persons (unit person, one row a record) has its
/// weight times its size, also where some persons are listed and nothing is read of them. Rows of a repeat are of one
/// primary sampling unit where they are of one record and the design names none. A group or neighbourhood that the
/// design gives a name to is made of all records with that name: its value is the aggregate over them, each with its
/// own weight, its breakdown what they have in common, and it counts once.
///
/// Fails with `Invalid`: a unit or question that the form lacks, an aggregate over units that the design gives no name
/// to, a breakdown that has no one value for the unit, and as
/// `ColumnExpression::create` does.
Result<IndicatorTable> make_indicator_table(const IndicatorSetting& setting, AnswerTables& answers,
                                            const IndicatorDefinition& indicator,
                                            const std::vector<DisaggregationDefinition>& by,
                                            const std::string& language);

} // namespace mahalla
