#pragma once
#include "crypto/passphrase.h"
#include "crypto/receipt.h"
#include "crypto/sealed_event.h"
#include "database/residue_scan.h"
#include "record/event.h"
#include "record/record_changes.h"
#include "store/attached_file.h"
#include "store/backup_report.h"
#include "store/enrolment_reply.h"
#include "store/environment.h"
#include "store/incoming.h"
#include "store/kept_release.h"
#include "store/record_overview.h"
#include "store/record_reading.h"
#include "store/restore_point.h"
#include "store/snapshot.h"
#include "store/travel.h"
#include "store/unread_work.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace mahalla {

class BackupWork;
class SnapshotWork;

/// What Argon2id made of a passphrase. It opens as much as the passphrase does.
struct StretchedPassphrase {
    Secret key;
};

/// What one person keeps on one laptop: drafts, sealed events, questionnaires, keys; a folder.
///
/// Nothing answered, named or configured lies in the folder in the clear: what can be seen without the passphrase is
/// the number of events and drafts, sizes in steps, and random ids. There is no unencrypted mode. Keys lie in locked
/// memory and are wiped by `lock` and at the end; answers read from here are the caller's to forget.
///
/// A call that returned success survives a kill and a power cut; a call that failed changed nothing. One thread at a
/// time, one process at a time (another fails with `Unavailable`). The formats are docs/formats/vault.md and event.md.
class Vault {
public:
    struct Created;

    /// Makes a vault in `folder`, which is empty or not there, with new keys. The cost is lowered in tests only.
    /// Fails with `Invalid` where something is in the folder or the passphrase is empty, `Unavailable` where there is
    /// not enough memory or disk.
    static Result<Created> create(const std::filesystem::path& folder, const Secret& passphrase,
                                  StoreEnvironment environment, PassphraseCost cost = {});
    /// Fails with `Refused` for a wrong passphrase, `Unavailable` where there is not enough memory to try it or another
    /// program holds the vault, `NotFound` where there is no vault, `Corrupt` where its files are damaged.
    static Result<Vault> unlock(const std::filesystem::path& folder, const Secret& passphrase,
                                StoreEnvironment environment);
    /// The same with the printed recovery code.
    static Result<Vault> unlock_with_recovery_code(const std::filesystem::path& folder, const Secret& recovery_code,
                                                   StoreEnvironment environment);
    /// The same with a recovery recipient's key: a colleague at headquarters opens the vault of somebody who is not
    /// there.
    static Result<Vault> unlock_as_recovery_recipient(const std::filesystem::path& folder, const BoxKeyPair& recipient,
                                                      StoreEnvironment environment);
    Vault(Vault&&) noexcept;
    Vault& operator=(Vault&&) noexcept;
    ~Vault();

    /// Wraps the same master key under another passphrase; nothing else is written anew. Fails with `Refused` where
    /// `current` is not the passphrase.
    Result<void> change_passphrase(const Secret& current, const Secret& next, PassphraseCost cost = {});
    // --- travel mode: on the way the passphrase alone opens nothing

    /// Whether the vault in `folder` travels. Fails as `unlock` does where there is none or its header is damaged.
    static Result<bool> is_travelling(const std::filesystem::path& folder, StoreEnvironment environment);
    /// From now on, opening takes the passphrase and an answer of a supervisor, of headquarters or of an escrow key to
    /// a challenge made for that one time; the recovery code waits until `end_travel`. Fails with `Refused` for another
    /// passphrase and where the vault belongs to no project, for then nobody could answer.
    Result<void> begin_travel(const Secret& passphrase);
    /// What the passphrase of the vault in `folder` gives, which takes a second or two: on any thread, so that the
    /// vault can be used and locked meanwhile. Fails with `Refused` for another passphrase.
    static Result<StretchedPassphrase> stretch(const std::filesystem::path& folder, const Secret& passphrase,
                                               StoreEnvironment environment);
    Result<void> begin_travel(const StretchedPassphrase& stretched);
    /// The challenge to be carried to whoever may answer (`TravelChallenge`), in place of any earlier one. Fails with
    /// `Refused` for a wrong passphrase or a vault that does not travel.
    static Result<Bytes> challenge(const std::filesystem::path& folder, const Secret& passphrase,
                                   StoreEnvironment environment);
    /// Opens with the answer to the last challenge, once: from then on the travel secret is another one, which it may
    /// be too where this fails with `Unavailable`; a new challenge helps then. Fails with `Refused` for a wrong
    /// passphrase, another answer, or where no challenge waits.
    static Result<Vault> unlock_with_answer(const std::filesystem::path& folder, const Secret& passphrase,
                                            ByteView answer, StoreEnvironment environment);
    /// The passphrase alone opens again, and so does the recovery code.
    Result<void> end_travel(const Secret& passphrase);
    Result<void> end_travel(const StretchedPassphrase& stretched);

    /// A new recovery code in place of the old one, to be printed. Fails with `Refused` on the way.
    Result<Secret> renew_recovery_code();
    /// Another passphrase without the old one: for whoever opened the vault with its recovery code or as a recovery
    /// recipient, because nobody remembers it. The recovery code stays. Fails with `Unavailable` as `create` does.
    Result<void> replace_passphrase(const Secret& next, PassphraseCost cost = {});
    /// Wipes keys and everything decrypted. Every later call fails with `Refused`.
    void lock();
    bool is_locked() const;

    // --- who this is

    /// BLAKE2b-128 of the signing key, before and after enrolment. None where locked.
    DeviceId device() const;
    /// Signs in this person's name; not to be called where locked.
    const SigningKeyPair& signing_keys() const;
    /// Opens what is sealed to this person; not to be called where locked.
    const BoxKeyPair& box_keys() const;
    /// Both are absent until enrolled.
    const Charter* charter() const;
    const Certificate* certificate() const;
    /// True where this vault's box key is a recipient of the charter: it reads what others finalise.
    bool is_reader() const;
    /// The label it was enrolled under; empty before.
    std::string label() const;

    // --- enrolment

    /// The request that belongs to this vault's keys. Asking again under another label or role makes a new one.
    Result<EnrolmentRequest> request_enrolment(Role role, std::string label);
    /// The request that was made last, and waits for its reply or had it; null where there was none.
    const EnrolmentRequest* enrolment_request() const;
    /// Reads a reply; people compare `charter.fingerprint()` before `accept_enrolment`. Fails with `Refused` where it
    /// is for another vault.
    Result<EnrolmentReply> read_enrolment_reply(ByteView bytes) const;
    /// Fails with `Refused` where charter or certificate do not verify or answer no request of this vault.
    Result<void> accept_enrolment(const EnrolmentReply& reply);
    /// A supervisor's vault enrols a field worker. Fails with `Refused` for other roles, and where this is no
    /// supervisor.
    Result<EnrolmentReply> approve_enrolment(const EnrolmentRequest& request, std::vector<std::string> scope = {});

    // --- questionnaires

    /// The forms that are here: XForm bytes by the hash that the charter names.
    Result<Bytes> form(const Hash& hash) const;
    std::vector<Hash> forms() const;

    // --- drafts

    /// Begins a record with a random id. Fails with `Refused` where the form is not in the charter, or closed.
    Result<RecordId> begin_record(const FormReference& form, std::string language);
    /// The same for a record that another program has named already: taken in twice, it is one record. Fails as
    /// `begin_record`, and with `Invalid` where a draft of this id is here.
    Result<void> begin_named_record(const RecordId& record, const FormReference& form, std::string language);
    /// Goes on with a record that was finalised: `base` is its present state, `seen` what that state knows. Fails with
    /// `Invalid` where a draft of it exists.
    Result<void> begin_revision(const Record& base, const VersionVector& seen);
    /// Adds one step to the draft's journal; on the disk when this returns. Fails with `Unavailable` where the disk is
    /// full: all earlier steps stay, and the same step can be saved again.
    Result<void> save_answers(const RecordId& record, const RecordChanges& changes);
    Result<void> set_draft_language(const RecordId& record, std::string language);
    /// The draft with every step that was saved. Fails with `NotFound` where there is none.
    Result<Record> draft(const RecordId& record) const;
    std::vector<RecordId> drafts() const;
    /// The states of a draft that can be had again, the first first: as it was begun, before each row that was removed,
    /// where the interview was paused, and those that were named.
    Result<std::vector<RestorePoint>> restore_points(const RecordId& record) const;
    /// Marks the draft's present state, by a name or as a pause; on the disk when this returns.
    Result<void> mark_restore_point(const RecordId& record, RestorePointKind kind, std::string name = {});
    /// Goes back to a point, as one more step of the journal: nothing is lost by it, and it is undone by going back to
    /// the point that it leaves.
    Result<void> return_to_point(const RecordId& record, std::uint64_t step);
    /// Forgets a draft that was never finalised, at its author's wish: its keys are overwritten first.
    Result<void> discard_draft(const RecordId& record);
    /// Turns the draft into events sealed to all recipients of the charter and removes the draft: all in one
    /// transaction. Whether the answers are complete was checked by the caller. Fails with `Refused` where the vault is
    /// not enrolled.
    Result<std::vector<EventReference>> finalise(const RecordId& record);

    // --- events

    /// Signs, seals and stores an event of this person. `dot`, and `author` and `instant` where they are empty, are
    /// filled in; the rest is as given. Fails with `Refused` where the vault is not enrolled.
    Result<EventReference> write_event(Event event);
    /// Judges and stores what came from others, in one transaction. Safe on hostile bytes. Taking in the same things
    /// again changes nothing.
    Result<IncomingReport> take_in(const Incoming& incoming, TakeIn mode = TakeIn::Apply);

    std::vector<RecordOverview> records() const;
    JourneyCounts journey_counts() const;
    /// The believed events on a record that can be opened here, by device and number; forks included, quarantine not.
    Result<std::vector<OpenedEvent>> events_of(const RecordId& record) const;
    /// Hands what is here of each record to `reader`, on the workers of the environment, in no particular order; the
    /// calling thread alone reads the database. It checks of each event what `events_of` checks but this: that it has
    /// the one form in which it may be written, and valid texts. That was checked when the event came, and its hash,
    /// which is compared, is that of the same bytes. Fails where the disk does; a record of which an event does not
    /// open says so itself.
    Result<void> open_records(std::span<const RecordId> records, const RecordReader& reader) const;
    /// How many workers `open_records` calls `reader` on.
    std::size_t workers() const;
    /// Believed events on a record that are here but cannot be opened with this vault's keys.
    std::size_t sealed_events_of(const RecordId& record) const;
    /// Which these are: who merges must know that they are here, though not what they say.
    std::vector<EventReference> sealed_references_of(const RecordId& record) const;

    // --- who wrote what, for those who decide about devices

    /// Devices of which anything is here, believed or in quarantine.
    std::vector<DeviceId> devices_heard_of() const;
    /// The believed event of the highest number; nothing where none is here.
    std::optional<EventReference> last_event_of(const DeviceId& device) const;
    /// The events with this number, believed or in quarantine: two and more where the device was copied.
    std::vector<Hash> events_with_number(const Dot& dot) const;

    // --- for exchange

    ChainHeads heads() const;
    std::vector<ChainGap> gaps() const;
    std::vector<EventReference> forks() const;
    std::vector<EventReference> quarantined() const;
    /// Every certificate that is here, for those who are missing one.
    std::vector<Bytes> certificates() const;
    /// Up to `events_max` events of a device with a number above `after`, in order, as they travel; quarantined ones
    /// too, for whoever gets them may know their signer.
    Result<std::vector<Bytes>> events_after(const DeviceId& device, std::uint64_t after, std::size_t events_max) const;
    /// One event as it travels. Fails with `NotFound`.
    Result<Bytes> event_bytes(const EventReference& reference) const;
    /// Which of these are not here yet (as believed events or in quarantine).
    std::vector<EventReference> missing(const std::vector<EventReference>& references) const;
    /// Signs that this vault has opened these (`Read`, by readers) or keeps them (`Stored`).
    Result<Receipt> issue_receipt(ReceiptKind kind, std::vector<Hash> events) const;
    /// Believed events of others that this reader has opened and not yet said so; `issue_receipt` and `mark_receipted`
    /// follow.
    std::vector<Hash> unacknowledged_reads() const;
    Result<void> mark_receipted(const std::vector<Hash>& events);

    // --- files of records

    /// Takes a file into a draft: without what its device wrote about it (media/media_cleaning.h), sealed in pieces
    /// under a key of its own. It is on the disk when this returns; nothing of it is before. The name is made distinct
    /// where the record has a file of that name; an answer that names it makes it part of the finalised record.
    ///
    /// Fails with `NotFound` where there is no such draft; with `Refused` for files that may say where they were made
    /// and cannot be cleaned; with `Invalid` for one that is damaged, too long, or changes while it is read; with
    /// `Unavailable` where the disk is full. The file is read twice and never in memory.
    Result<NewAttachment> attach(const RecordId& record, std::string_view name, const FileSource& source);
    /// The files of a record that can be opened here, its draft's first; a file without a name is one whose row the
    /// disk damaged.
    Result<std::vector<AttachedFile>> attachments(const RecordId& record) const;
    /// Those of which pieces are missing. The record is complete without them.
    Result<std::vector<AttachedFile>> missing_attachments(const RecordId& record) const;
    /// How many there are in all records.
    std::uint64_t incomplete_attachments() const;
    /// Hands the content of a file to `sink`, piece by piece, each verified before. Fails with `NotFound` where the
    /// record has no such file, or a piece is missing, before anything is handed over; with `Corrupt` where a piece is
    /// damaged; and as `sink` does.
    Result<void> read_attachment(const RecordId& record, const Hash& id, const ContentSink& sink) const;
    /// The sealed pieces that are here, of files of finalised records; those of one file follow each other.
    std::vector<AttachmentPiece> attachment_pieces() const;
    /// One of them, as it travels. Fails with `NotFound`.
    Result<Bytes> attachment_piece(const Hash& hash) const;
    // --- erasing (vault_erasure.cpp); docs/decisions/0015 says who may, and how far it reaches

    /// Erases one person's record everywhere: an event says so to every vault of the project, and here drafts, keys and
    /// ciphertexts go from the database and every copy of it, then every file is searched for them. What comes in later
    /// of this record comes as erased. Doing it again is harmless.
    ///
    /// Fails with `Refused` where this is no supervisor's vault, `NotFound` where there is no such record, `Corrupt`
    /// where something was left: then it is erased all the same, but the disk must not be handed on. Fails with
    /// `Unavailable` where the disk is full or fails: then it may be erased or not, and is to be done again.
    Result<ResidueReport> erase_record(const RecordId& record, std::string reason);
    /// Says that the person withdrew their consent: from here on the record is in no table, until it is decided about.
    /// Fails with `NotFound` where there is no such record, and as `write_event` does.
    Result<EventReference> withdraw_consent(const RecordId& record, std::string reason);
    /// Keys were overwritten (a record was finalised, a reader's receipt came, somebody asked to be forgotten) and
    /// nobody has looked yet whether they are gone from every file.
    bool has_unverified_erasures() const;
    /// Looks. Fails with `Corrupt` where something is left.
    Result<ResidueReport> verify_erasures();
    /// What nobody else is known to have read.
    UnreadWork unread_work() const;
    /// The end of the project on this laptop: overwrites every file of the vault, reads them back, removes them and the
    /// folder. `confirmed` is what a person agreed to lose; fails with `Refused` where the vault holds anything else.
    static Result<ResidueReport> erase(Vault vault, const UnreadWork& confirmed);
    /// Ends an erasure that a power cut interrupted; none where there is none to end, as where the disk has lost the
    /// header and its copy is whole. Fails with `Unavailable` where the disk does not tell.
    static Result<std::optional<ResidueReport>> finish_erasing(const std::filesystem::path& folder, Disk& disk);

    // --- copies (vault_copies.cpp, vault_backup.cpp)

    /// Takes a snapshot into the ring where something changed and the newest is a day old. True where it did. To be
    /// called after unlocking and before locking, where there is time for it: it copies the whole database.
    Result<bool> snapshot_if_due();
    /// Takes one now. Fails with `Corrupt` where the vault is damaged (the older ones stay), `Unavailable` where the
    /// disk is full.
    Result<Snapshot> take_snapshot();
    /// The same in steps, between which the vault is used or locked. The database is copied a part at a time
    /// (`copy_part` until it says true); `SnapshotWork::verify` is what takes long, and needs no vault: on any thread.
    /// One copy at a time, snapshot or backup; an erasure and the lock stop it. `verified` is what `verify` gave.
    Result<std::shared_ptr<SnapshotWork>> begin_snapshot();
    Result<bool> copy_part(SnapshotWork& work);
    Result<Snapshot> finish_snapshot(SnapshotWork& work, Result<void> verified);
    /// Whether `snapshot_if_due` would take one.
    Result<bool> is_snapshot_due() const;
    /// The ring, each slot opened and verified; also where the vault itself is damaged. Fails as `unlock` does.
    static Result<std::vector<Snapshot>> snapshots_in(const std::filesystem::path& folder, const Secret& passphrase,
                                                      StoreEnvironment environment);
    /// The same while the vault is open, one after the other: the slots that there are, the newest first, and what is
    /// found in one of them now.
    std::vector<unsigned> snapshot_slots() const;
    Result<Snapshot> check_snapshot(unsigned slot) const;
    struct Restored;
    enum class RestoreWhole { Refuse, Allow };
    /// Brings a snapshot back, the newest sound one or that of `slot`, in place of a damaged database, which is put
    /// aside and never written to, but for keys that are erased later. Where the database is whole and only the header
    /// is lost, the header alone is brought back, and nothing older. Fails with `Refused` where the vault is whole,
    /// unless allowed, `NotFound` where there is no such snapshot, `Unavailable` where the disk does not tell,
    /// otherwise as `unlock` does.
    static Result<Restored> restore_snapshot(const std::filesystem::path& folder, const Secret& passphrase,
                                             std::optional<unsigned> slot, RestoreWhole whole,
                                             StoreEnvironment environment);
    /// Copies the vault, sealed as one file under a name that tells nothing, to a folder on a removable medium, after
    /// taking and verifying a snapshot; of older ones on the same medium the newest `keep` in all stay, and none that
    /// holds a record erased since. It opens drafts only: what was finalised stays sealed to the project's recipients.
    /// Success means that what was written was read again from the medium.
    Result<BackupReport> back_up_to(const std::filesystem::path& medium, std::size_t keep = 3);
    /// The same in steps, between which the vault is used or locked: a copy of the database beside the vault, a part at
    /// a time (`copy_part` until it says true); the backup, which is what takes long, and needs no vault
    /// (`BackupWork::write`, on any thread); and the account of it. One copy at a time; a snapshot, an erasure and the
    /// lock stop it. `written` is what `write` gave.
    Result<std::shared_ptr<BackupWork>> begin_backup(const std::filesystem::path& medium, std::size_t keep = 3);
    Result<bool> copy_part(BackupWork& work);
    Result<BackupReport> finish_backup(const BackupWork& work, Result<BackupReport> written);
    /// Whether a backup of the vault in `folder` lies on a medium; the vault may be locked.
    static Result<bool> has_backup_on(const std::filesystem::path& folder, const std::filesystem::path& medium,
                                      Disk& disk);
    BackupsKept backups_kept() const;
    /// Backups on media that this vault remembers.
    std::size_t backups_made() const;
    /// Backups on media that still hold a record which was erased since they were made.
    std::size_t outdated_backups() const;
    /// The files on a medium that are backups, of whatever vault. Fails with `Unavailable` where none is found and one
    /// cannot be read.
    static Result<std::vector<std::filesystem::path>> backups_on(const std::filesystem::path& medium, Disk& disk);
    /// Makes a vault of a backup, in a folder that is empty or not there, with the passphrase of the day it was made;
    /// what failed leaves the folder empty, as far as the disk still removes anything.
    /// It signs with a new key, and must be enrolled again, for nobody knows which numbers were given away since.
    static Result<Restored> restore_backup(const std::filesystem::path& folder, const Secret& passphrase,
                                           const std::filesystem::path& backup, StoreEnvironment environment);
    /// Destroys what `restore_snapshot` put aside.
    static Result<void> discard_aside(const std::filesystem::path& folder, Disk& disk);

    // --- settings

    /// Small texts of the program (language, theme, last folder), sealed like everything else.
    Result<void> set_setting(std::string_view name, std::string_view value);
    std::optional<std::string> setting(std::string_view name) const;

    // --- releases that left

    /// Keeps what is known of a release that leaves, under its hash; one that is there already stays as it is. True
    /// where it was new. Fails with `Unavailable` where the disk is full. What stands behind releases is lost where a
    /// record is erased, for it may be of that person.
    Result<bool> keep_release(const Hash& release, const KeptRelease& kept);
    Result<std::vector<KeptRelease>> kept_releases() const;
    /// Fails with `NotFound` where there is no such release.
    Result<void> discard_release(const Hash& release);

private:
    class Interior;
    explicit Vault(std::unique_ptr<Interior> interior);
    std::unique_ptr<Interior> interior_;
};

/// A new vault, and the recovery code to be printed once: words, to be typed into `unlock_with_recovery_code`.
struct Vault::Created {
    Vault vault;
    Secret recovery_code;
};

} // namespace mahalla
