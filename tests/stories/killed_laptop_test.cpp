#include "stories/field_team.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string typed_answer(int number) { return "CANARY-ANSWER number " + std::to_string(number); }

/// What the field worker's laptop does until it dies: answers the same question again and again, and says each number
/// over the pipe once the answer counts as given.
[[noreturn]] void interview_until_killed(FieldTeam& team, const std::filesystem::path& folder,
                                         const std::string& passphrase, const Hash& form_hash, int acknowledged)
{
    auto vault = Vault::unlock(folder, FieldTeam::secret(passphrase), team.environment());
    if (!vault) ::_exit(2);
    FormShelf shelf;
    const auto form = shelf.form(*vault, form_hash);
    if (!form) ::_exit(3);
    auto interview = Interview::begin(*vault, *form, team.session_environment());
    if (!interview) ::_exit(4);
    for (int number = 1;; ++number) {
        if (!interview->answer("/data/remarks", typed_answer(number))) ::_exit(5);
        if (::write(acknowledged, &number, sizeof number) != sizeof number) ::_exit(6);
    }
}

} // namespace

TEST_CASE("a laptop that is killed in the middle of an answer has every answer that was acknowledged")
{
    FieldTeam team(11);
    const Hash form = team.publish("household.xlsx");
    auto worker = team.enrol("worker", Role::FieldWorker);
    const std::filesystem::path folder = worker->folder;
    const std::string passphrase = worker->passphrase;
    worker.reset(); // One process at a time holds a vault.

    for (int round = 0; round < 5; ++round) {
        int ends[2] = {-1, -1};
        REQUIRE(::pipe(ends) == 0);
        team.random.next(); // The child has a copy of this chance: each life draws other ids.
        const pid_t laptop = ::fork();
        REQUIRE(laptop >= 0);
        if (laptop == 0) interview_until_killed(team, folder, passphrase, form, ends[1]);
        ::close(ends[1]);
        int last = 0;
        // Killed after a different number of answers each time, at whatever the process is doing then.
        while (last < 7 * (round + 1)) {
            if (::read(ends[0], &last, sizeof last) == sizeof last) continue;
            int status = 0;
            ::waitpid(laptop, &status, 0);
            FAIL("the laptop gave up by itself, with code " << WEXITSTATUS(status) << " after answer " << last);
        }
        ::kill(laptop, SIGKILL);
        ::waitpid(laptop, nullptr, 0);
        for (int late = 0; ::read(ends[0], &late, sizeof late) == sizeof late;) last = late;
        ::close(ends[0]);

        auto vault = Vault::unlock(folder, FieldTeam::secret(passphrase), team.environment());
        REQUIRE(vault);
        REQUIRE(vault->drafts().size() == static_cast<std::size_t>(round + 1));
        int newest = 0;
        for (const RecordId& id : vault->drafts()) {
            const auto draft = vault->draft(id);
            REQUIRE(draft);
            for (const auto& [path, answer] : draft->answers)
                for (int number = last; number <= last + 1; ++number)
                    if (answer.value == typed_answer(number)) newest = std::max(newest, number);
        }
        // The answer after the last acknowledged one may be there or not; the acknowledged one must be.
        CHECK(newest >= last);
    }
    CHECK(team.files_with("CANARY-ANSWER").empty());
    CHECK(team.files_with("CANARY-PASSPHRASE").empty());
}
