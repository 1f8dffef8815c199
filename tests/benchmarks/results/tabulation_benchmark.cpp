#include "base/check.h"
#include "benchmarks/processor_time.h"
#include "benchmarks/resident_memory.h"
#include "benchmarks/results/benchmarks.h"
#include "benchmarks/results/made_survey.h"
#include "system/system_workers.h"

#include <algorithm>
#include <chrono>
#include <sys/resource.h>

using namespace mahalla;

namespace {

constexpr double wall_ms_max = 1'000;
constexpr double memory_mb_max = 629; ///< 600 MiB.
constexpr int runs = 5;

/// The milliseconds that all threads of this program have had a processor.
double process_milliseconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

struct Cost {
    double wall_ms = 0, processor_ms = 0;
};

/// On so many threads; 0: on all processors.
Cost cost_of(const DataTable& data, const TabulationSpecification& specification, std::size_t threads = 0)
{
    SystemWorkers workers(threads);
    std::vector<double> wall, processor;
    for (int run = 0; run < runs; ++run) {
        const auto begin = std::chrono::steady_clock::now();
        const double processor_begin = process_milliseconds();
        MAHALLA_CHECK(tabulate(data, specification, workers));
        processor.push_back(process_milliseconds() - processor_begin);
        wall.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    return {percentiles_of(wall).median, percentiles_of(processor).median};
}

void report_million(Report& report, const std::string& name, const SurveyShape& shape, double wall_limit)
{
    const DataTable data = made_survey(shape);
    const TabulationSpecification specification{made_design(), hundred_tables()};
    const Cost cost = cost_of(data, specification);
    report.figure(name + ": time that passes", cost.wall_ms, "ms", wall_limit);
    report.figure(name + ": time of all processors", cost.processor_ms, "ms", wall_limit > 0 ? 2 * wall_limit : 0);
}

/// What ten tables of one kind cost as their cells become many.
void report_growth_in_cells(Report& report, const std::string& name, const EstimateSpecification& one,
                            bool areas_hold_clusters, Report::Growth growth)
{
    std::vector<Report::Cost> by_cells;
    for (const std::size_t cells : {5U, 50U, 500U, 5'000U}) {
        SurveyShape shape;
        shape.areas = cells;
        shape.areas_hold_clusters = areas_hold_clusters;
        const DataTable data = made_survey(shape);
        std::vector<EstimateSpecification> wanted(10, one);
        if (!one.of_each_category)
            for (std::size_t v = 0; v < wanted.size(); ++v) wanted[v].variable = "number" + std::to_string(v);
        by_cells.push_back({double(cells), cost_of(data, {made_design(), wanted}, 1).processor_ms});
    }
    report.growth("10 tables, " + name, "ms", by_cells, growth);
}

} // namespace

int tabulate_once()
{
    const DataTable data = made_survey({});
    SystemWorkers workers(2);
    return tabulate(data, {made_design(), hundred_tables()}, workers) ? 0 : 1;
}

void benchmark_tabulation(Report& report, const char* own_program)
{
    report.heading("1,000,000 rows, 20 indicators, 5 disaggregations, with standard errors: 100 tables");
    report_million(report, "in the order of 5,000 clusters", {}, wall_ms_max);
    SurveyShape shape;
    shape.shuffled = true;
    report_million(report, "in no order", shape, 0);
    shape = {};
    shape.rows_per_cluster = 1;
    report_million(report, "every row a sampling unit", shape, 0);
    if (const auto megabytes = resident_megabytes_of({own_program, "--tabulate-once"}))
        report.figure("resident memory at most, with the data", *megabytes, "MB", memory_mb_max);

    report.heading("How it grows: time of the processor");
    std::vector<Report::Cost> by_rows;
    for (const std::size_t rows : {62'500U, 250'000U, 1'000'000U}) {
        shape = {};
        shape.rows = rows;
        const DataTable data = made_survey(shape);
        by_rows.push_back({double(rows), cost_of(data, {made_design(), hundred_tables()}, 1).processor_ms});
    }
    report.growth("100 tables of so many rows", "ms", by_rows, Report::Growth::Linear);

    const EstimateSpecification means = one_table("number0", "area");
    report_growth_in_cells(report, "means, cells of whole clusters", means, true, Report::Growth::Flat);
    // Cells that cross clusters make up to a sum for each row, and no more.
    report_growth_in_cells(report, "means, cells across clusters", means, false, Report::Growth::Shown);
    EstimateSpecification quartiles = means;
    quartiles.statistic = Statistic::Quantile;
    quartiles.probabilities = {0.25, 0.5, 0.75};
    report_growth_in_cells(report, "quartiles, cells of whole clusters", quartiles, true, Report::Growth::Flat);
    EstimateSpecification shares = one_table("age_group", "area");
    shares.statistic = Statistic::Proportion;
    shares.of_each_category = true;
    report_growth_in_cells(report, "shares of each age group, cells of whole clusters", shares, true,
                           Report::Growth::Flat);
}
