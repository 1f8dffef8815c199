#pragma once
#include "base/seeded_random.h"
#include "fieldwork/interview.h"
#include "store/project.h"
#include "support/temporary_folder.h"
#include "system/system_clock.h"
#include "system/system_disk.h"

#include <optional>
#include <string_view>

namespace mahalla::test {

inline Secret secret(std::string_view text) { return Secret::copy_of(text); }

/// A project with one questionnaire and a supervisor who reads, on one disk: from here vaults are made that a watched
/// program opens.
struct SmallOffice {
    /// Publishes tests/fixtures/questionnaire.md or, of assets/questionnaires, a workbook.
    explicit SmallOffice(const std::filesystem::path& questionnaire);
    SmallOffice() : SmallOffice("assets/questionnaires/household.xlsx") {}

    /// As little as a passphrase may cost.
    static constexpr PassphraseCost cheap{1, std::uint64_t{8} << 20U};

    StoreEnvironment environment() { return {disk, clock, random, nullptr}; }
    SessionEnvironment session_environment() { return {clock, random}; }
    void enrol(Vault& vault, Role role, const std::string& label);

    TemporaryFolder folder;
    SystemDisk disk;
    FixedClock clock{Instant(std::chrono::milliseconds(1'790'000'000'000))};
    SeededRandom random{11};
    std::optional<Project> project;
    Hash form;
    std::optional<Vault> supervisor;
};

} // namespace mahalla::test
