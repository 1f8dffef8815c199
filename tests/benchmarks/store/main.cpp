// What a vault promises about speed and size, and what it does: store_benchmark [--allowance F] [--records N]
//
// Ends with 1 where a promise is exceeded more than F times (1 unless given; a machine that is not quiet may need 1.5).
// N is 100,000 unless given: their sealing takes a minute or two.

#include "base/number.h"
#include "benchmarks/store/benchmarks.h"
#include "benchmarks/store/reading_benchmark.h"

#include <cstdlib>
#include <string_view>

int main(int count, char** arguments)
{
    double allowance = 1;
    std::uint64_t records = 100'000;
    std::size_t threads = 2;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view option = arguments[i];
        if (option == "--threads") threads = static_cast<std::size_t>(std::atoi(arguments[i + 1]));
        if (option == "--reading-of") return print_reading_of_vault(arguments[i + 1], threads);
        if (option == "--memory-of") return print_memory_of_vault(arguments[i + 1]);
        const auto number = mahalla::number_from_text(arguments[i + 1]);
        if (option == "--allowance") allowance = number.value_or(allowance);
        if (option == "--records" && number && *number >= 1'000) records = static_cast<std::uint64_t>(*number);
    }
    Report report(allowance);
    benchmark_sizes(report);
    benchmark_passphrase(report);
    benchmark_rows(report, records);
    benchmark_vault(report, arguments[0], records);
    report.close();
    return report.anything_missed() ? 1 : 0;
}
