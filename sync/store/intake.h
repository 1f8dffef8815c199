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
    /// Keys were overwritten: the log must be emptied after the commit.
    bool has_erased_keys() const { return has_erased_keys_; }
    bool has_new_charter() const { return report_.charters_accepted > 0; }

private:
    Result<void> take_charters(const std::vector<Bytes>& charters);
    Result<void> take_certificates(const std::vector<Bytes>& certificates);
    Result<void> take_forms(const std::vector<Bytes>& forms);
    Result<EventFate> take_event(ByteView bytes);
    Result<void> take_receipts(const std::vector<Bytes>& receipts);
    Result<void> take_receipt(const Receipt& receipt);
    /// What is here already, in the light of a new charter, certificate or form.
    Result<void> judge_again();
    Result<void> judge_again(const Hash& hash);
    /// Gets the content key out of a believed event that is sealed to this vault and sees whether it can be read.
    std::optional<Secret> try_to_open(const SealedEvent& sealed, IndexedEvent& indexed);
    /// True where the result was a refusal, which is then in the report; false where it succeeded.
    bool is_refused(const Result<void>& result);

    OpenVault& vault_;
    IncomingReport report_;
    bool has_erased_keys_ = false;
    bool must_judge_again_ = false;
};

} // namespace mahalla
