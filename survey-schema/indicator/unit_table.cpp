#include "indicator/unit_table.h"

#include "indicator/column_expression.h"
#include "indicator/indicator_value.h"
#include "indicator/record_table.h"
#include "indicator/unit_of_analysis.h"
#include "indicator/unit_weights.h"

#include <algorithm>
#include <limits>

namespace mahalla {

namespace {

constexpr const char* weight_column = "the weight"; // a name with a blank, which no question has

template <typename Definition> const Definition* named(const std::vector<Definition>& all, const std::string& name)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const Definition& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

class UnitTableMaker {
public:
    UnitTableMaker(const IndicatorSetting& setting, const std::vector<DisaggregationDefinition>& disaggregations,
                   const UnitReading& reading)
        : setting_(setting), disaggregations_(disaggregations), reading_(reading)
    {}

    template <typename RecordType> Result<UnitTable> make(std::span<const RecordType> records)
    {
        const std::vector<RecordColumn> questions = record_columns(setting_.form);
        if (auto done = note_names(questions); !done) return tl::unexpected(done.error());
        const auto unit = rows_of_unit(setting_.form, questions, reading_.unit, read_);
        if (!unit)
            return failure(ErrorKind::Invalid, "The unit of analysis '" + reading_.unit +
                                                   "' is neither household, person, respondent, group, neighbourhood "
                                                   "nor the name of a repeat.");
        MAHALLA_TRY(const DataTable answers,
                    make_record_table(setting_.form, records, unit->repeat, setting_.units.codes));
        columns_.assign(answers.columns().begin(), answers.columns().end());
        if (auto done = add_definitions(answers); !done) return tl::unexpected(done.error());
        UnitTable made{answers, setting_.design};
        MAHALLA_TRY(auto weights,
                    weights_of_unit(setting_.design, setting_.units, reading_.unit, unit->repeat.empty(), answers));
        if (weights) {
            made.design.weight = weight_column;
            add(*std::move(weights), weight_column);
        }
        // Persons of one household were sampled together.
        if (!unit->repeat.empty() && made.design.psu.empty()) made.design.psu = {"record"};
        MAHALLA_TRY(made.data, DataTable::create(std::move(columns_)));
        return made;
    }

private:
    void add(Column column, const std::string& name)
    {
        column.name = name;
        columns_.push_back(std::move(column));
    }

    /// Sorts what the expressions name into questions and definitions, and notes the questions that these read.
    Result<void> note_names(const std::vector<RecordColumn>& questions)
    {
        for (const std::string& expression : reading_.expressions) {
            MAHALLA_TRY(const std::vector<std::string> names, column_names_in(expression));
            for (const std::string& name : names) {
                const bool is_question = std::any_of(questions.begin(), questions.end(),
                                                     [&](const RecordColumn& column) { return column.name == name; });
                if (is_question)
                    read_.insert({name, {}});
                else if (named(setting_.indicators, name) || named(disaggregations_, name))
                    definitions_.insert(name);
            }
        }
        for (const std::string& name : definitions_) {
            const IndicatorDefinition* indicator = named(setting_.indicators, name);
            MAHALLA_TRY(std::set<ColumnRead> found, indicator ? columns_of_indicator(*indicator, setting_.indicators)
                                                              : columns_of(*named(disaggregations_, name)));
            read_.merge(found);
        }
        for (const DisaggregationDefinition& by : reading_.by) {
            MAHALLA_TRY(std::set<ColumnRead> found, columns_of(by));
            read_.merge(found);
        }
        return {};
    }

    static Result<std::set<ColumnRead>> columns_of(const DisaggregationDefinition& definition)
    {
        return DefinitionScope(IndicatorLibrary::shipped(), definition.library).columns_read(definition.value);
    }

    Result<void> add_definitions(const DataTable& answers)
    {
        for (const std::string& name : definitions_) {
            if (const IndicatorDefinition* indicator = named(setting_.indicators, name)) {
                MAHALLA_TRY(IndicatorValue value, value_of_indicator(*indicator, setting_.indicators, answers));
                leave_out(value);
                add(std::move(value.value), name);
            } else {
                MAHALLA_TRY(Column column, group_of(*named(disaggregations_, name), answers));
                add(std::move(column), name);
            }
        }
        for (const DisaggregationDefinition& by : reading_.by) {
            MAHALLA_TRY(Column column, group_of(by, answers));
            add(std::move(column), column_of_group(by.name));
        }
        return {};
    }

    static Result<Column> group_of(const DisaggregationDefinition& definition, const DataTable& answers)
    {
        return DefinitionScope(IndicatorLibrary::shipped(), definition.library).evaluate(definition.value, answers);
    }

    static void leave_out(IndicatorValue& value)
    {
        for (std::size_t row = 0; row < value.is_concerned.size(); ++row) {
            if (value.is_concerned[row]) continue;
            if (value.value.kind == ColumnKind::Text)
                value.value.texts[row] = Column::no_text;
            else
                value.value.numbers[row] = std::numeric_limits<double>::quiet_NaN();
        }
    }

    const IndicatorSetting& setting_;
    const std::vector<DisaggregationDefinition>& disaggregations_;
    const UnitReading& reading_;
    std::set<ColumnRead> read_;
    std::set<std::string> definitions_;
    std::vector<Column> columns_;
};

} // namespace

Result<UnitTable> make_unit_table(const IndicatorSetting& setting,
                                  const std::vector<DisaggregationDefinition>& disaggregations,
                                  std::span<const FlatRecord> records, const UnitReading& reading)
{
    return UnitTableMaker(setting, disaggregations, reading).make(records);
}

Result<UnitTable> make_unit_table(const IndicatorSetting& setting,
                                  const std::vector<DisaggregationDefinition>& disaggregations,
                                  std::span<const Record> records, const UnitReading& reading)
{
    return UnitTableMaker(setting, disaggregations, reading).make(records);
}

} // namespace mahalla
