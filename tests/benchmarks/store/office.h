#pragma once
#include "base/seeded_random.h"
#include "session/form_session.h"
#include "store/project.h"
#include "store/vault.h"
#include "support/temporary_folder.h"
#include "system/system_disk.h"

#include <cstdio>
#include <cstdlib>

/// What must succeed for a figure to mean anything: otherwise the program stops with the reason.
template <typename T> T must(mahalla::Result<T> result)
{
    if (!result) {
        std::printf("%s\n", result.error().message.c_str());
        std::exit(2);
    }
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// A project with one questionnaire and so many recipients, and field workers, in a folder of their own.
///
/// The clock goes a second further with each reading, as somebody answers; chance is seeded, keys never are.
class Office {
public:
    /// `folder` is where the vaults lie. Two recipients are headquarters and the escrow; more are colleagues.
    Office(std::filesystem::path folder, const std::string& xform, std::size_t recipients, std::uint64_t seed = 1);

    mahalla::Vault field_worker(const std::string& name, mahalla::PassphraseCost cost = cheap());
    /// Becomes a recipient as well, the last one.
    mahalla::Vault supervisor(const std::string& name, mahalla::PassphraseCost cost = cheap());
    mahalla::Vault unlocked(const std::string& name);
    static mahalla::Vault unlocked(const std::filesystem::path& folder, mahalla::StoreEnvironment environment);
    static mahalla::PassphraseCost cheap() { return {1, std::uint64_t{8} << 20U}; }

    mahalla::StoreEnvironment environment() { return {disk_, clock_, random_, nullptr}; }
    mahalla::SessionEnvironment session_environment() { return {clock_, random_}; }
    const mahalla::FormReference& form() const { return form_; }
    const std::shared_ptr<const mahalla::FormProgram>& program() const { return program_; }
    mahalla::Random& random() { return random_; }
    std::filesystem::path folder_of(const std::string& name) const { return folder_ / name; }

private:
    class WalkingClock final : public mahalla::Clock {
    public:
        mahalla::Instant now() const override { return now_ += std::chrono::milliseconds(1'007); }

    private:
        mutable mahalla::Instant now_{std::chrono::milliseconds(1'790'000'000'000)};
    };
    mahalla::Vault enrolled(const std::string& name, mahalla::Role role, mahalla::PassphraseCost cost);

    std::filesystem::path folder_;
    mahalla::SystemDisk disk_;
    WalkingClock clock_;
    mahalla::SeededRandom random_;
    std::optional<mahalla::Project> project_;
    mahalla::FormReference form_;
    std::shared_ptr<const mahalla::FormProgram> program_;
};

/// The XForm of a workbook in assets/questionnaires, as the command publishes it.
std::string xform_of_workbook(const std::string& name);
/// `questions` as households are asked: of each twenty, ten with one choice of some, three with several, four numbers,
/// a date, a moment's text, and a name.
std::string xform_of_plain_questions(int questions);
/// What a whole interview with plausible answers says, by seed: the changes from an empty record.
mahalla::RecordChanges plausible_answers(Office& office, std::uint64_t seed);
/// The same in one record of this vault, finalised.
mahalla::RecordId finalised_record(Office& office, mahalla::Vault& vault, const mahalla::RecordChanges& answers);
