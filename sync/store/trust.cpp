#include "store/trust.h"

namespace mahalla {

Trust::Trust(const CharterContent& charter, const std::vector<Certificate>& certificates, const SigningPublicKey& own)
    : project_(charter.project)
{
    keys_[own.device()] = own;
    for (const Supervisor& supervisor : charter.supervisors) {
        keys_[supervisor.signing_key.device()] = supervisor.signing_key;
        supervisors_.insert(supervisor.signing_key.device());
    }
    for (const ServerPin& server : charter.servers) keys_[server.signing_key.device()] = server.signing_key;
    for (const Certificate& certificate : certificates)
        if (certificate.verify(charter)) keys_[certificate.content().device] = certificate.content().signing_key;
    for (const Revocation& revocation : charter.revocations) revocations_[revocation.device] = revocation;
}

Verdict Trust::judge(const SealedEvent& event) const
{
    const SealedEventHeader& header = event.header();
    const SigningPublicKey* const key = key_of(header.device);
    if (key == nullptr) return Verdict::Unknown;
    if (!event.verify(*key)) return Verdict::Forged;
    if (header.project != project_ || is_revoked(header.device, header.sequence, event.hash())) return Verdict::Unknown;
    return Verdict::Believed;
}

bool Trust::is_revoked(const DeviceId& device, std::uint64_t sequence, const Hash& hash) const
{
    const auto found = revocations_.find(device);
    if (found == revocations_.end()) return false;
    const Revocation& revocation = found->second;
    if (sequence == revocation.last_good_sequence) return hash != revocation.last_good_hash;
    return sequence > revocation.last_good_sequence;
}

const SigningPublicKey* Trust::key_of(const DeviceId& device) const
{
    const auto found = keys_.find(device);
    return found == keys_.end() ? nullptr : &found->second;
}

} // namespace mahalla
