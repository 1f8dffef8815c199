#include "server/membership.h"

#include "crypto/hash.h"
#include "crypto/receipt.h"
#include "crypto/sealed_event.h"

#include <algorithm>

namespace mahalla {

Result<Membership> Membership::create(Charter charter, const std::vector<ArchivedStatement>& charters,
                                      const std::vector<ArchivedStatement>& certificates)
{
    if (charter.content().version == 1)
        if (auto signed_by_own = charter.verify_self_signed(); !signed_by_own)
            return tl::unexpected(signed_by_own.error());
    Membership membership(std::move(charter));
    // The archive holds only what was believed once; it is judged again, for the file may have been changed.
    JudgedIntake unused;
    std::vector<Bytes> bytes;
    for (const ArchivedStatement& statement : charters) bytes.push_back(statement.bytes);
    membership.judge_charters(bytes, unused);
    bytes.clear();
    for (const ArchivedStatement& statement : certificates) bytes.push_back(statement.bytes);
    membership.judge_certificates(bytes, unused);
    return membership;
}

const Certificate* Membership::certificate(const DeviceId& device) const
{
    const auto found = certificates_.find(device);
    return found == certificates_.end() ? nullptr : &found->second;
}

void Membership::judge_charters(const std::vector<Bytes>& charters, JudgedIntake& judged)
{
    std::vector<Charter> parsed;
    for (const Bytes& bytes : charters) {
        auto charter = Charter::parse(bytes);
        if (!charter) {
            ++judged.damaged;
        } else {
            parsed.push_back(std::move(*charter));
        }
    }
    std::sort(parsed.begin(), parsed.end(),
              [](const Charter& a, const Charter& b) { return a.content().version < b.content().version; });
    bool is_any_new = false;
    for (Charter& charter : parsed) {
        const bool same = charter.hash() == charter_.hash();
        if (!same && !charter.verify_after(charter_)) {
            // An older version is no attack: laptops carry every charter they know.
            if (charter.content().project != charter_.content().project) ++judged.refused;
            continue;
        }
        judged.archive.statements.push_back(
            {StatementKind::Charter, charter.hash(), charter.content().version, charter.bytes()});
        // Each in its turn, as at a vault: a later one need not know what an earlier one erased.
        if (!same)
            for (const RecordId& record : charter.content().erased_records)
                judged.archive.erasures.push_back({record, charter.hash()});
        is_any_new |= !same;
        charter_ = std::move(charter);
    }
    if (is_any_new) rebuild_trust();
    judged.has_new_members |= is_any_new;
}

void Membership::judge_certificates(const std::vector<Bytes>& certificates, JudgedIntake& judged)
{
    bool is_any_new = false;
    for (const Bytes& bytes : certificates) {
        auto certificate = Certificate::parse(bytes);
        if (!certificate) {
            ++judged.damaged;
        } else if (!certificate->verify(charter_.content())) {
            ++judged.refused;
        } else {
            judged.archive.statements.push_back(
                {StatementKind::Certificate, certificate->hash(), 0, certificate->bytes()});
            const bool is_known = std::ranges::any_of(
                known_, [&](const Certificate& known) { return known.bytes() == certificate->bytes(); });
            if (!is_known) known_.push_back(*certificate);
            is_any_new |= !is_known;
            const DeviceId device = certificate->content().device;
            certificates_.insert_or_assign(device, std::move(*certificate));
        }
    }
    if (is_any_new) rebuild_trust();
    judged.has_new_members |= is_any_new;
}

void Membership::judge_event(const Bytes& bytes, JudgedIntake& judged) const
{
    const auto event = SealedEvent::parse(bytes);
    if (!event) {
        ++judged.damaged;
        return;
    }
    const SealedEventHeader& header = event->header();
    const Verdict verdict = trust_.judge(*event);
    if (verdict == Verdict::Forged) {
        ++judged.damaged;
        return;
    }
    ArchivedEvent archived{header.record,
                           header.device,
                           header.sequence,
                           event->hash(),
                           true,
                           event->bytes(),
                           static_cast<EventKind>(header.kind)};
    archived.quarantined = verdict != Verdict::Believed || archived.kind == EventKind::Erased;
    if (!archived.quarantined) judged.believed_events.push_back(archived.hash);
    judged.archive.events.push_back(std::move(archived));
}

JudgedIntake Membership::judge(const ReceivedStatements& received)
{
    JudgedIntake judged;
    judge_charters(received.charters, judged);
    judge_certificates(received.certificates, judged);
    for (const Bytes& form : received.forms) {
        const Hash hash = hash_of(form);
        if (charter_.content().form(hash) == nullptr) {
            ++judged.refused;
        } else {
            judged.archive.statements.push_back({StatementKind::Form, hash, 0, form});
        }
    }
    for (const Bytes& bytes : received.receipts) {
        const auto receipt = Receipt::parse(bytes);
        if (!receipt) {
            ++judged.damaged;
        } else if (!receipt->verify(charter_.content())) {
            ++judged.refused;
        } else {
            judged.archive.statements.push_back({StatementKind::Receipt, hash_of(bytes), 0, bytes});
        }
    }
    for (const Bytes& event : received.events) judge_event(event, judged);
    return judged;
}

} // namespace mahalla
