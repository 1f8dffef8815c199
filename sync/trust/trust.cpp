#include "trust/trust.h"

#include <algorithm>

namespace mahalla {

Trust::Trust(const CharterContent& charter, const std::vector<Certificate>& certificates, const SigningPublicKey* own)
    : project_(charter.project)
{
    learn_scopes(charter, certificates);
    if (own != nullptr) keys_[own->device()] = *own;
    for (const Certificate& certificate : certificates) {
        const Certificate::Content& content = certificate.content();
        if (!certificate.verify(charter) || !may_give(certificate.issuer().device(), content.scope)) continue;
        keys_[content.device] = content.signing_key;
        roles_[content.device] = content.role;
    }
    for (const Supervisor& supervisor : charter.supervisors) {
        keys_[supervisor.signing_key.device()] = supervisor.signing_key;
        roles_[supervisor.signing_key.device()] = Role::Supervisor;
    }
    for (const ServerPin& server : charter.servers) {
        keys_[server.signing_key.device()] = server.signing_key;
        roles_[server.signing_key.device()] = Role::Server;
    }
    for (const Revocation& revocation : charter.revocations) revocations_[revocation.device] = revocation;
}

// Supervisors' certificates come from administrators alone, so no chain of certificates has to be followed.
void Trust::learn_scopes(const CharterContent& charter, const std::vector<Certificate>& certificates)
{
    std::set<DeviceId> everywhere;
    for (const Certificate& certificate : certificates) {
        const Certificate::Content& content = certificate.content();
        if (content.role != Role::Supervisor || !certificate.verify(charter)) continue;
        if (content.scope.empty()) everywhere.insert(content.device);
        scopes_[content.device].insert(content.scope.begin(), content.scope.end());
    }
    for (const DeviceId& device : everywhere) scopes_.erase(device);
}

Verdict Trust::judge(const SealedEvent& event) const
{
    const SealedEventHeader& header = event.header();
    const SigningPublicKey* const key = key_of(header.device);
    if (key == nullptr) return Verdict::Unknown;
    if (!event.verify(*key)) return Verdict::Forged;
    if (header.project != project_ || is_revoked(header.device, header.sequence, event.hash())) return Verdict::Unknown;
    if (!may_write(header.device, static_cast<EventKind>(header.kind))) return Verdict::Unknown;
    return Verdict::Believed;
}

bool Trust::may_write(const DeviceId& device, EventKind kind) const
{
    const auto found = roles_.find(device);
    const Role role = found == roles_.end() ? Role::FieldWorker : found->second;
    switch (kind) {
    case EventKind::Create:
    case EventKind::SetAnswers:
    case EventKind::Finalise:
    case EventKind::Reopen:
    case EventKind::Resolve:
    case EventKind::Tombstone:
    case EventKind::Attachment:
    case EventKind::Comment:
    case EventKind::Flag:
        return role != Role::Server;
    case EventKind::Receipt:
        return role != Role::FieldWorker;
    case EventKind::Erased:
    case EventKind::Review:
    case EventKind::Grant:
    case EventKind::Assignment:
    case EventKind::Charter:
    case EventKind::Certificate:
        return role == Role::Supervisor;
    }
    return true; // Of a later version, which knows who may; here it changes nothing and is carried.
}

bool Trust::may_give(const DeviceId& device, const std::vector<std::string>& scope) const
{
    const auto found = scopes_.find(device);
    if (found == scopes_.end()) return true;
    return !scope.empty() &&
           std::ranges::all_of(scope, [&](const std::string& area) { return found->second.contains(area); });
}

bool Trust::is_revoked(const DeviceId& device, std::uint64_t sequence, const Hash& hash) const
{
    const auto found = revocations_.find(device);
    if (found == revocations_.end()) return false;
    const Revocation& revocation = found->second;
    if (sequence == revocation.last_good_sequence) return hash != revocation.last_good_hash;
    return sequence > revocation.last_good_sequence;
}

bool Trust::stands(const EventReference& event, EventKind kind, const GoodChains& chains) const
{
    const DeviceId& device = event.dot.device;
    if (key_of(device) == nullptr || is_revoked(device, event.dot.sequence, event.hash) || !may_write(device, kind))
        return false;
    switch (chains.place_of(event)) {
    case GoodChains::Place::Good:
        return true;
    case GoodChains::Place::Unknown:
        return kind != EventKind::Erased;
    case GoodChains::Place::Foreign:
        return false;
    }
    return false;
}

bool Trust::obeys(const SealedEvent& erasure, const GoodChains& chains) const
{
    const SealedEventHeader& header = erasure.header();
    return header.kind == static_cast<std::uint16_t>(EventKind::Erased) && judge(erasure) == Verdict::Believed &&
           stands({{header.device, header.sequence}, erasure.hash()}, EventKind::Erased, chains);
}

const SigningPublicKey* Trust::key_of(const DeviceId& device) const
{
    const auto found = keys_.find(device);
    return found == keys_.end() ? nullptr : &found->second;
}

} // namespace mahalla
