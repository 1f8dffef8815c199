#pragma once
#include "crypto/recovery_text.h"
#include "store/project.h"
#include "store/vault.h"
#include "support/records.h"
#include "support/temporary_folder.h"
#include "system/system_clock.h"
#include "system/system_disk.h"
#include "system/system_random.h"

#include <doctest/doctest.h>

namespace mahalla::test {

/// As little as a passphrase may cost: what the product uses would make these tests take minutes.
inline constexpr PassphraseCost fast{1, std::uint64_t{8} << 20U};

inline const char* const household_xform =
    "<h:html><model><instance><data id=\"household\"/></instance><bind nodeset=\"/data/consent\"/>"
    "<bind nodeset=\"/data/name\"/><bind nodeset=\"/data/person/age\"/></model><value>yes</value></h:html>";

inline Secret secret(std::string_view text) { return Secret::copy_of(text); }

template <typename T> std::string kind_of(const Result<T>& result)
{
    return result ? "success" : name_of(result.error().kind);
}

/// A folder, the machine's disk, and a clock that stands still.
struct World {
    TemporaryFolder folder;
    SystemDisk disk;
    FixedClock clock{Instant(std::chrono::milliseconds(1'790'000'000'000))};
    SystemRandom random;

    StoreEnvironment environment(const char* file_system = nullptr) { return {disk, clock, random, file_system}; }

    Vault new_vault(std::string_view name)
    {
        auto created = Vault::create(folder / name, secret("pass of " + std::string(name)), environment(), fast);
        REQUIRE(created);
        return std::move(created->vault);
    }
    Result<Vault> unlock(std::string_view name, const char* file_system = nullptr)
    {
        return Vault::unlock(folder / name, secret("pass of " + std::string(name)), environment(file_system));
    }
};

/// A project with one published form, a supervisor who reads, and a field worker.
struct Team {
    World world;
    Project::Created created;
    Hash form;
    Vault supervisor;
    Vault worker;

    Team() : Team(RetainLocal::UntilRead) {}
    explicit Team(RetainLocal retain)
        : created(make_live_project(world)), form(publish(created.project, retain)),
          supervisor(world.new_vault("supervisor")), worker(world.new_vault("worker"))
    {
        const auto asked = supervisor.request_enrolment(Role::Supervisor, "Supervisor Canary");
        REQUIRE(asked);
        REQUIRE(supervisor.accept_enrolment(*created.project.approve_enrolment(*asked)));
        enrol(worker, "Worker Canary");
    }

    static Project::Created make_project(World& world)
    {
        auto made = Project::create(world.folder / "project", ProjectFounding{"Riverside Canary"}, secret("project"),
                                    world.environment(), fast);
        REQUIRE(made);
        return *std::move(made);
    }
    static Project::Created make_live_project(World& world)
    {
        auto made = make_project(world);
        REQUIRE(made.project.test_escrow(made.escrow_sheet));
        return made;
    }
    static Hash publish(Project& project, RetainLocal retain)
    {
        CharterForm details;
        details.id = "household";
        details.version = "1";
        details.retain_local = retain;
        const auto hash = project.publish_form(as_bytes(household_xform), details);
        REQUIRE(hash);
        return *hash;
    }
    /// By the supervisor, through the bytes of the files that people carry.
    void enrol(Vault& vault, const std::string& label)
    {
        const auto asked = vault.request_enrolment(Role::FieldWorker, label);
        REQUIRE(asked);
        const auto request = EnrolmentRequest::parse(asked->bytes());
        REQUIRE(request);
        const auto reply = supervisor.approve_enrolment(*request);
        REQUIRE(reply);
        const auto file = reply->seal(request->box_key());
        REQUIRE(file);
        const auto read = vault.read_enrolment_reply(*file);
        REQUIRE(read);
        REQUIRE(vault.accept_enrolment(*read));
    }

    FormReference form_reference() const { return {"household", "1", form}; }

    /// A record with some answers, finalised.
    RecordId interview(Vault& vault, const std::string& name = "Name Canary")
    {
        const RecordId record = begin(vault, name);
        REQUIRE(vault.finalise(record));
        return record;
    }
    RecordId begin(Vault& vault, const std::string& name = "Name Canary")
    {
        const auto record = vault.begin_record(form_reference(), "en");
        REQUIRE(record);
        REQUIRE(vault.save_answers(*record, answer("/data/consent", "yes")));
        REQUIRE(vault.save_answers(*record, answer("/data/name", name)));
        return *record;
    }

    static RecordChanges answer(std::string_view place, const std::string& value)
    {
        return {{{path(place), value, true, false}}, {}};
    }
    /// Everything a vault would hand to another.
    static Incoming all_of(const Vault& vault)
    {
        Incoming incoming;
        incoming.charters = {vault.charter()->bytes()};
        incoming.certificates = vault.certificates();
        for (const auto& [device, head] : vault.heads()) {
            const auto events = vault.events_after(device, 0, 100'000);
            REQUIRE(events);
            incoming.events.insert(incoming.events.end(), events->begin(), events->end());
        }
        return incoming;
    }
};

inline std::string value_of(const Record& record, std::string_view place)
{
    const auto found = record.answers.find(path(place));
    return found == record.answers.end() ? "" : found->second.value;
}

inline RecordOverview overview(const Vault& vault, const RecordId& record)
{
    for (const RecordOverview& one : vault.records())
        if (one.id == record) return one;
    return {};
}

inline Incoming only_events(std::vector<Bytes> events)
{
    Incoming incoming;
    incoming.events = std::move(events);
    return incoming;
}

/// What the vault's own person has written.
inline std::vector<Bytes> events_from(const Vault& vault) { return *vault.events_after(vault.device(), 0, 1000); }

} // namespace mahalla::test
