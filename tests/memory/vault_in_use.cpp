// A field worker's day as a program that holds a vault: unlocked, used, locked by a signal. What it works with it is
// told over a pipe, so that nothing searched for stands in its file. memory_test.cpp looks into its memory in between.
#include "crypto/forget.h"
#include "fieldwork/interview.h"
#include "fieldwork/lock_policy.h"
#include "fieldwork/record_reader.h"
#include "interchange/record_csv.h"
#include "memory/watched_process.h"
#include "system/lock_triggers.h"
#include "system/process_protection.h"
#include "system/system_clock.h"
#include "system/system_disk.h"
#include "system/system_random.h"
#include "system/system_workers.h"

#include <cstdlib>
#include <ctime>
#include <optional>
#include <sys/prctl.h>
#include <unistd.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// What a desk has in its hands while a vault is open.
struct Day {
    std::optional<Vault> vault;
    FormShelf shelf;
    std::optional<Interview> interview;
    ReadRecords read;
    std::vector<ExportedFile> shown;
    std::string name;
};

template <typename T> T required(Result<T> result)
{
    if (!result) {
        static_cast<void>(::write(2, result.error().message.data(), result.error().message.size()));
        std::exit(4);
    }
    return *std::move(result);
}

[[gnu::noinline]] void open_vault(Day& day, const std::filesystem::path& folder, const StoreEnvironment& environment)
{
    std::string typed = told();
    Secret passphrase = Secret::copy_of(std::string_view(typed));
    wipe({reinterpret_cast<std::uint8_t*>(typed.data()), typed.size()});
    say("typed");
    told();
    day.vault = required(Vault::unlock(folder, passphrase, environment));
}

/// Reads what was said before, goes through it as a table, holds an interview.
[[gnu::noinline]] void work(Day& day, const SessionEnvironment& environment)
{
    const ShelvedForm form = required(day.shelf.form(*day.vault, "household_assessment"));
    day.read = required(read_records(*day.vault, day.shelf, form));
    std::vector<Record> whole;
    for (const FlatRecord& record : day.read.records) whole.push_back(record.record());
    day.shown = write_record_csv(*form.definition, whole);
    day.name = day.vault->label();
    day.interview = required(Interview::begin(*day.vault, form, environment));
    required(day.interview->answer("/data/consent_block/consent", "yes"));
    for (int answers = 0; answers < 3; ++answers) required(day.interview->answer("/data/remarks", told()));
    required(day.interview->undo());
}

[[gnu::noinline]] void lock(Day& day)
{
    day.interview.reset();
    forget(day.shelf);
    forget(day.read);
    forget(day.shown);
    forget(day.name);
    forget(day.interview);
    day.vault->lock();
    day.vault.reset();
}

double processor_seconds()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 2) return 2;
    protect_process_memory();
    prctl(PR_SET_DUMPABLE, 1); // it is there to be looked into
    const auto triggers = required(LockTriggers::listen({}));
    SystemDisk disk;
    SystemClock clock;
    SystemRandom random;
    SystemRunningClock running;
    SystemWorkers workers(2);
    LockPolicy policy(running);
    Day day;
    open_vault(day, arguments[1], {disk, clock, random, nullptr, &workers});
    policy.opened(std::chrono::seconds(300));
    work(day, {clock, random});
    say("used");
    while (const auto trigger = triggers->wait(std::chrono::minutes(1))) {
        policy.told(*trigger == LockTrigger::Lock ? LockReason::Asked : LockReason::Ends);
        if (!policy.due()) continue;
        const double before = processor_seconds();
        lock(day);
        wipe_returned_functions();
        say(processor_seconds() - before < 1 ? "locked" : "locked too late");
        told();
        return 0;
    }
    return 5;
}
