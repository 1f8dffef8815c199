#pragma once
#include "store/draft_journal.h"
#include "store/event_table.h"
#include "store/form_dictionary.h"
#include "store/sealed_items.h"
#include "store/trust.h"
#include "store/vault.h"

namespace mahalla {

/// A vault whose keys are in memory: what `Vault` does while it is not locked. Inside this library only.
///
/// Memory follows the database: it changes after a commit, or is read anew after a rollback (`reload`).
class OpenVault {
public:
    static Result<std::unique_ptr<OpenVault>> create(const std::filesystem::path& folder, Secret master,
                                                     StoreEnvironment environment);
    static Result<std::unique_ptr<OpenVault>> open(const std::filesystem::path& folder, Secret master,
                                                   StoreEnvironment environment);
    OpenVault(const OpenVault&) = delete;
    OpenVault& operator=(const OpenVault&) = delete;

    // What the files of this library share; open_vault_*.cpp have the bodies.
    Result<void> reload();
    bool is_enrolled() const { return charter && certificate; }
    bool is_reader() const;
    std::string label() const;
    /// The certificates of this project that are here, whether they are believed or not.
    std::vector<Certificate> known_certificates() const;
    void rebuild_trust();
    Result<void> store_charter(const Charter& next);
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

    StoreEnvironment environment;
    Secret master;
    Keyring keys;
    Database database;
    SealedItems items;
    DraftJournal drafts;
    EventTable events;
    EventIndex index;
    std::optional<SigningKeyPair> signing;
    std::optional<BoxKeyPair> box;
    std::optional<Charter> charter;
    std::optional<Certificate> certificate;
    std::optional<EnrolmentRequest> request;
    Trust trust;

private:
    OpenVault(Secret master_key, Database opened, StoreEnvironment world);
    Result<void> read_identity();

    std::map<ShortFormHash, FormDictionary> dictionaries_;
};

} // namespace mahalla
