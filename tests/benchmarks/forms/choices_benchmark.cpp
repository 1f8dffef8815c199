#include "benchmarks/forms/benchmarks.h"
#include "benchmarks/forms/measuring.h"
#include "benchmarks/forms/written_forms.h"
#include "xform/external_data.h"

using namespace mahalla;

namespace {

constexpr int choices = 100'000;
constexpr double filter_ms_max = 10;

/// Types one district after the other and looks at the villages.
void print_filtering(Report& report, const std::string& name, FormSession session, double limit)
{
    const SessionNode select = *session.find("/data/v");
    const auto filter = [&](int district) {
        (void)session.answer("/data/d", std::to_string(district));
        (void)session.state(select);
    };
    report.figure(name + ": first", milliseconds_of([&] { filter(0); }), "ms");
    std::vector<double> times;
    for (int district = 1; district < 40; ++district) times.push_back(milliseconds_of([&] { filter(district); }));
    const Percentiles again = percentiles_of(std::move(times));
    report.figure(name + ": again, median", again.median, "ms", limit);
    report.figure(name + ": again, slowest", again.slowest, "ms");
}

} // namespace

void benchmark_choices(Report& report)
{
    StillWorld world;
    report.heading("100,000 choices filtered at each answer");
    for (const auto& [name, filter] :
         {std::pair("by equal texts", "d = /data/d"), std::pair("by equal numbers", "number(d) = number(/data/d)"),
          std::pair("by a text equal to a number", "d = number(/data/d)"),
          std::pair("by one of several (no index)", "selected(/data/d, d)"),
          std::pair("by a text within (no index)", "contains(name, /data/d)"),
          std::pair("by two equalities", "d = /data/d and name != 'v1'")})
        print_filtering(report, name, world.open(form_of_text(form_of_choices(choices, filter))), filter_ms_max);

    StillWorld with_file;
    const std::string csv = csv_of_choices(choices);
    std::shared_ptr<const Document> villages;
    report.figure("CSV of 100,000 rows read",
                  median_milliseconds(3, [&] { villages = read_external_data("villages.csv", as_bytes(csv)).value(); }),
                  "ms");
    with_file.environment.external_instances.emplace("villages", villages);
    print_filtering(report, "from CSV, by equal texts",
                    with_file.open(form_of_text(form_of_choices_in_csv("d = /data/d"))), filter_ms_max);

    std::vector<Report::Cost> indexed;
    for (const int count : {1'000, 10'000, 100'000}) {
        FormSession session = world.open(form_of_text(form_of_choices(count, "d = /data/d")));
        const SessionNode select = *session.find("/data/v");
        indexed.push_back({double(count),
                           median_milliseconds(
                               30, [&] { (void)session.state(select); },
                               [&, i = 0]() mutable { (void)session.answer("/data/d", std::to_string(++i % 1000)); })});
    }
    report.growth("choices by equal texts (a thousandth of them shown)", "ms", indexed, Report::Growth::Linear);
}
