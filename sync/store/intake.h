#pragma once
#include "store/open_vault.h"

namespace mahalla {

/// One delivery from another party being judged and stored, within the caller's transaction: charters first, then
/// certificates and questionnaires, then what they let us believe. Inside this library only.
///
/// The memory of the vault follows as it goes; after a rollback the caller reloads it.
class Intake {
public:
    explicit Intake(OpenVault& vault) : vault_(vault) {}

    /// Fails only where the disk does; whatever is wrong with what came stands in the report.
    Result<IncomingReport> run(const Incoming& incoming);
    /// What was erased in the vault's rows: its copies follow before the commit, and the log is emptied after it.
    const Erasure& erasure() const { return erasure_; }
    bool has_new_charter() const { return report_.charters_accepted > 0; }

private:
    Result<void> take_charters(const std::vector<Bytes>& charters);
    Result<void> take_certificates(const std::vector<Bytes>& certificates);
    Result<void> take_forms(const std::vector<Bytes>& forms);
    Result<EventFate> take_event(ByteView bytes);
    /// The same event, of which only the place was here, with its content.
    Result<EventFate> take_content(IndexedEvent& indexed, const SealedEvent& sealed);
    /// Believed, unless it erases and its author may not.
    EventState state_of(const SealedEvent& sealed, Verdict verdict) const;
    /// In the rows, and in memory at once: later events of the same delivery meet what stands then.
    Result<void> erase(const Erasure& erasure);
    Result<void> take_piece(ByteView sealed);
    Result<void> take_receipts(const std::vector<Bytes>& receipts);
    Result<void> take_receipt(const Receipt& receipt);
    /// What is here already, in the light of a new charter, certificate or form.
    Result<void> judge_again();
    Result<void> judge_again(const Hash& hash);
    /// Whether somebody who is known here may have written this, with that number. Signatures are another question.
    bool stands(const IndexedEvent& event) const;
    /// Events of revoked devices came: the chain that the charter's mark ends is known further down than before.
    Result<void> follow_the_marks();
    void read_the_marks();
    /// Gets the content key out of a believed event that is sealed to this vault and sees whether it can be read.
    Result<std::optional<Secret>> try_to_open(const SealedEvent& sealed, IndexedEvent& indexed);
    /// True where the result was a refusal, which is then in the report; false where it succeeded.
    bool is_refused(const Result<void>& result);

    OpenVault& vault_;
    IncomingReport report_;
    Erasure erasure_;
    bool must_judge_again_ = false;
    std::vector<Hash> arrived_; ///< The hashes of `report_.events`, none for a damaged one.
    GoodChains good_chains_;
};

} // namespace mahalla
