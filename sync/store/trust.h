#pragma once
#include "crypto/certificate.h"
#include "crypto/sealed_event.h"

#include <map>
#include <set>

namespace mahalla {

enum class Verdict : std::uint8_t {
    Believed,
    Unknown, ///< Nobody here can say whose it is, or the device was revoked: quarantine.
    Forged,  ///< It names a known device, which did not sign it.
};

/// Whom a vault believes: a pure function of one charter, the certificates it has seen, and its own key. Inside this
/// library only.
class Trust {
public:
    /// Believes nobody.
    Trust() = default;
    Trust(const CharterContent& charter, const std::vector<Certificate>& certificates, const SigningPublicKey& own);

    Verdict judge(const SealedEvent& event) const;
    /// Whether the revocations of the charter let an event with a known signer stand.
    bool is_revoked(const DeviceId& device, std::uint64_t sequence, const Hash& hash) const;
    const SigningPublicKey* key_of(const DeviceId& device) const;
    /// Supervisors of the charter: whoever else signs that a record is erased is not obeyed.
    bool may_erase(const DeviceId& device) const { return supervisors_.contains(device); }

private:
    ProjectId project_;
    std::map<DeviceId, SigningPublicKey> keys_;
    std::map<DeviceId, Revocation> revocations_;
    std::set<DeviceId> supervisors_;
};

} // namespace mahalla
