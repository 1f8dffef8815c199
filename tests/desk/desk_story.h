#pragma once
#include "base/seeded_random.h"
#include "desk/desk.h"
#include "store/project.h"
#include "support/temporary_folder.h"
#include "support/ui_harness.h"
#include "system/system_disk.h"

#include <optional>

namespace mahalla::test {

/// A project with both questionnaires, a worker's vault that is enrolled, and a desk before it without a window.
///
/// The clock stands still and chance has a seed; every name and answer is made up.
class DeskStory {
public:
    explicit DeskStory(const UiHarness::Setup& setup = {});

    UiHarness ui;

    static constexpr const char* passphrase = "kite lantern river";
    std::filesystem::path vault_folder() const { return folder_ / "worker"; }
    Desk& desk() { return *desk_; }

    /// A vault as `mahalla` or another desk would have made it, in the project.
    void enrol(Role role = Role::FieldWorker);
    /// Lets a supervisor's reply arrive for the vault the desk made itself; the desk is locked meanwhile.
    void enrol_what_the_desk_made();
    /// The desk starts anew, as after a kill: what was in memory only is gone.
    void restart();
    /// Types the passphrase and presses Enter.
    void unlock();
    void begin(const std::string& title);
    /// Clicks what has this path, in whatever language it is labelled.
    void click_path(const std::string& path);
    /// Turns pages until the question is on one, and gives its path.
    std::string turn_to(const std::string& ref);
    /// A person refuses the interview: the shortest household record there is, up to the check screen.
    void refuse_consent();
    /// Where bundles lie.
    std::filesystem::path stick() const { return folder_ / "stick"; }
    /// A colleague's finished households on the stick: three groups of displacement, the last with one household only.
    void put_a_colleagues_bundle_on_the_stick();
    /// A step at a time, drawn and applied until nothing changes.
    void settle() { ui.settle(); }

private:
    void enrol(Vault& vault, Role role, const std::string& label);
    StoreEnvironment store() { return {disk_, clock_, random_}; }

    struct StillClock final : Clock {
        Instant now() const override { return Instant(std::chrono::milliseconds(1'795'000'000'000)); }
    };
    TemporaryFolder folder_;
    SystemDisk disk_;
    StillClock clock_;
    SeededRandom random_{7};
    InlineJobs jobs_;
    UiHarness::Setup setup_;
    std::optional<Project> project_;
    std::optional<Desk> desk_;
};

} // namespace mahalla::test
