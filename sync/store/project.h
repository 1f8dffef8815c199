#pragma once
#include "crypto/passphrase.h"
#include "database/residue_scan.h"
#include "store/charter_changes.h"
#include "store/charter_proposal.h"
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
    /// How many of them must sign a charter: more than half.
    std::uint8_t threshold = 1;
    /// The label of headquarters' own reading key.
    std::string reader = "Headquarters";
    Policy policy = {};
};

/// The offline side of a project, at headquarters: administrators' keys, charters, questionnaires; a folder.
///
/// Everything in the folder is sealed under a passphrase. Each change makes the next version of the charter, signed by
/// the administrators whose keys are here; vaults take it in from a bundle or an enrolment reply. Where the keys here
/// are too few, the same call succeeds with a *proposal*: it waits here (`pending`), goes round among the folders of
/// the other administrators, who see in words what it changes and sign it, and is the charter in each folder as soon as
/// enough signatures have come there. No folder signs two charters of one version, and more than half must sign: of two
/// proposals for one version at most one can win.
///
/// A call that returned success survives a power cut. One thread, one process at a time.
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

    /// The newest one. Not to be called before `has_charter`.
    const Charter& charter() const;
    /// Every version, the first first.
    std::vector<Bytes> charters() const;
    /// Certificates that were issued here.
    std::vector<Bytes> certificates() const;

    /// Signs a form into the charter: XForm bytes in, the hash that names it out. `details.hash` is filled in; earlier
    /// forms with the same id are closed for new records. Publishing the same bytes again changes nothing.
    Result<Hash> publish_form(ByteView xform, CharterForm details);
    Result<Bytes> form(const Hash& hash) const;

    // Each of the following changes the charter, or proposes to. Every one fails with `Invalid` where the charter would
    // break a rule (two recipients at least, an offline escrow among them, the same key twice, …), with `NotFound`
    // where what shall go is not there, and with `Refused` where a proposal waits already or the charter has expired.
    Result<void> add_recipient(Recipient recipient);
    /// One that is an offline escrow goes only where the sheet of another one that stays is shown to open a test event:
    /// else the last key that anybody ever tried might be gone. Fails with `Refused` where that is not so.
    Result<void> remove_recipient(const BoxPublicKey& key, const Secret* sheet_of_another_escrow = nullptr);
    /// One more escrow key; gives its sheet, which is kept nowhere else.
    Result<Secret> add_escrow(std::string label);
    Result<void> add_supervisor(Supervisor supervisor);
    Result<void> add_server(ServerPin server);
    /// `threshold` of them must sign from then on; none: as many as before, or so many more or fewer as a charter
    /// needs.
    Result<void> add_administrator(Administrator administrator, std::optional<std::uint8_t> threshold = {});
    Result<void> remove_administrator(const SigningPublicKey& key, std::optional<std::uint8_t> threshold = {});
    /// Takes the place of an earlier revocation of the device: the mark moves.
    Result<void> revoke(Revocation revocation);
    /// The device's events stand again, all of them.
    Result<void> reinstate(const DeviceId& device);
    /// The administrators erase a record for good, in every vault and on every server that takes the charter in: for a
    /// project without a supervisor who could. The folder knows no records: whether there is such a one it cannot tell.
    /// `reason` stays in this folder, sealed; the charter has the id alone. Fails with `Refused` where the charter
    /// erases it already, `Invalid` where it has no room for more (`Charter::erased_records_max`): a new supervisor
    /// erases any number.
    Result<void> erase_record(const RecordId& record, std::string reason);
    struct ErasureDecided {
        RecordId record;
        Instant decided{}; ///< Zero where another folder decided it, or the reason is not here.
        std::string reason;
    };
    /// Of the charter, in the order of ids.
    Result<std::vector<ErasureDecided>> erased_records() const;
    Result<void> set_policy(Policy policy);
    Result<void> set_expiry(std::optional<Instant> expires);
    /// Seals a test event, opens it with the key of the sheet and, where that works, signs into the charter that the
    /// project may go live. Fails with `Invalid` where the words are mistyped, `Refused` where they are of another key.
    Result<void> test_escrow(const Secret& escrow_sheet);

    // --- administrators in separate places

    /// The folder of an administrator who works elsewhere: a key of their own and a request that shows it. The charter
    /// comes later, by `sign` or `take`.
    static Result<Project> join(const std::filesystem::path& folder, std::string label, const Secret& passphrase,
                                StoreEnvironment environment, PassphraseCost cost = {});
    bool has_charter() const;
    /// What a folder that joined asks to be named by; none in the one that made the project.
    const EnrolmentRequest* request() const;
    /// What waits for the signatures of others; none where nothing does.
    const Charter* pending() const;
    /// What the others are to be handed: what waits, else the charter; with the open questionnaires that are here.
    Result<CharterProposal> for_the_others() const;
    /// What a proposal or charter from elsewhere would change here, to be read before `sign`.
    std::vector<CharterChange> changes_by(const CharterProposal& proposal) const;
    /// Adds the signatures of the keys here: the caller has shown `changes_by` to the person, and in a folder without a
    /// charter two people have compared the fingerprint. Fails with `Refused` where it does not follow the charter that
    /// is here, where a key here has signed another one for the same version, where none of the keys here counts for
    /// it, or where it changes what this version of the program does not know.
    Result<void> sign(const CharterProposal& proposal);
    /// Takes what the others have signed: further signatures for what waits, or a charter that has enough. Signs
    /// nothing. Fails with `Refused` where the signatures do not suffice and it is not what waits here.
    Result<void> take(const CharterProposal& proposal);
    /// Gives up waiting. The keys here have signed that version and never sign another of its number; the next decision
    /// takes the number after it.
    Result<void> pass_over_pending();

    // --- people

    /// Answers an enrolment request whose fingerprint was compared. A supervisor becomes a supervisor and a recipient
    /// of the charter at once, where the keys here suffice for that; where they do not, `propose_supervisor` comes
    /// first. The reply carries the newest charter and all open forms. Fails with `Refused` for a field worker before
    /// the project is live (`Policy::escrow_tested`).
    Result<EnrolmentReply> approve_enrolment(const EnrolmentRequest& request, std::vector<std::string> scope = {});

    /// Vouches, as an administrator, for field workers whom somebody else enrolled: what a revoked supervisor signed
    /// counts no more, and with it all that their team has sent. The same keys, areas and label hash; gives the new
    /// certificates, for vaults to take in. Fails with `Refused` for another project or role.
    Result<std::vector<Bytes>> confirm(const std::vector<Certificate>& certificates);
    /// Names a supervisor and reader in the charter, or proposes to.
    Result<void> propose_supervisor(const EnrolmentRequest& request);

    /// The end of the project at headquarters: overwrites every file of the folder, reads them back, removes them. Its
    /// reading key and its administrators' keys are gone then. Fails as `open` does.
    ///
    /// No passphrase is asked for where the header begins with zero: an end that was interrupted. A header has no copy
    /// in this folder, so one that the disk has lost looks the same; nobody can open it either, and who asks for the
    /// end of it gets that. Copies of the folder are its administrators'.
    static Result<ResidueReport> erase(const std::filesystem::path& folder, const Secret& passphrase,
                                       StoreEnvironment environment);

    /// The folder's own reading key: headquarters' is a recipient of every record.
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
