#pragma once
#include "base/seeded_random.h"
#include "fieldwork/interview.h"
#include "store/project.h"
#include "support/temporary_folder.h"
#include "system/system_clock.h"
#include "system/system_disk.h"

#include <memory>
#include <string>

namespace mahalla::test {

/// One person with a vault of their own, enrolled in the team's project.
struct TeamMember {
    std::filesystem::path folder;
    std::string passphrase;
    Vault vault;
    FormShelf shelf;
};

/// Headquarters, a supervisor and field workers on one disk: the words in which stories are told. Everything secret and
/// everything answered has a canary in it, so that a search of the files can find what should not be there.
class FieldTeam {
public:
    explicit FieldTeam(std::uint64_t seed);

    TemporaryFolder folder;
    SystemDisk disk;
    FixedClock clock;
    SeededRandom random;

    Project& project() { return *project_; }
    StoreEnvironment environment() { return {disk, clock, random, nullptr}; }
    /// The cheapest passphrase that is accepted: stories unlock often.
    static PassphraseCost cheap()
    {
        return {
            1,
            std::uint64_t{8} << 20,
        };
    }

    /// Publishes a workbook of assets/questionnaires; gives its hash.
    Hash publish(const std::string& workbook);
    std::unique_ptr<TeamMember> enrol(const std::string& name, Role role);
    static Secret secret(const std::string& text) { return Secret::copy_of(std::string_view(text)); }

    SessionEnvironment session_environment() { return {clock, random}; }
    /// Takes every bundle of a folder in; the names in the order given by `reversed`.
    void import_all(TeamMember& member, const std::filesystem::path& stick, bool reversed = false);
    void export_to(TeamMember& member, const std::filesystem::path& stick);

    /// Every file below the folder that holds `canary` anywhere.
    std::vector<std::string> files_with(const std::string& canary);

private:
    std::unique_ptr<Project> project_;
};

} // namespace mahalla::test
