#include "benchmarks/forms/benchmarks.h"
#include "benchmarks/forms/measuring.h"
#include "benchmarks/forms/written_forms.h"

using namespace mahalla;

namespace {

void add_rows(FormSession& session, std::string_view series, int rows)
{
    for (int i = 0; i < rows; ++i) (void)session.add_repeat(series);
}

double median_microseconds(FormSession& session, const std::string& ref, int times)
{
    const SessionNode node = *session.find(ref);
    std::vector<std::pair<SessionNode, std::string>> answers;
    for (int i = 0; i < times; ++i) answers.emplace_back(node, std::to_string(i % 9 + 1));
    return percentiles_of(microseconds_of_answers(session, answers)).median;
}

void benchmark_nested(Report& report, StillWorld& world)
{
    std::vector<Report::Cost> adding, answering;
    const auto form = form_of_text(form_of_nested_rosters());
    for (const int houses : {10, 100, 1'000}) {
        FormSession session = world.open(form);
        adding.push_back({houses * 10.0, milliseconds_of([&] {
                              for (int house = 1; house <= houses; ++house) {
                                  (void)session.add_repeat("/data/house");
                                  add_rows(session, "/data/house[" + std::to_string(house) + "]/person", 10);
                              }
                          })});
        const std::string last = "/data/house[" + std::to_string(houses) + "]/person[10]/a";
        answering.push_back({houses * 10.0, median_microseconds(session, last, 400)});
    }
    report.growth("ten people added to each house", "ms", adding, Report::Growth::Linear);
    report.growth("an answer about the last person", "us", answering, Report::Growth::Flat);
}

} // namespace

void benchmark_rosters(Report& report)
{
    StillWorld world;
    report.heading("Rosters of 10 to 10,000 rows of ten questions");
    const auto form = form_of_text(form_of_roster());
    std::vector<Report::Cost> adding, answering, summing, removing, removing_last;
    const auto summed_form = form_of_text(form_of_summed_roster());
    for (const int rows : {10, 100, 1'000, 10'000}) {
        FormSession session = world.open(form);
        const double added = milliseconds_of([&] { add_rows(session, "/data/row", rows); });
        adding.push_back({double(rows), added});
        if (rows == 1'000) report.figure("1,000 rows of 10 questions added one by one", added, "ms", 20);
        const std::string last = "/data/row[" + std::to_string(rows) + "]";
        answering.push_back({double(rows), median_microseconds(session, last + "/q0", 400)});
        removing_last.push_back({double(rows), 1000 * milliseconds_of([&] { (void)session.remove_repeat(last); })});
        FormSession summed = world.open(summed_form);
        add_rows(summed, "/data/row", rows);
        summing.push_back({double(rows), median_microseconds(summed, last + "/q4", 50)});
        removing.push_back(
            {double(rows), 1000 * milliseconds_of([&] { (void)session.remove_repeat("/data/row[1]"); })});
    }
    report.growth("rows added one by one", "ms", adding, Report::Growth::Linear);
    report.growth("an answer in the last row", "us", answering, Report::Growth::Flat);
    report.growth("an answer that a sum over all rows reads", "us", summing, Report::Growth::Linear);
    report.growth("the last row removed", "us", removing_last, Report::Growth::Linear);
    report.growth("the first row removed", "us", removing, Report::Growth::Linear);
    benchmark_nested(report, world);
}
