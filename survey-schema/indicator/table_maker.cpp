#include "indicator/table_maker.h"

#include "indicator/column_expression.h"
#include "indicator/distribution.h"
#include "indicator/estimator.h"
#include "indicator/largest_contributions.h"
#include "indicator/rao_scott.h"
#include "indicator/unit_sums.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace mahalla {

namespace {

using Reading = TabulationInputs::Reading;
constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t categories_max = 10'000;
constexpr std::size_t test_cells_max = 400;

bool reads_categories(const EstimateSpecification& specification)
{
    return specification.of_each_category || specification.statistic == Statistic::ChiSquared ||
           specification.statistic == Statistic::CrossTable;
}

Reading reading_of(const EstimateSpecification& specification)
{
    return specification.statistic == Statistic::Proportion ? Reading::YesOrNo : Reading::Numbers;
}

class TableMaker {
public:
    TableMaker(const EstimateSpecification& specification, const TabulationInputs& inputs, const DataTable& data,
               const SurveyDesign& design)
        : specification_(specification), inputs_(inputs), data_(data),
          design_(design), options_{specification.interval, specification.level, specification.design_effect}
    {}

    Result<Table> make(Basis basis)
    {
        table_.id = specification_.id;
        table_.label = specification_.label;
        table_.unit = specification_.unit;
        table_.statistic = specification_.statistic;
        table_.basis = basis;
        table_.confidence_level = specification_.level;
        MAHALLA_TRY(breakdown_, inputs_.breakdown(specification_));
        table_.dimensions = breakdown_->breakdown->dimensions();
        if (auto done = read_values(); !done) return tl::unexpected(done.error());
        if (specification_.statistic == Statistic::Contrast) return make_contrast();
        for (std::size_t p = 0; p < breakdown_->breakdown->partitions().size(); ++p) add_partition(p);
        return std::move(table_);
    }

private:
    const Breakdown::Partition& partition(std::size_t p) const { return breakdown_->breakdown->partitions()[p]; }

    Result<void> read_values()
    {
        if (specification_.statistic == Statistic::ChiSquared) return read_test_variables();
        if (specification_.statistic == Statistic::CrossTable) return read_crossed_variables();
        if (specification_.of_each_category) {
            MAHALLA_TRY(const Column column, column_of(specification_.variable));
            MAHALLA_TRY(categories_, categories_of(column));
            return {};
        }
        MAHALLA_TRY(values_, inputs_.variable(specification_.variable, reading_of(specification_)));
        table_.unresolved = values_->unresolved;
        if (!specification_.denominator.empty()) {
            MAHALLA_TRY(denominators_, inputs_.variable(specification_.denominator, Reading::Numbers));
        }
        return {};
    }

    Result<Column> column_of(const std::string& text)
    {
        MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(text, data_));
        table_.unresolved += expression.unresolved();
        return expression.column();
    }

    static Result<ColumnCategories> categories_of(const Column& column)
    {
        ColumnCategories categories = ColumnCategories::of(column);
        if (categories.names.size() > categories_max)
            return failure(ErrorKind::Invalid, "'" + column.name + "' has more than 10,000 categories.");
        return categories;
    }

    Result<void> read_test_variables()
    {
        std::vector<ColumnCategories> two;
        for (const std::string& text : specification_.variables) {
            MAHALLA_TRY(const Column column, column_of(text));
            MAHALLA_TRY(ColumnCategories categories, categories_of(column));
            two.push_back(std::move(categories));
        }
        test_rows_ = two[0].names.size();
        test_columns_ = two[1].names.size();
        if (test_rows_ * test_columns_ > test_cells_max)
            return failure(ErrorKind::Invalid, "The two variables make more than 400 cells: group their categories.");
        categories_.of_row.assign(data_.row_count(), Column::no_text);
        for (std::size_t row = 0; row < data_.row_count(); ++row) {
            const std::uint32_t first = two[0].of_row[row], second = two[1].of_row[row];
            if (first != Column::no_text && second != Column::no_text)
                categories_.of_row[row] = first + second * static_cast<std::uint32_t>(test_rows_);
        }
        return {};
    }

    /// A table counts rows: the total of ones.
    Result<void> read_crossed_variables()
    {
        for (const std::string& text : specification_.variables) {
            MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(text, data_));
            table_.unresolved += expression.unresolved();
        }
        ones_.own_values.assign(data_.row_count(), 1);
        ones_.values = ones_.by_unit = ones_.own_values;
        values_ = &ones_;
        return {};
    }

    void add_partition(std::size_t p)
    {
        switch (specification_.statistic) {
        case Statistic::Mean:
        case Statistic::Ratio:
        case Statistic::Proportion:
        case Statistic::Total:
        case Statistic::CrossTable:
            if (specification_.of_each_category) return add_categories(p);
            return needs_influence_values() ? add_one_by_one(p) : add_at_once(p);
        case Statistic::Quantile:
            return for_each_cell(p, [this](const auto& key, auto rows) { add_quantiles(key, rows); });
        case Statistic::ChiSquared:
            return for_each_cell(p, [this](const auto& key, auto rows) { add_test(key, rows); });
        case Statistic::Gini:
            return for_each_cell(p, [this](const auto& key, auto rows) {
                add(key).figures = estimator().gini(rows, values_->values, options_);
            });
        case Statistic::QuintileRatio:
            return for_each_cell(p, [this](const auto& key, auto rows) {
                add(key).figures = estimator().quintile_ratio(rows, values_->values, specification_.rule, options_);
            });
        case Statistic::AtRiskOfPoverty:
            return add_poverty(p);
        case Statistic::Contrast:
            return;
        }
    }

    template <typename Work> void for_each_cell(std::size_t p, Work work)
    {
        const CellRows rows = partition(p).rows();
        for (std::size_t cell = 0; cell < partition(p).keys.size(); ++cell) work(partition(p).keys[cell], rows[cell]);
    }

    Estimator& estimator()
    {
        if (!estimator_) estimator_ = std::make_unique<Estimator>(design_);
        return *estimator_;
    }

    TableCell& add(const std::vector<std::string>& key)
    {
        table_.cells.emplace_back().key = key;
        return table_.cells.back();
    }

    bool needs_influence_values() const
    {
        return design_.is_calibrated() || design_.replication() != Replication::None;
    }

    /// All cells in one pass over the rows; cell `i` of the partition becomes cell `first + i * step` of the table.
    void estimate_at_once(std::size_t p, const SummedVariable& variable, std::size_t first, std::size_t step)
    {
        const UnitCells& unit_cells = breakdown_->unit_cells[p];
        // A combination is counted over the whole sample, however few units it was found in.
        std::vector<UnitCells::Coverage> coverage(unit_cells.coverage().begin(), unit_cells.coverage().end());
        if (specification_.statistic == Statistic::CrossTable)
            for (UnitCells::Coverage& cell : coverage)
                cell = {cell.sampled, whole_sample().psus, whole_sample().strata};
        const UnitSums sums = sum_by_unit(unit_cells, design_.weights_by_unit(), variable);
        const std::vector<Estimate> estimates =
            estimates_of(design_.tree(), unit_cells.places(), coverage, sums,
                         sum_statistic_of(specification_.statistic), design_.is_plain(), options_);
        const auto positives = positives_of(unit_cells.places(), unit_cells.cell_count(), sums);
        const bool counts_positives =
            specification_.statistic == Statistic::Proportion || specification_.of_each_category;
        for (std::size_t cell = 0; cell < estimates.size(); ++cell) {
            TableCell& made = table_.cells[first + cell * step];
            made.figures = estimates[cell];
            if (counts_positives) made.positives = positives[cell];
        }
    }

    void add_at_once(std::size_t p)
    {
        SummedVariable variable{values_->by_unit, {}, values_->pivot, 0};
        if (specification_.statistic == Statistic::Ratio) {
            variable.denominators = denominators_->by_unit;
            variable.denominator_pivot = denominators_->pivot;
        }
        const std::size_t first = table_.cells.size();
        for (const auto& key : partition(p).keys) add(key);
        estimate_at_once(p, variable, first, 1);
        if (specification_.statistic == Statistic::Total) add_contributors(p, first);
        if (specification_.statistic == Statistic::CrossTable) add_zeros(first);
    }

    VarianceEstimator::Coverage whole_sample()
    {
        const auto& strata = design_.tree().stages[0].strata;
        return {design_.tree().stages[0].unit_count(),
                static_cast<std::uint64_t>(
                    std::count_if(strata.begin(), strata.end(), [](const auto& s) { return s.sampled > 0; }))};
    }

    void add_one_by_one(std::size_t p)
    {
        const std::size_t first = table_.cells.size();
        for_each_cell(p, [this](const auto& key, auto rows) {
            TableCell& made = add(key);
            switch (sum_statistic_of(specification_.statistic)) {
            case SumStatistic::Mean:
                made.figures = estimator().mean(rows, values_->values, options_);
                return;
            case SumStatistic::Ratio:
                made.figures = estimator().ratio(rows, values_->values, denominators_->values, options_);
                return;
            case SumStatistic::Total:
                made.figures = estimator().total(rows, values_->values, options_);
                return;
            case SumStatistic::Share:
                made.figures = estimator().share(rows, values_->values, options_);
                made.positives = count_positives(rows, values_->values);
                return;
            }
        });
        if (specification_.statistic == Statistic::Total) add_contributors(p, first);
        if (specification_.statistic == Statistic::CrossTable) add_zeros(first);
    }

    /// The largest contributions to each total, from the largest.
    void add_contributors(std::size_t p, std::size_t first)
    {
        for (std::uint32_t row = 0; row < data_.row_count(); ++row) {
            const std::uint32_t cell = partition(p).cell_of_row[row];
            if (cell == Breakdown::no_cell || std::isnan(values_->values[row])) continue;
            keep_largest(table_.cells[first + cell].contributors, design_.weights()[row] * values_->values[row]);
        }
    }

    /// A combination that nobody has counts 0, which the sample shows as such. Rows without one of the categories are
    /// in no cell; each cell says how many there are.
    void add_zeros(std::size_t first)
    {
        std::uint64_t missing = 0;
        for (std::uint32_t row = 0; row < data_.row_count(); ++row)
            missing += design_.weights()[row] > 0 && partition(0).cell_of_row[row] == Breakdown::no_cell ? 1U : 0U;
        for (std::size_t i = first; i < table_.cells.size(); ++i) {
            Estimate& figures = table_.cells[i].figures;
            figures.missing = specification_.where.empty() ? missing : 0;
            if (figures.n > 0) continue;
            figures.estimate = 0;
            figures.note = "Nobody in the sample: there is no standard error.";
        }
    }

    std::uint64_t count_positives(std::span<const std::uint32_t> rows, std::span<const double> values) const
    {
        return static_cast<std::uint64_t>(std::count_if(rows.begin(), rows.end(), [&](std::uint32_t row) {
            return design_.weights()[row] > 0 && values[row] == 1;
        }));
    }

    /// The shares or totals of each category of the variable: those of all rows, so that a cell in which nobody has one
    /// says 0.
    void add_categories(std::size_t p)
    {
        const std::size_t first = table_.cells.size(), count = categories_.names.size();
        for (const auto& key : partition(p).keys)
            for (const std::string& category : categories_.names) add(key).category = category;
        const auto has = [this](std::uint32_t row, std::size_t category) {
            const std::uint32_t own = categories_.of_row[row];
            return own == Column::no_text ? missing_number : own == category ? 1.0 : 0.0;
        };
        std::vector<double> values(data_.row_count(), missing_number);
        if (!needs_influence_values()) {
            const auto rows = design_.rows_by_unit();
            for (std::size_t category = 0; category < count; ++category) {
                for (std::size_t i = 0; i < rows.size(); ++i) values[i] = has(rows[i], category);
                estimate_at_once(p, {values, {}, 0, 0}, first + category, count);
            }
            return;
        }
        std::size_t next = first;
        for_each_cell(p, [&](const auto&, auto rows) {
            for (std::size_t category = 0; category < count; ++category) {
                for (const std::uint32_t row : rows) values[row] = has(row, category);
                TableCell& made = table_.cells[next++];
                made.figures = specification_.statistic == Statistic::Total ? estimator().total(rows, values, options_)
                                                                            : estimator().share(rows, values, options_);
                made.positives = count_positives(rows, values);
            }
        });
    }

    void add_quantiles(const std::vector<std::string>& key, std::span<const std::uint32_t> rows)
    {
        const auto estimates =
            estimator().quantiles(rows, values_->values, specification_.probabilities, specification_.rule, options_);
        for (std::size_t i = 0; i < estimates.size(); ++i) {
            TableCell& made = add(key);
            made.probability = specification_.probabilities[i];
            made.figures = estimates[i];
        }
    }

    void add_poverty(std::size_t p)
    {
        std::vector<std::uint32_t> everybody(data_.row_count());
        for (std::uint32_t row = 0; row < everybody.size(); ++row) everybody[row] = row;
        const PovertyLine line = estimator().poverty_line(everybody, values_->values, specification_.rule);
        for_each_cell(p, [&](const auto& key, auto rows) {
            add(key).figures = estimator().poverty_rate(rows, everybody, line, values_->values, options_);
        });
    }

    void add_test(const std::vector<std::string>& key, std::span<const std::uint32_t> rows)
    {
        const Estimator::Shares shares = estimator().shares(rows, categories_.of_row, test_rows_ * test_columns_);
        TableCell& made = add(key);
        made.figures.n = shares.n;
        made.figures.weighted_n = shares.weighted_n;
        made.figures.psus = shares.psus;
        made.figures.missing = shares.missing;
        made.figures.degrees_of_freedom = shares.degrees_of_freedom;
        const auto test =
            rao_scott_test(shares, test_rows_, test_columns_, static_cast<double>(shares.n + shares.missing));
        if (!test)
            made.figures.note = shares.note.empty() ? "A category is empty, or there is only one." : shares.note;
        else if (specification_.test == IndependenceTest::F)
            made.tests = {{"F", test->f}, {"ndf", test->numerator_df}, {"ddf", test->denominator_df}, {"p", test->p}};
        else
            made.tests = {{"chisq", test->chi_squared}, {"df", test->chi_squared_df}, {"p", test->chi_squared_p}};
    }

    /// One cell, whose key is empty: what the contrast says of all its cells.
    Result<Table> make_contrast()
    {
        const Breakdown::Partition& cells = partition(0);
        const CellRows rows = cells.rows();
        std::map<std::string, std::size_t> place_of;
        for (std::size_t cell = 0; cell < cells.keys.size(); ++cell) {
            std::string name;
            for (const std::string& category : cells.keys[cell]) name += (name.empty() ? "" : ",") + category;
            place_of.emplace(std::move(name), cell);
        }
        std::vector<Estimator::ContrastTerm> terms;
        std::string lacking;
        for (const auto& [name, coefficient] : specification_.contrast) {
            const auto place = place_of.find(name);
            if (coefficient == 0) continue;
            if (place == place_of.end())
                lacking = name;
            else
                terms.push_back({rows[place->second], coefficient});
        }
        TableCell& made = add({});
        table_.dimensions.clear();
        if (!lacking.empty()) {
            made.figures.note = "There is no row in a cell of the contrast ('" + lacking + "').";
            return std::move(table_);
        }
        made.figures = estimator().contrast(
            terms, values_->values, denominators_ ? denominators_->values : std::span<const double>(), options_);
        if (const auto& se = made.figures.standard_error; se && *se > 0) {
            const double t = *made.figures.estimate / *se;
            made.tests = {{"t", t}, {"p", 2 * student_t_upper_tail(std::fabs(t), *made.figures.degrees_of_freedom)}};
        }
        return std::move(table_);
    }

    const EstimateSpecification& specification_;
    const TabulationInputs& inputs_;
    const DataTable& data_;
    const SurveyDesign& design_;
    EstimateOptions options_;
    Table table_;
    const PreparedBreakdown* breakdown_ = nullptr;
    const PreparedVariable* values_ = nullptr;
    const PreparedVariable* denominators_ = nullptr;
    PreparedVariable ones_;
    ColumnCategories categories_;
    std::size_t test_rows_ = 0, test_columns_ = 0;
    std::unique_ptr<Estimator> estimator_;
};

} // namespace

Result<void> want_inputs(const EstimateSpecification& specification, TabulationInputs& inputs)
{
    const auto wrong = [](const char* message) { return failure(ErrorKind::Invalid, message); };
    const Statistic statistic = specification.statistic;
    if (!(specification.level > 0 && specification.level < 1)) return wrong("A confidence level lies between 0 and 1.");
    if (specification.of_each_category && statistic != Statistic::Proportion && statistic != Statistic::Total)
        return wrong("Categories have proportions and totals.");
    if (statistic == Statistic::ChiSquared && specification.variables.size() != 2)
        return wrong("A chi-squared test takes two variables.");
    if (statistic == Statistic::CrossTable && specification.variables.empty())
        return wrong("A table takes the variables that it crosses.");
    if (statistic == Statistic::Quantile)
        for (const double p : specification.probabilities)
            if (!(p >= 0 && p <= 1)) return wrong("A probability lies between 0 and 1.");
    if (statistic == Statistic::Contrast) {
        if (specification.by.empty()) return wrong("A contrast compares the cells of 'by'.");
        const auto& weights = specification.contrast;
        if (std::none_of(weights.begin(), weights.end(), [](const auto& entry) { return entry.second != 0; }))
            return wrong("A contrast has 'weights' for the cells that it compares.");
    }
    if (specification.margins && (statistic == Statistic::Contrast || statistic == Statistic::CrossTable))
        return wrong("A contrast or a table has no margins.");
    inputs.want_breakdown(specification);
    if (!reads_categories(specification)) inputs.want_variable(specification.variable, reading_of(specification));
    if (!specification.denominator.empty()) inputs.want_variable(specification.denominator, Reading::Numbers);
    return {};
}

Result<Table> make_table(const EstimateSpecification& specification, const TabulationInputs& inputs,
                         const DataTable& data, const SurveyDesign& design, Basis basis)
{
    return TableMaker(specification, inputs, data, design).make(basis);
}

} // namespace mahalla
