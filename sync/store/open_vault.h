#pragma once
#include "store/attachment_table.h"
#include "store/draft_journal.h"
#include "store/event_table.h"
#include "store/form_dictionary.h"
#include "store/sealed_items.h"
#include "store/snapshot_ring.h"
#include "store/vault.h"
#include "trust/trust.h"

namespace mahalla {

/// A vault whose keys are in memory: what `Vault` does while it is not locked. Inside this library only.
///
/// Memory follows the database: it changes after a commit, or is read anew after a rollback (`reload`).
class OpenVault {
public:
    static constexpr const char* database_name = "vault.sqlite";
    /// What is about to become the database.
    static constexpr const char* restored_name = "restored.sqlite";
    /// Where a damaged database lies after another was brought back.
    static constexpr const char* aside_name = "aside";

    static Result<std::unique_ptr<OpenVault>> create(const std::filesystem::path& folder, Secret master,
                                                     StoreEnvironment environment);
    static Result<std::unique_ptr<OpenVault>> open(const std::filesystem::path& folder, Secret master,
                                                   StoreEnvironment environment);
    /// A snapshot, at its own place, to be read and verified. Where `stop` is given and says so, whatever is being read
    /// ends with `Refused`.
    static Result<std::unique_ptr<OpenVault>> open_file(const std::filesystem::path& database, Secret master,
                                                        StoreEnvironment environment,
                                                        std::shared_ptr<const std::atomic<bool>> stop = nullptr);
    /// Of a copy that is made a part at a time: a megabyte, a few thousandths of a second.
    static constexpr int copied_pages = 256;
    static DatabaseSchema schema();
    OpenVault(const OpenVault&) = delete;
    OpenVault& operator=(const OpenVault&) = delete;

    // What the files of this library share; open_vault_*.cpp have the bodies.
    Result<void> reload();
    /// Reads anew which files are here; where a row of a file is damaged, from the event that says what it is.
    Result<void> load_attachments();
    bool is_enrolled() const { return charter && certificate; }
    bool is_reader() const;
    /// Whether the charter says that an escrow key was tried: before that nothing is sealed to the recipients.
    bool is_live() const { return charter && charter->content().policy.escrow_tested; }
    std::string label() const;
    /// The certificates of this project that are here, whether they are believed or not.
    std::vector<Certificate> known_certificates() const;
    void rebuild_trust();
    Result<void> store_charter(const Charter& next);
    /// Notes the records that the charter erases and that were not noted before, within the caller's transaction, who
    /// then erases them. Noted is for ever, whatever a later charter says.
    Result<Erasure> note_listed_erasures();
    Result<void> store_form(ByteView xform);
    /// None where the form is not here.
    const FormDictionary* dictionary_of(const ShortFormHash& form);

    /// An event that is sealed but not stored.
    struct NewEvent {
        IndexedEvent indexed;
        SealedEvent::Sealed sealed;
        bool keeps_key = false;
    };
    /// Gives `event` the number after `last` in this device's chain, signs and seals it; `last` then is that event.
    Result<NewEvent> seal_next(Event event, ChainHead& last);
    ChainHead own_last() const;
    /// Stores within the caller's transaction; the index gets the event after the commit.
    Result<void> insert(const NewEvent& event);
    Result<std::vector<EventReference>> finalise(const RecordId& record);
    Result<EventReference> write_event(Event event);
    /// Opens and decodes a stored event and checks that its content names the place it stands at.
    Result<Event> read_event(const SealedEvent& sealed, const Secret& key);
    /// The same with the dictionary of the event's form; on any thread.
    static Result<Event> read_event(const SealedEvent& sealed, const Secret& key, const FormDictionary* dictionary);
    /// This device wrote it, under its present key or one before a backup was brought back.
    bool is_own(const DeviceId& author) const { return author == signing->device() || former.contains(author); }
    /// Own events were committed: the file beside the database says how far the chain goes. What fails here is made up
    /// for at the next unlocking.
    void note_chain_height();

    // --- erasing (open_vault_erasure.cpp)

    /// Everything that is erased passes here: files beside the database, of attachments, are to be erased in
    /// `erase_copies`, which knows the records.
    ///
    /// Erases rows, then what the copies know, then what the memory knows of it, in this order: the first within the
    /// caller's transaction, the second before its commit, the third after.
    Result<void> erase_rows(const Erasure& erasure);
    Result<void> erase_copies(const Erasure& erasure);
    void forget(const Erasure& erasure);
    void forget_in_memory(const Erasure& erasure);
    /// With the files of its drafts and records.
    Erasure with_files(Erasure erasure) const;
    /// After the commit: the log is emptied, so that no file holds what was erased.
    Result<void> empty_log() { return database.checkpoint_truncate(); }
    Result<void> erase_record(const RecordId& record, std::string reason);
    /// What was erased since the last call is looked for in every file of the vault.
    Result<ResidueReport> verify_erasures();
    /// The same for an event that stands in the index as opened.
    Result<Event> read_stored(const IndexedEvent& indexed);

    // Files; open_vault_attachments.cpp.

    /// A file with what opens it; without a descriptor where the disk damaged what was kept of it.
    struct KnownFile {
        AttachedFile overview;
        std::optional<AttachmentDescriptor> descriptor;
    };
    /// The files of a record: its draft's, then those of its events that can be opened here, in the events' order.
    Result<std::vector<KnownFile>> files_of(const RecordId& record);
    /// Remembers which pieces the file of an opened event has. An event that says nothing well formed has none.
    Result<void> expect_file(const IndexedEvent& indexed, const Event& event);
    /// Whether every piece of an event's file is here; true of events that bring none.
    bool has_whole_file(const IndexedEvent& indexed) const;

    /// A draft's file on its way into an event.
    struct FileEvent {
        Event event;
        Hash file;
    };
    /// The events of those files that an answer of the draft names.
    Result<std::vector<FileEvent>> file_events_of(const Draft& draft, Instant now);

    // --- copies (open_vault_copies.cpp)

    /// A hash over all rows: equal where two databases say the same.
    Result<Hash> state_mark();
    Result<std::uint64_t> database_bytes();
    /// Whether there is anything that a person would miss.
    bool has_work() const { return !drafts.drafts().empty() || !index.all().empty(); }
    /// Reads every row: states, boxes and keys open, drafts are whole, events are those that their hashes name. Fails
    /// with `Corrupt`.
    Result<void> check_rows();
    /// In a copy that is about to take the vault's place: a chain that nobody can fork. True where it is the old one,
    /// continued after the last number that `vault.chain` knows; false where it is a new device's.
    Result<bool> settle_restored(const std::filesystem::path& vault_folder);
    Result<void> begin_new_chain();
    /// In a copy that is about to leave the laptop: no key of a finalised event, no draft of a sensitive questionnaire.
    /// How many drafts were left out.
    Result<std::size_t> leave_keys_out(const CharterContent* charter_content);
    /// A record was erased: every backup that was made so far holds it.
    Result<void> note_outdated_backups();
    /// A reader finds the keys again that a copy did not hold.
    Result<void> open_events_again();

    std::filesystem::path folder;
    StoreEnvironment environment;
    Secret master;
    Keyring keys;
    Database database;
    SealedItems items;
    DraftJournal drafts;
    EventTable events;
    AttachmentTable attachments;
    EventIndex index;
    std::optional<SigningKeyPair> signing;
    std::optional<BoxKeyPair> box;
    std::optional<Charter> charter;
    std::optional<Certificate> certificate;
    std::optional<EnrolmentRequest> request;
    Trust trust;
    std::set<DeviceId> former;
    SnapshotRing ring;
    /// What is being erased, until the transaction's end; and what was, until it was looked for.
    ResidueScan going;
    ResidueScan gone;
    /// A number up to which this device has numbered events that are not here.
    ChainHead floor;

private:
    OpenVault(std::filesystem::path place, Secret master_key, Database opened, StoreEnvironment world);
    void read_floor();
    Result<void> read_identity();

    std::map<ShortFormHash, FormDictionary> dictionaries_;
};

inline tl::unexpected<Error> not_live()
{
    return failure(ErrorKind::Refused,
                   "The project is not live yet: nobody has shown that its escrow sheet opens what is "
                   "sealed. What was answered stays here as a draft.");
}

} // namespace mahalla
