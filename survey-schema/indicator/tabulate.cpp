#include "indicator/tabulate.h"

#include "base/number.h"
#include "indicator/breakdown.h"
#include "indicator/column_expression.h"
#include "indicator/definition_sheet.h"
#include "indicator/estimator.h"
#include "indicator/rao_scott.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mahalla {

namespace {

constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();

tl::unexpected<Error> in_estimate(const EstimateSpecification& specification, const Error& error)
{
    return failure(error.kind, "Estimate '" + specification.id + "': " + error.message);
}

std::vector<double> as_numbers(const std::vector<Truth>& truths)
{
    std::vector<double> numbers;
    for (const Truth truth : truths)
        numbers.push_back(truth == Truth::Missing ? missing_number : truth == Truth::Yes ? 1 : 0);
    return numbers;
}

/// The categories of a column, sorted, and which each row has.
struct Categories {
    std::vector<std::string> names;
    std::vector<std::uint32_t> of_row; // `Column::no_text` for missing
};

Result<Categories> categories_of(const Column& column)
{
    constexpr std::size_t categories_max = 10'000;
    Categories categories{column.categories, column.texts};
    if (column.kind == ColumnKind::Numeric) {
        std::vector<double> different;
        for (const double number : column.numbers)
            if (!std::isnan(number)) different.push_back(number);
        std::sort(different.begin(), different.end());
        different.erase(std::unique(different.begin(), different.end()), different.end());
        for (const double number : different) categories.names.push_back(number_to_text(number));
        for (const double number : column.numbers) {
            const auto at = std::lower_bound(different.begin(), different.end(), number) - different.begin();
            categories.of_row.push_back(std::isnan(number) ? Column::no_text : static_cast<std::uint32_t>(at));
        }
    }
    if (categories.names.size() > categories_max)
        return failure(ErrorKind::Invalid, "'" + column.name + "' has more than 10,000 categories.");
    return categories;
}

/// Computes one table; expressions of the specification are evaluated once.
class TableMaker {
public:
    TableMaker(const DataTable& data, const EstimateSpecification& specification, Estimator& estimator,
               const SurveyDesign& design)
        : data_(data), specification_(specification), estimator_(estimator),
          design_(design), options_{specification.interval, specification.level, specification.design_effect}
    {}

    Result<Table> make(Basis basis)
    {
        if (!(options_.level > 0 && options_.level < 1))
            return failure(ErrorKind::Invalid, "A confidence level lies between 0 and 1.");
        table_.id = specification_.id;
        table_.label = specification_.label;
        table_.unit = specification_.unit;
        table_.statistic = specification_.statistic;
        table_.basis = basis;
        table_.confidence_level = specification_.level;

        MAHALLA_TRY(const std::vector<std::uint32_t> domain, domain_rows());
        std::vector<Column> groups;
        for (const std::string& text : specification_.by) {
            MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(text, data_));
            MAHALLA_TRY(Column column, expression.column());
            groups.push_back(std::move(column));
        }
        MAHALLA_TRY(Breakdown breakdown,
                    Breakdown::create(groups, specification_.dimensions, domain, specification_.margins));
        table_.dimensions = breakdown.dimensions();
        if (auto done = read_values(); !done) return tl::unexpected(done.error());
        for (const Breakdown::Cell& cell : breakdown.cells()) add_cell(cell);
        return std::move(table_);
    }

private:
    Result<std::vector<std::uint32_t>> domain_rows() const
    {
        std::vector<std::uint32_t> rows;
        std::vector<Truth> truths;
        if (!specification_.where.empty()) {
            MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(specification_.where, data_));
            MAHALLA_TRY(truths, expression.truths());
        }
        for (std::uint32_t row = 0; row < data_.row_count(); ++row)
            if (truths.empty() || truths[row] == Truth::Yes) rows.push_back(row);
        return rows;
    }

    Result<void> read_values()
    {
        if (specification_.statistic == Statistic::ChiSquared) return read_test_variables();
        MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(specification_.variable, data_));
        MAHALLA_TRY(const Column column, expression.column());
        table_.unresolved = column.unresolved;
        if (specification_.of_each_category) return read_categories(column);
        if (specification_.statistic == Statistic::Proportion) {
            if (column.kind == ColumnKind::Text && !expression.is_truth())
                return failure(ErrorKind::Invalid, "'" + specification_.variable +
                                                       "' holds texts, which are neither yes nor no: compare it (" +
                                                       specification_.variable +
                                                       " = 'yes') or ask for the share of each category.");
            MAHALLA_TRY(const std::vector<Truth> truths, expression.truths());
            values_ = as_numbers(truths);
        } else if (column.kind == ColumnKind::Text) {
            return failure(ErrorKind::Invalid, "'" + specification_.variable + "' holds texts that are no numbers.");
        } else {
            values_ = column.numbers;
        }
        if (specification_.statistic == Statistic::Ratio) {
            MAHALLA_TRY(const ColumnExpression lower, ColumnExpression::create(specification_.denominator, data_));
            MAHALLA_TRY(denominators_, lower.numbers());
        }
        if (specification_.statistic == Statistic::Quantile)
            for (const double p : specification_.probabilities)
                if (!(p >= 0 && p <= 1)) return failure(ErrorKind::Invalid, "A probability lies between 0 and 1.");
        return {};
    }

    /// Categories are those of all rows, so that a cell in which nobody has one says 0.
    Result<void> read_categories(const Column& column)
    {
        if (specification_.statistic != Statistic::Proportion && specification_.statistic != Statistic::Total)
            return failure(ErrorKind::Invalid, "Categories have proportions and totals.");
        MAHALLA_TRY(categories_, categories_of(column));
        return {};
    }

    Result<void> read_test_variables()
    {
        if (specification_.variables.size() != 2)
            return failure(ErrorKind::Invalid, "A chi-squared test takes two variables.");
        std::vector<Categories> two;
        for (const std::string& text : specification_.variables) {
            MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(text, data_));
            MAHALLA_TRY(const Column column, expression.column());
            MAHALLA_TRY(Categories categories, categories_of(column));
            table_.unresolved += column.unresolved;
            two.push_back(std::move(categories));
        }
        test_rows_ = two[0].names.size();
        test_columns_ = two[1].names.size();
        if (test_rows_ * test_columns_ > 2'500)
            return failure(ErrorKind::Invalid, "The two variables make more than 2,500 cells: group their categories.");
        categories_.of_row.assign(data_.row_count(), Column::no_text);
        for (std::size_t row = 0; row < data_.row_count(); ++row) {
            const std::uint32_t first = two[0].of_row[row], second = two[1].of_row[row];
            if (first != Column::no_text && second != Column::no_text)
                categories_.of_row[row] = first + second * static_cast<std::uint32_t>(test_rows_);
        }
        return {};
    }

    void add_cell(const Breakdown::Cell& cell)
    {
        switch (specification_.statistic) {
        case Statistic::Mean:
            add(cell).figures = estimator_.mean(cell.rows, values_, options_);
            return;
        case Statistic::Ratio:
            add(cell).figures = estimator_.ratio(cell.rows, values_, denominators_, options_);
            return;
        case Statistic::Proportion:
        case Statistic::Total:
            if (specification_.of_each_category) return add_categories(cell);
            return add_plain(cell);
        case Statistic::Quantile:
            return add_quantiles(cell);
        case Statistic::ChiSquared:
            return add_test(cell);
        }
    }

    TableCell& add(const Breakdown::Cell& cell)
    {
        table_.cells.emplace_back().key = cell.key;
        return table_.cells.back();
    }

    void add_plain(const Breakdown::Cell& cell)
    {
        TableCell& made = add(cell);
        if (specification_.statistic == Statistic::Total) {
            made.figures = estimator_.total(cell.rows, values_, options_);
            std::vector<double> contributions;
            for (const std::uint32_t row : cell.rows)
                if (!std::isnan(values_[row])) contributions.push_back(design_.weights()[row] * values_[row]);
            const std::size_t kept = std::min(TableCell::contributors_max, contributions.size());
            std::partial_sort(contributions.begin(), contributions.begin() + static_cast<std::ptrdiff_t>(kept),
                              contributions.end(), std::greater<>());
            contributions.resize(kept);
            made.contributors = std::move(contributions);
            return;
        }
        made.figures = estimator_.share(cell.rows, values_, options_);
        made.positives = count_positives(cell, values_);
    }

    std::uint64_t count_positives(const Breakdown::Cell& cell, const std::vector<double>& values) const
    {
        return static_cast<std::uint64_t>(std::count_if(cell.rows.begin(), cell.rows.end(), [&](std::uint32_t row) {
            return design_.weights()[row] > 0 && values[row] == 1;
        }));
    }

    void add_categories(const Breakdown::Cell& cell)
    {
        values_.assign(data_.row_count(), missing_number);
        for (std::uint32_t category = 0; category < categories_.names.size(); ++category) {
            for (const std::uint32_t row : cell.rows)
                if (categories_.of_row[row] != Column::no_text)
                    values_[row] = categories_.of_row[row] == category ? 1 : 0;
            TableCell& made = add(cell);
            made.category = categories_.names[category];
            const bool is_total = specification_.statistic == Statistic::Total;
            made.figures = is_total ? estimator_.total(cell.rows, values_, options_)
                                    : estimator_.share(cell.rows, values_, options_);
            made.positives = count_positives(cell, values_);
        }
    }

    void add_quantiles(const Breakdown::Cell& cell)
    {
        const auto estimates =
            estimator_.quantiles(cell.rows, values_, specification_.probabilities, specification_.rule, options_);
        for (std::size_t i = 0; i < estimates.size(); ++i) {
            TableCell& made = add(cell);
            made.probability = specification_.probabilities[i];
            made.figures = estimates[i];
        }
    }

    void add_test(const Breakdown::Cell& cell)
    {
        const Estimator::Shares shares = estimator_.shares(cell.rows, categories_.of_row, test_rows_ * test_columns_);
        TableCell& made = add(cell);
        made.figures.n = shares.n;
        made.figures.weighted_n = shares.weighted_n;
        made.figures.psus = shares.psus;
        made.figures.missing = shares.missing;
        made.figures.degrees_of_freedom = shares.degrees_of_freedom;
        const auto test =
            rao_scott_test(shares, test_rows_, test_columns_, static_cast<double>(shares.n + shares.missing));
        if (!test) {
            made.figures.note = shares.note.empty() ? "A category is empty, or there is only one." : shares.note;
            return;
        }
        made.tests = {{"F", test->f}, {"ndf", test->numerator_df}, {"ddf", test->denominator_df}, {"p", test->p}};
    }

    const DataTable& data_;
    const EstimateSpecification& specification_;
    Estimator& estimator_;
    const SurveyDesign& design_;
    EstimateOptions options_;
    Table table_;
    std::vector<double> values_, denominators_;
    Categories categories_;
    std::size_t test_rows_ = 0, test_columns_ = 0;
};

} // namespace

Result<std::vector<Table>> tabulate(const DataTable& data, const TabulationSpecification& specification)
{
    MAHALLA_TRY(const SurveyDesign design, SurveyDesign::create(data, specification.design));
    const Basis basis =
        specification.design.describes_population() ? Basis::OfThePopulation : Basis::OfThoseInterviewed;
    Estimator estimator(design);
    std::vector<Table> tables;
    for (const EstimateSpecification& wanted : specification.estimates) {
        auto table = TableMaker(data, wanted, estimator, design).make(basis);
        if (!table) return in_estimate(wanted, table.error());
        tables.push_back(*std::move(table));
    }
    return tables;
}

EstimateSpecification specification_of(const IndicatorDefinition& indicator,
                                       const std::vector<DisaggregationDefinition>& by, const std::string& language)
{
    EstimateSpecification specification;
    specification.id = indicator.name;
    specification.label = indicator.label(language);
    specification.unit = indicator.unit_of_analysis;
    specification.statistic = indicator.statistic;
    specification.variable = indicator.value;
    specification.denominator = indicator.denominator;
    specification.where = indicator.universe;
    specification.interval =
        indicator.statistic == Statistic::Proportion ? IntervalMethod::Logit : IntervalMethod::Wald;
    if (!indicator.probabilities.empty()) specification.probabilities = indicator.probabilities;
    specification.margins = true;
    for (const DisaggregationDefinition& definition : by) {
        specification.by.push_back(definition.value);
        Dimension dimension;
        dimension.name = definition.name;
        dimension.label = label_in(definition.labels, language, definition.name);
        std::vector<std::string> above;
        for (const DisaggregationCategory& category : definition.categories)
            if (!category.parent.empty()) above.push_back(category.parent);
        for (const DisaggregationCategory& category : definition.categories) {
            dimension.labels[category.code] = label_in(category.labels, language, category.code);
            if (!category.parent.empty()) dimension.parents[category.code] = category.parent;
            // A category above others is the sum of them: rows carry the lowest.
            if (std::find(above.begin(), above.end(), category.code) == above.end())
                dimension.categories.push_back(category.code);
        }
        specification.dimensions.push_back(std::move(dimension));
    }
    return specification;
}

const char* name_of(Statistic statistic)
{
    switch (statistic) {
    case Statistic::Proportion:
        return "proportion";
    case Statistic::Mean:
        return "mean";
    case Statistic::Total:
        return "total";
    case Statistic::Ratio:
        return "ratio";
    case Statistic::Quantile:
        return "quantile";
    case Statistic::ChiSquared:
        return "chisq";
    }
    return "mean";
}

std::optional<Statistic> statistic_of(const std::string& name)
{
    for (const Statistic statistic : {Statistic::Proportion, Statistic::Mean, Statistic::Total, Statistic::Ratio,
                                      Statistic::Quantile, Statistic::ChiSquared})
        if (name == name_of(statistic)) return statistic;
    return std::nullopt;
}

} // namespace mahalla
