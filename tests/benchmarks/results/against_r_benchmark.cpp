#include "base/check.h"
#include "base/number.h"
#include "benchmarks/processor_time.h"
#include "benchmarks/results/benchmarks.h"
#include "benchmarks/results/made_survey.h"
#include "indicator/csv_table.h"
#include "support/temporary_folder.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace mahalla;

namespace {

constexpr double share_of_r_max = 1; ///< Per cent: a hundred times as fast.

void write_csv(const DataTable& data, const std::filesystem::path& path)
{
    std::ofstream file(path, std::ios::binary);
    std::string line;
    for (const Column& column : data.columns()) line += (line.empty() ? "" : ",") + column.name;
    file << line << '\n';
    for (std::size_t row = 0; row < data.row_count(); ++row) {
        line.clear();
        for (const Column& column : data.columns()) {
            if (!line.empty()) line += ',';
            line += column.is_missing(row) ? std::string("NA") : column.text(row);
        }
        file << line << '\n';
    }
}

std::string content_of(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

/// The largest relative difference between our figures and R's, in the order of the tables.
double largest_difference(const std::vector<Table>& tables, const DataTable& expected)
{
    double largest = 0;
    std::size_t row = 0;
    for (const Table& table : tables)
        for (const TableCell& cell : table.cells) {
            for (const auto& [ours, column] :
                 {std::pair(cell.figures.estimate, "estimate"), std::pair(cell.figures.standard_error, "se")}) {
                const double wanted = expected.find(column)->numbers[row];
                largest = std::max(largest, std::fabs(ours.value_or(HUGE_VAL) - wanted) / std::fabs(wanted));
            }
            ++row;
        }
    return row == expected.row_count() ? largest : HUGE_VAL;
}

} // namespace

void benchmark_against_r(Report& report)
{
    report.heading("100,000 rows, the same 100 tables, against svyby of R's survey package");
    test::TemporaryFolder folder;
    SurveyShape shape;
    shape.rows = 100'000;
    const DataTable data = made_survey(shape);
    const TabulationSpecification specification{made_design(), hundred_tables()};
    std::vector<Table> tables;
    const double ours_ms = median_milliseconds(7, [&] {
        auto made = tabulate(data, specification);
        MAHALLA_CHECK(made);
        tables = *std::move(made);
    });
    report.figure("ours, on one processor", ours_ms, "ms");

    const std::filesystem::path csv = folder.path() / "survey.csv", figures = folder.path() / "figures.csv",
                                spent = folder.path() / "spent.txt";
    write_csv(data, csv);
    const std::string command = "Rscript '" MAHALLA_SVYBY_SCRIPT "' '" + csv.string() + "' '" + figures.string() +
                                "' > '" + spent.string() + "' 2> /dev/null";
    const auto seconds = std::system(command.c_str()) == 0
                             ? number_from_text(content_of(spent).substr(0, content_of(spent).find('\n')))
                             : std::nullopt;
    if (!seconds) {
        std::printf("  R with its survey package (Debian's r-cran-survey) is not installed: not compared\n");
        return;
    }
    report.figure("svyby", *seconds, "s");
    report.figure("how many times as fast", *seconds * 1000 / ours_ms, "");
    report.figure("our share of R's time", 100 * ours_ms / (*seconds * 1000), "%", share_of_r_max);
    const std::string text = content_of(figures);
    const DataReading expected = read_csv_table(as_bytes(text));
    MAHALLA_CHECK(expected.table);
    report.figure("largest difference of a figure from R's, in millionths",
                  1e6 * largest_difference(tables, *expected.table), "", 1);
}
