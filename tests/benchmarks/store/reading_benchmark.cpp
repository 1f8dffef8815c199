#include "benchmarks/store/reading_benchmark.h"

#include "benchmarks/processor_time.h"
#include "benchmarks/store/benchmarks.h"
#include "benchmarks/store/office.h"

#include "fieldwork/record_reader.h"
#include "system/system_clock.h"
#include "system/system_workers.h"

#include <chrono>
#include <sys/resource.h>

using namespace mahalla;

namespace {

double wall_milliseconds()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Of all threads, in the program and in the kernel.
double processor_milliseconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto in = [](const timeval& time) { return 1e3 * double(time.tv_sec) + double(time.tv_usec) / 1e3; };
    return in(usage.ru_utime) + in(usage.ru_stime);
}

/// Resident, at the most there ever was.
double most_megabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) * 1'024 / 1e6;
}

} // namespace

int print_reading_of_vault(const char* folder, std::size_t threads)
{
    SystemDisk disk;
    SeededRandom random(1);
    const FixedClock clock{Instant()};
    SystemWorkers workers(threads);
    const StoreEnvironment environment{disk, clock, random, nullptr, &workers};
    const double begin = wall_milliseconds(), begin_processor = processor_milliseconds();
    const Vault vault = Office::unlocked(std::filesystem::path(folder), environment);
    const double unlocked = wall_milliseconds();
    const auto listed = vault.records();
    const double list = wall_milliseconds();
    FormShelf shelf;
    const ShelvedForm form = must(shelf.form(vault, vault.charter()->content().forms.front().hash));
    const double shelved = wall_milliseconds();
    const ReadRecords read = must(read_records(vault, shelf, form));
    const double end = wall_milliseconds(), end_processor = processor_milliseconds();
    std::uint64_t answers = 0, finalised = 0;
    for (const FlatRecord& record : read.records) {
        finalised += record.stage == RecordStage::Finalised && !record.whole;
        answers += record.answers.size() + record.others.size();
    }
    std::printf("%f %f %f %f %f %f %llu %llu\n", unlocked - begin, list - unlocked, end - shelved, end - begin,
                end_processor - begin_processor, most_megabytes(), static_cast<unsigned long long>(finalised),
                static_cast<unsigned long long>(answers));
    return listed.size() >= read.records.size() ? 0 : 1;
}

Reading reading_of_vault(const std::string& own_program, const std::filesystem::path& folder, std::size_t threads)
{
    const std::string command =
        own_program + " --threads " + std::to_string(threads) + " --reading-of '" + folder.string() + "'";
    FILE* const output = popen(command.c_str(), "r");
    Reading reading;
    unsigned long long finalised = 0, answers = 0;
    if (output == nullptr ||
        std::fscanf(output, "%lf %lf %lf %lf %lf %lf %llu %llu", &reading.unlocked_ms, &reading.list_ms,
                    &reading.read_ms, &reading.all_ms, &reading.processor_ms, &reading.megabytes, &finalised,
                    &answers) != 8 ||
        pclose(output) != 0)
        std::exit(2);
    reading.finalised = finalised;
    reading.answers = answers;
    return reading;
}
