#pragma once
#include "archive/archive.h"
#include "crypto/certificate.h"

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
    const Certificate* certificate(const DeviceId& device) const;

    /// Judges what was received, taking newer charters and certificates in. Events of signers that are unknown or
    /// revoked are kept in quarantine; nothing that is well made is dropped.
    JudgedIntake judge(const ReceivedStatements& received);

private:
    explicit Membership(Charter charter) : charter_(std::move(charter)) {}
    void judge_charters(const std::vector<Bytes>& charters, JudgedIntake& judged);
    void judge_certificates(const std::vector<Bytes>& certificates, JudgedIntake& judged);
    void judge_event(const Bytes& bytes, JudgedIntake& judged) const;

    Charter charter_;
    std::map<DeviceId, Certificate> certificates_;
};

} // namespace mahalla
