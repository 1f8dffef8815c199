#include "benchmarks/processor_time.h"
#include "benchmarks/store/bare_rows.h"
#include "benchmarks/store/benchmarks.h"
#include "benchmarks/store/office.h"
#include "benchmarks/store/reading_benchmark.h"

#include "crypto/secret_box.h"
#include "store/form_dictionary.h"
#include "system/system_clock.h"

#include <chrono>
#include <malloc.h>
#include <unistd.h>

using namespace mahalla;

namespace {

constexpr std::size_t bundle_events = 1'000;
constexpr double opened_ms_max = 3'000, saving_times_max = 1.3;
constexpr double read_megabytes_max = 600;
constexpr int households = 50; ///< Different sets of answers; records repeat them.
constexpr int pairs = 400;

double wall_microseconds()
{
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// What one field worker's laptop would send: a chain of finalised records, made without a disk.
class ManyRecords {
public:
    ManyRecords(Office& office, const Vault& worker, const std::string& xform)
        : office_(office), worker_(worker), dictionary_(form_dictionary_of(as_bytes(xform)))
    {
        for (int i = 0; i < households; ++i)
            answers_.push_back(plausible_answers(office, static_cast<std::uint64_t>(i + 1)));
    }

    std::vector<Bytes> next(std::size_t count)
    {
        std::vector<Bytes> events;
        while (events.size() < count) events.push_back(next());
        return events;
    }
    const RecordChanges& some_answers() const { return answers_.front(); }
    /// How many answers with a value are in all that was made so far.
    std::uint64_t answers_made() const { return answers_made_; }

private:
    Bytes next()
    {
        const RecordChanges& answers = answers_[sequence_ % answers_.size()];
        for (const AnswerChange& change : answers.changes) answers_made_ += change.value.has_value();
        Event event;
        event.kind = EventKind::Finalise;
        event.record = RecordId::random(office_.random());
        event.dot = {worker_.device(), ++sequence_};
        event.form = office_.form();
        event.author = worker_.label();
        event.language = "en";
        event.instant = office_.environment().clock.now();
        event.begun = event.instant - std::chrono::minutes(40);
        event.changes = answers.changes;
        event.rows = answers.rows;
        SealedEventHeader header;
        header.kind = static_cast<std::uint16_t>(event.kind);
        header.project = worker_.charter()->content().project;
        header.record = event.record;
        header.device = event.dot.device;
        header.sequence = sequence_;
        header.previous = last_;
        header.form = short_form_hash(event.form.hash);
        const auto sealed = must(SealedEvent::seal(header, must(event.encode(&dictionary_.questions)),
                                                   worker_.charter()->content().recipient_keys(),
                                                   worker_.signing_keys(), &dictionary_.strings));
        last_ = sealed.event.hash();
        return sealed.event.bytes();
    }

    Office& office_;
    const Vault& worker_;
    FormDictionary dictionary_;
    std::vector<RecordChanges> answers_;
    std::uint64_t sequence_ = 0;
    std::uint64_t answers_made_ = 0;
    Hash last_;
};

/// What saving answers costs in one vault beside bare SQLite, turn and turn about: both logs are new, and grow.
struct Saving {
    Percentiles processor, wall, bare_wall;
    /// All of ours to all of theirs: a disk that others use as well is slow for some commits, and for as many of each.
    double times = 0;
};

Saving saving_in(Office& office, Vault& vault)
{
    test::TemporaryFolder folder;
    BareDatabase bare(folder / "bare.sqlite");
    const RecordId record = must(vault.begin_record(office.form(), "en"));
    const auto place = must(AnswerPath::parse("/data/household/respondent_name"));
    const std::vector<std::uint8_t> bare_record(record.bytes().begin(), record.bytes().end());
    // A step's key and its answer, padded, each in a box.
    const std::vector<std::uint8_t> key(32 + box_overhead_bytes, 5), box(256 + box_overhead_bytes, 6);
    std::vector<double> processor, wall, bare_wall;
    double all_ours = 0, all_others = 0;
    for (int i = 0; i < pairs; ++i) {
        const RecordChanges answer{{{place, "Answer " + std::to_string(i), true, false}}, {}};
        double ours = 0, others = 0;
        const auto save = [&] {
            const double begin = wall_microseconds(), begin_processor = processor_microseconds();
            must(vault.save_answers(record, answer));
            processor.push_back(processor_microseconds() - begin_processor);
            ours = wall_microseconds() - begin;
        };
        const auto save_bare = [&] {
            const double begin = wall_microseconds();
            bare.save_step(bare_record, i, key, box);
            others = wall_microseconds() - begin;
        };
        if (i % 2 == 0) save();
        save_bare();
        if (i % 2 != 0) save();
        wall.push_back(ours / 1'000);
        bare_wall.push_back(others / 1'000);
        all_ours += ours;
        all_others += others;
    }
    must(vault.discard_draft(record));
    return {percentiles_of(processor), percentiles_of(wall), percentiles_of(bare_wall), all_ours / all_others};
}

/// The milliseconds of the processor that finalising a household takes, without the answers before.
double finalising_in(Office& office, Vault& vault, const RecordChanges& answers)
{
    std::vector<double> times;
    for (int i = 0; i < 25; ++i) {
        const RecordId record = must(vault.begin_record(office.form(), "en"));
        must(vault.save_answers(record, answers));
        times.push_back(milliseconds_of([&] { must(vault.finalise(record)); }));
    }
    return percentiles_of(times).median;
}

/// In a process of its own, which has done nothing else.
double megabytes_of_open_vault(const std::string& own_program, const std::filesystem::path& folder)
{
    FILE* const output = popen((own_program + " --memory-of '" + folder.string() + "'").c_str(), "r");
    double megabytes = 0;
    if (output == nullptr || std::fscanf(output, "%lf", &megabytes) != 1 || pclose(output) != 0) std::exit(2);
    return megabytes;
}

/// The best of some runs by the time that passes: what else the machine does only adds to it.
Reading best_reading(const char* own_program, const std::filesystem::path& folder, std::size_t threads, int runs)
{
    Reading best = reading_of_vault(own_program, folder, threads);
    for (int run = 1; run < runs; ++run)
        if (const Reading next = reading_of_vault(own_program, folder, threads); next.all_ms < best.all_ms) best = next;
    return best;
}

void report_reading(Report& report, const std::string& records, const Reading& one, const Reading& two, double limit)
{
    report.figure(records + ": the list of them", two.list_ms, "ms");
    report.figure(records + ": every answer opened and merged, one thread", one.read_ms, "ms");
    report.figure(records + ": the same with two", two.read_ms, "ms");
    report.figure(records + ": processor of both for that and unlocking", two.processor_ms, "ms");
    report.figure(records + ": unlocked, every answer in memory, two threads", two.all_ms, "ms", limit);
    report.figure(records + ": resident at the most, every answer in memory", two.megabytes, "MB", read_megabytes_max);
}

} // namespace

int print_memory_of_vault(const char* folder)
{
    SystemDisk disk;
    SeededRandom random(1);
    const FixedClock clock{Instant()};
    const Vault vault = Office::unlocked(std::filesystem::path(folder), StoreEnvironment{disk, clock, random, nullptr});
    // What it holds now, and not what the passphrase took for a moment.
    malloc_trim(0);
    unsigned long pages = 0, resident = 0;
    FILE* const file = std::fopen("/proc/self/statm", "r");
    if (file == nullptr || std::fscanf(file, "%lu %lu", &pages, &resident) != 2) return 1;
    std::fclose(file);
    std::printf("%f\n", static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6);
    return vault.is_locked() ? 1 : 0;
}

void benchmark_passphrase(Report& report)
{
    report.heading("Unlocking with a passphrase of 256 MiB");
    test::TemporaryFolder folder;
    Office office(folder.path(), xform_of_plain_questions(150), 3);
    {
        const Vault vault = office.field_worker("worker", {});
    }
    constexpr double unlocked_ms_max = 2'000;
    report.figure("unlocked", median_milliseconds(3, [&] { (void)office.unlocked("worker"); }), "ms", unlocked_ms_max);
}

void benchmark_vault(Report& report, const char* own_program, std::uint64_t records)
{
    report.heading("A supervisor's vault as " + std::to_string(records) + " records of household.xlsx come in");
    test::TemporaryFolder folder;
    const std::string xform = xform_of_workbook("household.xlsx");
    Office office(folder.path(), xform, 2);
    std::optional<Vault> vault(office.supervisor("supervisor"));
    const Vault worker = office.field_worker("worker"); // Knows the charter with the supervisor in it.
    ManyRecords many(office, worker, xform);
    Incoming incoming;
    incoming.certificates = worker.certificates();
    must(vault->take_in(incoming));
    incoming.certificates.clear();

    std::uint64_t known = 0;
    std::vector<Report::Cost> taking, opening, saving, saving_processor, memory, reading;
    Reading one, two;
    for (const std::uint64_t size : {records / 1'000, records / 100, records / 10, records}) {
        double bundle_ms = 0;
        while (known < size) {
            incoming.events = many.next(std::min<std::uint64_t>(bundle_events, size - known));
            bundle_ms = milliseconds_of([&] { must(vault->take_in(incoming)); });
            known += incoming.events.size();
        }
        if (incoming.events.size() == bundle_events) taking.push_back({double(size), bundle_ms});
        vault.reset();
        forget_everything();
        opening.push_back({double(size), milliseconds_of([&] { vault.emplace(office.unlocked("supervisor")); })});
        const Saving saved = saving_in(office, *vault);
        saving.push_back({double(size), saved.times});
        saving_processor.push_back({double(size), saved.processor.median});
        const std::string in = std::to_string(size) + " records here: ";
        report.figure(in + "an answer saved, wall time, median", saved.wall.median, "ms");
        report.figure(in + "the same bytes committed by bare SQLite", saved.bare_wall.median, "ms");
        report.figure(in + "an answer saved: times SQLite's own commit", saved.times, "", saving_times_max);
        vault.reset();
        memory.push_back({double(size), megabytes_of_open_vault(own_program, office.folder_of("supervisor"))});
        const bool is_all = size == records;
        if (is_all) one = best_reading(own_program, office.folder_of("supervisor"), 1, 3);
        two = best_reading(own_program, office.folder_of("supervisor"), 2, is_all ? 5 : 3);
        if (two.finalised != size || two.answers != many.answers_made()) {
            std::printf("not every answer was read\n");
            std::exit(2);
        }
        if (size >= records / 100) reading.push_back({double(size), two.processor_ms});
        vault.emplace(office.unlocked("supervisor"));
    }
    // Against the same disk at the same time: what a disk that others use takes is not the vault's.
    report.growth("an answer saved: times SQLite's own commit", "", saving, Report::Growth::Flat);
    report.growth("an answer saved, processor", "us", saving_processor, Report::Growth::Shown);
    report.growth("a bundle of 1,000 records taken in", "ms", taking, Report::Growth::Flat);
    report.growth("opened, without the passphrase's cost", "ms", opening, Report::Growth::Shown);
    report.figure(std::to_string(records) + " records: opened", opening.back().figure, "ms",
                  opened_ms_max * double(records) / 100'000);
    report.growth("resident memory of an open vault", "MB", memory, Report::Growth::Shown);
    report.growth("unlocked, every answer in memory, processor", "ms", reading, Report::Growth::Linear);
    report_reading(report, std::to_string(records) + " records", one, two, opened_ms_max * double(records) / 100'000);
    report.figure(std::to_string(records) + " records here: one more finalised",
                  finalising_in(office, *vault, many.some_answers()), "ms");
}
