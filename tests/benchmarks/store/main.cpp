// What a vault promises about speed and size, and what it does: store_benchmark [--allowance F]
//
// Ends with 1 where a promise is exceeded more than F times (1 unless given; a machine that is not quiet may need 1.5).

#include "base/number.h"
#include "benchmarks/store/benchmarks.h"

#include <string_view>

int main(int count, char** arguments)
{
    double allowance = 1;
    for (int i = 1; i + 1 < count; i += 2)
        if (std::string_view(arguments[i]) == "--allowance")
            allowance = mahalla::number_from_text(arguments[i + 1]).value_or(allowance);
    Report report(allowance);
    benchmark_sizes(report);
    report.close();
    return report.anything_missed() ? 1 : 0;
}
