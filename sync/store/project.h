#pragma once
#include "crypto/passphrase.h"
#include "store/enrolment_reply.h"
#include "store/environment.h"

#include <filesystem>
#include <memory>

namespace mahalla {

/// What a project begins with.
struct ProjectFounding {
    std::string name;
    /// One administrator each; their keys are made here.
    std::vector<std::string> administrators = {"Administrator"};
    /// How many of them must sign a charter.
    std::uint8_t threshold = 1;
    /// The label of headquarters' own reading key.
    std::string reader = "Headquarters";
    Policy policy = {};
};

/// The offline side of a project, at headquarters: administrators' keys, charters, questionnaires; a folder.
///
/// Everything in the folder is sealed under a passphrase. Each change makes the next version of the charter, signed by
/// the administrators whose keys are here; vaults take it in from a bundle or an enrolment reply. A call that returned
/// success survives a power cut. One thread, one process at a time.
class Project {
public:
    struct Created;

    /// Makes the project in `folder`, which is empty or not there: keys, charter 1 with two recipients (headquarters'
    /// reading key and an offline escrow key, which is nowhere but on the sheet). Fails with `Invalid` where the
    /// threshold cannot be met or something is in the folder, `Unavailable` where there is not enough memory or disk.
    static Result<Created> create(const std::filesystem::path& folder, const ProjectFounding& founding,
                                  const Secret& passphrase, StoreEnvironment environment, PassphraseCost cost = {});
    /// Fails as `Vault::unlock` does.
    static Result<Project> open(const std::filesystem::path& folder, const Secret& passphrase,
                                StoreEnvironment environment);
    Project(Project&&) noexcept;
    Project& operator=(Project&&) noexcept;
    ~Project();

    /// The newest one.
    const Charter& charter() const;
    /// Every version, the first first.
    std::vector<Bytes> charters() const;
    /// Certificates that were issued here.
    std::vector<Bytes> certificates() const;

    /// Signs a form into the charter: XForm bytes in, the hash that names it out. `details.hash` is filled in; earlier
    /// forms with the same id are closed for new records. Publishing the same bytes again changes nothing.
    Result<Hash> publish_form(ByteView xform, CharterForm details);
    Result<Bytes> form(const Hash& hash) const;

    /// Fails with `Invalid` where the key is a recipient already.
    Result<void> add_recipient(Recipient recipient);
    Result<void> add_supervisor(Supervisor supervisor);
    Result<void> add_server(ServerPin server);
    Result<void> revoke(Revocation revocation);
    Result<void> set_policy(Policy policy);
    /// Seals a test event, opens it with the key of the sheet and, where that works, signs into the charter that the
    /// project may go live. Fails with `Invalid` where the words are mistyped, `Refused` where they are of another key.
    Result<void> test_escrow(const Secret& escrow_sheet);

    /// Answers an enrolment request whose fingerprint was compared. A supervisor becomes a supervisor and a recipient
    /// of the charter at once. The reply carries the newest charter and all open forms.
    Result<EnrolmentReply> approve_enrolment(const EnrolmentRequest& request, std::vector<std::string> scope = {});

    /// Headquarters' reading key: a recipient of every record.
    const BoxKeyPair& reader_keys() const;

private:
    class Interior;
    explicit Project(std::unique_ptr<Interior> interior);
    std::unique_ptr<Interior> interior_;
};

/// A new project, and the escrow key as words, for the printed sheet: it is kept nowhere else.
struct Project::Created {
    Project project;
    Secret escrow_sheet;
};

} // namespace mahalla
