#pragma once
#include "crypto/certificate.h"
#include "crypto/sealed_event.h"
#include "record/event.h"
#include "trust/good_chains.h"

#include <map>
#include <set>

namespace mahalla {

enum class Verdict : std::uint8_t {
    Believed,
    Unknown, ///< Nobody here can say whose it is, or who signed it may not say this: quarantine.
    Forged,  ///< It names a known device, which did not sign it.
};

/// Whom a vault or a server believes: a pure function of one charter, the certificates it has seen, and, of a vault,
/// its own key.
class Trust {
public:
    /// Believes nobody.
    Trust() = default;
    Trust(const CharterContent& charter, const std::vector<Certificate>& certificates,
          const SigningPublicKey* own = nullptr);

    Verdict judge(const SealedEvent& event) const;
    /// Whether the revocations of the charter let an event with a known signer stand.
    bool is_revoked(const DeviceId& device, std::uint64_t sequence, const Hash& hash) const;
    const SigningPublicKey* key_of(const DeviceId& device) const;
    /// Supervisors: anything. Field workers: what an interview and its correction take, not what is decided over
    /// others. Servers: receipts. Kinds of a later version: everybody.
    bool may_write(const DeviceId& device, EventKind kind) const;
    /// Whether a device that enrols others may give them these areas: the ones of its own certificates; all, where one
    /// of them names none, or none is here.
    bool may_give(const DeviceId& device, const std::vector<std::string>& scope) const;
    /// Whether somebody who is known here may have written this, with that number. Signatures are another question.
    ///
    /// Below a mark an event stands where the chain is not known so far down; an erasure does not, for it cannot be
    /// taken back: it waits until the chain names it.
    bool stands(const EventReference& event, EventKind kind, const GoodChains& chains) const;
    /// The one rule of who erases, for vaults and servers: whoever else signs that a record is erased is not obeyed.
    bool obeys(const SealedEvent& erasure, const GoodChains& chains) const;
    bool may_erase(const DeviceId& device) const { return may_write(device, EventKind::Erased); }

private:
    void learn_scopes(const CharterContent& charter, const std::vector<Certificate>& certificates);

    ProjectId project_;
    std::map<DeviceId, SigningPublicKey> keys_;
    std::map<DeviceId, Role> roles_;
    std::map<DeviceId, std::set<std::string>> scopes_; ///< Of supervisors who are not responsible for all areas.
    std::map<DeviceId, Revocation> revocations_;
};

} // namespace mahalla
