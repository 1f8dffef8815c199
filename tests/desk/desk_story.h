#pragma once
#include "base/seeded_random.h"
#include "desk/desk.h"
#include "desk/media_disk.h"
#include "store/project.h"
#include "support/temporary_folder.h"
#include "support/ui_harness.h"

#include <deque>
#include <optional>

namespace mahalla::test {

/// Works when it is told to: between, a person goes on.
class PatientJobs final : public DeskJobs {
public:
    void run(std::function<Outcome()> work) override { waiting_.push_back(std::move(work)); }
    /// What waits, and what follows from it.
    void work_off()
    {
        while (!waiting_.empty()) {
            const auto work = std::move(waiting_.front());
            waiting_.pop_front();
            work()();
        }
    }

private:
    std::deque<std::function<Outcome()>> waiting_;
};

/// A project with both questionnaires, a worker's vault that is enrolled, and a desk before it without a window.
///
/// The clock stands still and chance has a seed; every name and answer is made up.
class DeskStory {
public:
    explicit DeskStory(const UiHarness::Setup& setup = {});

    UiHarness ui;

    static constexpr const char* passphrase = "kite lantern river";
    std::filesystem::path vault_folder() const { return folder_ / "worker"; }
    std::filesystem::path supervisor_folder() const { return folder_ / "supervisor"; }
    Desk& desk() { return *desk_; }
    /// The last words that were drawn for a new vault: what a person reads on the screen.
    const std::string& words_drawn() const { return words_drawn_; }
    /// Who draws recovery sheets; for a desk that starts after this was set.
    SheetPrinter print_sheet;
    /// Another laptop's desk, or this one's again.
    void sit_at(const std::filesystem::path& vault)
    {
        sat_at_ = vault;
        restart();
    }
    /// A supervisor with a laptop of their own, who enrols the worker.
    void enrol_under_supervisor();
    /// Gives the words of its recovery sheet.
    std::string make_vault_without_project();
    /// Headquarters' reply to this vault's request, as team4.reply; gives the project's digits.
    std::string put_reply_on(const std::string& stick);

    /// A vault as `mahalla` or another desk would have made it, in the project.
    void enrol(Role role = Role::FieldWorker);
    /// Lets a supervisor's reply arrive for the vault the desk made itself; the desk is locked meanwhile.
    void enrol_what_the_desk_made();
    /// The desk starts anew, as after a kill: what was in memory only is gone.
    void restart();
    /// From now on, with a desk that starts anew.
    void use_jobs(DeskJobs& jobs)
    {
        jobs_ = &jobs;
        restart();
    }
    /// Types the passphrase and presses Enter.
    void unlock();
    void begin(const std::string& title);
    /// Clicks what has this path, in whatever language it is labelled.
    void click_path(const std::string& path);
    /// Turns pages until the question is on one, and gives its path.
    std::string turn_to(const std::string& ref);
    /// A person refuses the interview: the shortest household record there is, up to the check screen.
    void refuse_consent();
    /// Sticks are put in and pulled out here; the desk notices when it looks next.
    MediaDisk& disk() { return disk_; }
    void notice_media();
    StoreEnvironment store() { return {disk_, clock_, random_}; }
    /// Days pass for everything that reads the clock.
    void let_days_pass(int days) { clock_.time += std::chrono::days(days); }
    /// Where bundles lie.
    std::filesystem::path stick() const { return folder_ / "stick"; }
    /// A colleague's finished households on the stick: three groups of displacement, the last with one household only.
    void put_a_colleagues_bundle_on_the_stick();
    /// A step at a time, drawn and applied until nothing changes.
    void settle() { ui.settle(); }

private:
    void enrol(Vault& vault, Role role, const std::string& label);

    struct StillClock final : Clock {
        Instant now() const override { return time; }
        Instant time{std::chrono::milliseconds(1'795'000'000'000)};
    };
    TemporaryFolder folder_;
    MediaDisk disk_{folder_ / "drawer"};
    StillClock clock_;
    SeededRandom random_{7};
    InlineJobs at_once_;
    DeskJobs* jobs_ = &at_once_;
    UiHarness::Setup setup_;
    std::optional<Project> project_;
    std::string words_drawn_;
    std::filesystem::path sat_at_ = vault_folder();
    std::optional<Desk> desk_;
};

} // namespace mahalla::test
