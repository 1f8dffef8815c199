#pragma once
#include "archive/archive.h"
#include "crypto/certificate.h"
#include "trust/trust.h"

#include <map>
#include <vector>

namespace mahalla {

/// What a bundle brought, as bytes nobody has believed yet.
struct ReceivedStatements {
    std::vector<Bytes> charters, certificates, forms, receipts, events;
};

/// What became of it: what the archive is to keep, and what a `Stored` receipt may name.
struct JudgedIntake {
    ArchiveIntake archive;
    std::vector<Hash> believed_events;
    std::size_t damaged = 0; ///< No statement or event, or a signature that does not hold: not kept.
    std::size_t refused =
        0; ///< Well made, but not of this project or not allowed: charters, certificates, forms, receipts.
    bool has_new_members = false; ///< A charter or certificate was not known before.
};

/// Who belongs to the project, as the server knows it: the newest charter it believes and the certificates that verify.
///
/// The server believes signatures alone; it opens no event. One thread at a time.
class Membership {
public:
    /// From the charter the server was started with and everything the archive holds. Fails with `Refused` where the
    /// charter is not signed by its own administrators.
    static Result<Membership> create(Charter charter, const std::vector<ArchivedStatement>& charters,
                                     const std::vector<ArchivedStatement>& certificates);

    const Charter& charter() const { return charter_; }
    /// What a vault would believe that has seen the same charter and certificates.
    const Trust& trust() const { return trust_; }
    const Certificate* certificate(const DeviceId& device) const;

    /// Judges what was received, taking newer charters and certificates in. Events of signers that are unknown, revoked
    /// or may not say this are kept in quarantine; nothing that is well made is dropped. Erasures wait there until
    /// `judge_erasures` lets them out.
    JudgedIntake judge(const ReceivedStatements& received);

private:
    explicit Membership(Charter charter) : charter_(std::move(charter)) { rebuild_trust(); }
    void rebuild_trust() { trust_ = Trust(charter_.content(), known_); }
    void judge_charters(const std::vector<Bytes>& charters, JudgedIntake& judged);
    void judge_certificates(const std::vector<Bytes>& certificates, JudgedIntake& judged);
    void judge_event(const Bytes& bytes, JudgedIntake& judged) const;

    Charter charter_;
    std::map<DeviceId, Certificate> certificates_;
    std::vector<Certificate> known_; ///< Each once; whether it counts depends on the charter.
    Trust trust_;
};

} // namespace mahalla
