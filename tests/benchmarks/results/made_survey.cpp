#include "benchmarks/results/made_survey.h"

#include "base/check.h"
#include "base/seeded_random.h"

#include <limits>
#include <numeric>

using namespace mahalla;

namespace {

constexpr int yes_or_no_variables = 10, measured_variables = 10;

Column numbers(std::string name, std::size_t rows)
{
    Column column;
    column.name = std::move(name);
    column.numbers.resize(rows);
    return column;
}

Column categories(std::string name, std::size_t rows, std::size_t count)
{
    Column column;
    column.name = std::move(name);
    column.kind = ColumnKind::Text;
    column.texts.resize(rows);
    // Sorted as texts are.
    for (std::size_t i = 0; i < count; ++i) column.categories.push_back("c" + std::to_string(1'000'000 + i));
    return column;
}

/// Bits by the dozen from one draw, as long as nobody looks at their independence.
double fraction(SeededRandom& random) { return static_cast<double>(random.below(1U << 20U)) / (1U << 20U); }

} // namespace

DataTable made_survey(const SurveyShape& shape)
{
    SeededRandom random(20);
    const std::size_t rows = shape.rows, per_cluster = shape.rows_per_cluster;
    const std::size_t clusters = (rows + per_cluster - 1) / per_cluster;
    std::vector<Column> columns{numbers("stratum", rows),
                                numbers("cluster", rows),
                                numbers("weight", rows),
                                categories("sex", rows, 2),
                                categories("age_group", rows, 6),
                                categories("disability", rows, 2),
                                categories("displacement", rows, 5),
                                categories("area", rows, shape.areas)};
    for (int v = 0; v < yes_or_no_variables; ++v) columns.push_back(numbers("yes" + std::to_string(v), rows));
    for (int v = 0; v < measured_variables; ++v) columns.push_back(numbers("number" + std::to_string(v), rows));
    std::vector<double> effects;
    for (std::size_t i = 0; i < rows; ++i) {
        const std::size_t cluster = i / per_cluster, stratum = cluster * shape.strata / clusters;
        if (i % per_cluster == 0) {
            effects.clear();
            for (int v = 0; v < yes_or_no_variables + measured_variables; ++v) effects.push_back(fraction(random));
        }
        columns[0].numbers[i] = static_cast<double>(stratum);
        columns[1].numbers[i] = static_cast<double>(cluster);
        columns[2].numbers[i] = 50 + static_cast<double>(stratum % 7) * 10 + 5 * fraction(random);
        for (std::size_t c = 3; c < 8; ++c)
            columns[c].texts[i] = static_cast<std::uint32_t>(random.below(columns[c].categories.size()));
        if (shape.areas_hold_clusters)
            columns[7].texts[i] = static_cast<std::uint32_t>(cluster * shape.areas / clusters);
        for (int v = 0; v < yes_or_no_variables + measured_variables; ++v) {
            const double effect = effects[static_cast<std::size_t>(v)];
            double value = 0;
            if (v < yes_or_no_variables)
                value = fraction(random) < 0.2 + 0.4 * effect ? 1 : 0;
            else
                value = 100 * (effect + fraction(random)) + v;
            if (random.below(32) == 0) value = std::numeric_limits<double>::quiet_NaN();
            columns[static_cast<std::size_t>(8 + v)].numbers[i] = value;
        }
    }
    auto table = DataTable::create(std::move(columns));
    MAHALLA_CHECK(table);
    if (!shape.shuffled) return *std::move(table);
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = rows; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    return table->rows(order);
}

DesignDefinition made_design()
{
    DesignDefinition design;
    design.weight = "weight";
    design.strata = "stratum";
    design.psu = {"cluster"};
    return design;
}

EstimateSpecification one_table(const std::string& variable, const std::string& by)
{
    EstimateSpecification wanted;
    wanted.id = variable + "-" + by;
    wanted.variable = variable;
    wanted.by = {by};
    return wanted;
}

std::vector<EstimateSpecification> hundred_tables()
{
    std::vector<EstimateSpecification> wanted;
    for (const char* by : {"sex", "age_group", "disability", "displacement", "area"}) {
        for (int v = 0; v < yes_or_no_variables; ++v) {
            wanted.push_back(one_table("yes" + std::to_string(v), by));
            wanted.back().statistic = Statistic::Proportion;
            wanted.back().interval = IntervalMethod::Logit;
        }
        for (int v = 0; v < measured_variables; ++v) {
            wanted.push_back(one_table("number" + std::to_string(v), by));
            if (v == 7) wanted.back().variable += " > 100"; // an expression, so one more share
            if (v == 8) wanted.back().statistic = Statistic::Total;
            if (v == 9) {
                wanted.back().statistic = Statistic::Ratio;
                wanted.back().denominator = "number0";
            }
        }
    }
    return wanted;
}
