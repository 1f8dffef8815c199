// What an interview promises about speed, and what it does: forms_benchmark [--allowance F]
//
// Ends with 1 where a promise is exceeded more than F times (1 unless given; a machine that is not quiet may need 1.5).

#include "base/number.h"
#include "benchmarks/forms/benchmarks.h"
#include "support/shared_folder.h"

#include <string_view>

int main(int count, char** arguments)
{
    double allowance = 1;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view option = arguments[i];
        if (option == "--memory-of")
            return print_memory_of_questions(static_cast<int>(mahalla::number_from_text(arguments[i + 1]).value_or(0)));
        if (option == "--allowance") allowance = mahalla::number_from_text(arguments[i + 1]).value_or(allowance);
    }
    std::optional<std::string> forms;
    if (const auto folder = mahalla::test::shared_folder("forms")) forms = folder->string();
    Report report(allowance);
    benchmark_memory(report, arguments[0], forms);
    benchmark_loading(report, forms);
    benchmark_answers(report, forms);
    benchmark_rosters(report);
    benchmark_choices(report);
    report.close();
    return report.anything_missed() ? 1 : 0;
}
