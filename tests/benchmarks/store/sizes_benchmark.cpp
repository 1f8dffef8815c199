#include "benchmarks/processor_time.h"
#include "benchmarks/store/benchmarks.h"
#include "benchmarks/store/office.h"

using namespace mahalla;

namespace {

constexpr double household_bytes_max = 1'228; ///< 1.2 KB.
constexpr int households = 25;

struct Sizes {
    Percentiles bytes;
    std::size_t answers = 0;
    double events = 0;
};

Sizes sizes_of(const std::string& xform, std::size_t recipients)
{
    test::TemporaryFolder folder;
    Office office(folder.path(), xform, recipients);
    Vault worker = office.field_worker("worker");
    Sizes sizes;
    std::vector<double> bytes;
    std::uint64_t known = 0;
    for (int household = 0; household < households; ++household) {
        const RecordChanges answers = plausible_answers(office, static_cast<std::uint64_t>(household + 1));
        sizes.answers += answers.changes.size();
        finalised_record(office, worker, answers);
        double sum = 0;
        for (const Bytes& event : must(worker.events_after(worker.device(), known, 1'000))) {
            sum += static_cast<double>(event.size());
            ++known;
        }
        bytes.push_back(sum);
    }
    sizes.answers /= households;
    sizes.events = static_cast<double>(known) / households;
    sizes.bytes = percentiles_of(std::move(bytes));
    return sizes;
}

void print(Report& report, const std::string& name, const std::string& xform)
{
    for (const std::size_t recipients : {2U, 3U, 10U}) {
        const Sizes sizes = sizes_of(xform, recipients);
        const std::string who = name + ", " + std::to_string(recipients) + " recipients";
        if (recipients == 2) report.figure(name + ": answers and calculations", double(sizes.answers), "");
        report.figure(who + ": events of a record", sizes.events, "");
        const double limit = recipients == 3 ? household_bytes_max : 0;
        report.figure(who + ": a record on the wire, median", sizes.bytes.median, "B", limit);
        report.figure(who + ": a record on the wire, largest", sizes.bytes.slowest, "B");
    }
}

} // namespace

void benchmark_sizes(Report& report)
{
    report.heading("Records on the wire: 25 with plausible answers, sealed, all events of each");
    print(report, "household.xlsx", xform_of_workbook("household.xlsx"));
    print(report, "150 plain questions", xform_of_plain_questions(150));
}
