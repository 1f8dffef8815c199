#include "indicator/indicator_table.h"

#include "indicator/choice_categories.h"
#include "indicator/indicator_value.h"
#include "indicator/record_table.h"
#include "indicator/unit_aggregate.h"
#include "indicator/unit_of_analysis.h"
#include "indicator/unit_weights.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// Names with blanks, which no question has.
constexpr const char *value_column = "the value", *denominator_column = "the denominator",
                     *universe_column = "concerned", *weight_column = "the weight";

bool reads_a_repeat(const std::vector<RecordColumn>& columns, const std::set<ColumnRead>& read)
{
    return std::any_of(columns.begin(), columns.end(), [&](const RecordColumn& column) {
        return !column.repeats.empty() &&
               std::any_of(read.begin(), read.end(), [&](const ColumnRead& one) { return one.column == column.name; });
    });
}

Column with_name(Column column, std::string name)
{
    column.name = std::move(name);
    return column;
}

class IndicatorTableMaker {
public:
    IndicatorTableMaker(const IndicatorSetting& setting, const IndicatorDefinition& indicator,
                        const std::vector<DisaggregationDefinition>& by)
        : setting_(setting), indicator_(indicator), by_(by), design_(setting.design)
    {}

    Result<IndicatorTable> make(AnswerTables& tables, const std::string& language)
    {
        MAHALLA_TRY(const UnitRows unit, unit_rows());
        MAHALLA_TRY(const DataTable* table, tables.of(unit.repeat));
        const DataTable& answers = *table;
        MAHALLA_TRY(IndicatorValue value, value_of_indicator(indicator_, setting_.indicators, answers));
        if (auto read = read_breakdowns(answers); !read) return tl::unexpected(read.error());
        if (auto read = read_weights(answers, unit); !read) return tl::unexpected(read.error());
        // Persons of one household were sampled together.
        if (!unit.repeat.empty() && design_.psu.empty()) design_.psu = {"record"};
        if (auto read = read_design_columns(answers); !read) return tl::unexpected(read.error());

        const std::string name = setting_.units.name_of_unit(indicator_.unit_of_analysis);
        if (name.empty() && indicator_.aggregate)
            return failure(ErrorKind::Invalid, "Which records make one " + indicator_.unit_of_analysis +
                                                   "? Name the question in the sheet design, as the setting '" +
                                                   indicator_.unit_of_analysis + "'.");
        if (!name.empty()) {
            MAHALLA_TRY(const Column* names, answers.column(name));
            aggregate(value, *names);
        }
        const MissingCounts missing = counted(value);
        add_value(std::move(value));
        EstimateSpecification estimate = specification(language);
        MAHALLA_TRY(DataTable data, DataTable::create(std::move(columns_)));
        return IndicatorTable{std::move(data), std::move(design_), std::move(estimate), missing};
    }

private:
    Result<UnitRows> unit_rows() const
    {
        MAHALLA_TRY(std::set<ColumnRead> read, columns_of_indicator(indicator_, setting_.indicators));
        const std::vector<RecordColumn> columns = record_columns(setting_.form);
        for (const DisaggregationDefinition& definition : by_) {
            const DefinitionScope scope(IndicatorLibrary::shipped(), definition.library);
            MAHALLA_TRY(std::set<ColumnRead> found, scope.columns_read(definition.value));
            read.merge(found);
        }
        // What is said of a household once is known of all its persons, listed or not.
        if (indicator_.unit_of_analysis == "person" && !setting_.units.household_size.empty() &&
            setting_.units.weight_of("person").empty() && !reads_a_repeat(columns, read))
            return UnitRows{};
        const auto unit = rows_of_unit(setting_.form, columns, indicator_.unit_of_analysis, read);
        if (!unit)
            return failure(ErrorKind::Invalid,
                           "The unit of analysis '" + indicator_.unit_of_analysis +
                               "' is neither household, person, respondent, group, neighbourhood nor the name "
                               "of a repeat.");
        return *unit;
    }

    Result<void> read_breakdowns(const DataTable& answers)
    {
        for (const DisaggregationDefinition& definition : by_) {
            const DefinitionScope scope(IndicatorLibrary::shipped(), definition.library);
            MAHALLA_TRY(Column column, scope.evaluate(definition.value, answers));
            columns_.push_back(with_name(std::move(column), column_of_group(definition.name)));
        }
        return {};
    }

    Result<void> read_weights(const DataTable& answers, const UnitRows& unit)
    {
        MAHALLA_TRY(auto weights, weights_of_unit(setting_.design, setting_.units, indicator_.unit_of_analysis,
                                                  unit.repeat.empty(), answers));
        if (!weights) return {};
        design_.weight = weight_column;
        columns_.push_back(with_name(*std::move(weights), weight_column));
        return {};
    }

    /// Copies what `name` stands for, once.
    Result<void> copy(const DataTable& answers, const std::string& name)
    {
        if (name.empty() ||
            std::any_of(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == name; }))
            return {};
        MAHALLA_TRY(const Column* column, answers.column(name));
        columns_.push_back(*column);
        return {};
    }

    Result<void> read_design_columns(const DataTable& answers)
    {
        for (const std::string& name : columns_of_design(design_))
            if (auto done = copy(answers, name); !done) return done;
        return {};
    }

    void aggregate(IndicatorValue& value, const Column& names)
    {
        const AggregatedRows units = rows_by_name(names);
        std::vector<double> weights(value.is_concerned.size(), 1);
        for (const Column& column : columns_)
            if (column.name == weight_column) weights = column.numbers;
        IndicatorValue made;
        made.value.unresolved = value.value.unresolved;
        made.is_concerned.assign(units.rows.size(), true);
        for (const std::vector<std::size_t>& rows : units.rows)
            made.value.numbers.push_back(
                aggregated(value, rows, weights, indicator_.aggregate.value_or(Aggregate::Mean)));
        value = std::move(made);
        std::vector<Column> breakdowns;
        for (const Column& column : columns_)
            if (column.name.starts_with("by ")) breakdowns.push_back(common_answers(column, units));
        columns_ = std::move(breakdowns);
        design_ = {};
    }

    static MissingCounts counted(const IndicatorValue& value)
    {
        MissingCounts counts;
        for (std::size_t row = 0; row < value.is_concerned.size(); ++row)
            if (value.is_concerned[row] && value.value.is_missing(row)) counts.add(value.value.reason(row));
        return counts;
    }

    void add_value(IndicatorValue value)
    {
        Column concerned;
        for (const bool is_concerned : value.is_concerned) concerned.numbers.push_back(is_concerned ? 1 : 0);
        columns_.push_back(with_name(std::move(concerned), universe_column));
        columns_.push_back(with_name(std::move(value.value), value_column));
        has_denominator_ = !value.denominator.numbers.empty() || !value.denominator.texts.empty();
        if (has_denominator_) columns_.push_back(with_name(std::move(value.denominator), denominator_column));
    }

    EstimateSpecification specification(const std::string& language) const
    {
        IndicatorDefinition indicator = indicator_;
        indicator.value = value_column;
        indicator.universe = universe_column;
        indicator.denominator = has_denominator_ ? denominator_column : "";
        std::vector<DisaggregationDefinition> by = by_;
        for (DisaggregationDefinition& definition : by) {
            const std::string name = column_of_group(definition.name);
            if (definition.categories.empty())
                for (const Column& column : columns_)
                    if (column.name == name)
                        definition.categories = categories_from_choices(setting_.form, definition, column);
            definition.value = name;
        }
        EstimateSpecification made = specification_of(indicator, by, language);
        if (!setting_.units.name_of_unit(indicator_.unit_of_analysis).empty() &&
            made.statistic == Statistic::Proportion)
            made.statistic = Statistic::Mean; // a share of a neighbourhood's households is no yes or no
        return made;
    }

    const IndicatorSetting& setting_;
    const IndicatorDefinition& indicator_;
    const std::vector<DisaggregationDefinition>& by_;
    DesignDefinition design_;
    std::vector<Column> columns_;
    bool has_denominator_ = false;
};

} // namespace

AnswerTables::AnswerTables(const FormDefinition& form, std::span<const Record> records, const MissingCodes& codes)
    : make_([&form, records, &codes](const std::string& repeat) {
          return make_record_table(form, records, repeat, codes);
      })
{}

AnswerTables::AnswerTables(const FormDefinition& form, std::span<const FlatRecord> records, const MissingCodes& codes)
    : make_([&form, records, &codes](const std::string& repeat) {
          return make_record_table(form, records, repeat, codes);
      })
{}

Result<const DataTable*> AnswerTables::of(const std::string& repeat)
{
    auto known = made_.find(repeat);
    if (known == made_.end()) {
        MAHALLA_TRY(DataTable made, make_(repeat));
        known = made_.emplace(repeat, std::move(made)).first;
    }
    return &known->second;
}

Result<IndicatorTable> make_indicator_table(const IndicatorSetting& setting, AnswerTables& answers,
                                            const IndicatorDefinition& indicator,
                                            const std::vector<DisaggregationDefinition>& by,
                                            const std::string& language)
{
    return IndicatorTableMaker(setting, indicator, by).make(answers, language);
}

} // namespace mahalla
