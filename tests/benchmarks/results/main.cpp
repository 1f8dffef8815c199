// What results promise about speed and memory, and what they do: results_benchmark [--allowance F]
//
// Ends with 1 where a promise is exceeded more than F times (1 unless given; a machine that is not quiet may need 1.5).

#include "base/number.h"
#include "benchmarks/results/benchmarks.h"

#include <string_view>

int main(int count, char** arguments)
{
    double allowance = 1;
    for (int i = 1; i < count; ++i) {
        const std::string_view option = arguments[i];
        if (option == "--tabulate-once") return tabulate_once();
        if (option == "--allowance" && i + 1 < count)
            allowance = mahalla::number_from_text(arguments[++i]).value_or(allowance);
    }
    Report report(allowance);
    benchmark_tabulation(report, arguments[0]);
    benchmark_against_r(report);
    report.close();
    return report.anything_missed() ? 1 : 0;
}
