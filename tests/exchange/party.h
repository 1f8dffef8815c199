#pragma once
#include "base/seeded_random.h"
#include "crypto/hash.h"
#include "crypto/sealed_event.h"
#include "exchange/import_bundle.h"
#include "exchange/outgoing.h"
#include "support/memory_disk.h"
#include "support/records.h"

#include <doctest/doctest.h>

namespace mahalla::test {

inline SigningKeyPair signing_keys(std::uint8_t seed)
{
    return *SigningKeyPair::from_seed(Secret::copy_of(Bytes(32, seed)));
}
inline BoxKeyPair box_keys(std::uint8_t seed) { return *BoxKeyPair::from_seed(Secret::copy_of(Bytes(32, seed))); }

/// A laptop without a disk: it keeps sealed events, believes signers whose certificate it has, and puts the others
/// aside.
///
/// A "certificate" here is the bare signing key: who may certify whom is the vault's matter, and tested there.
class Party final : public EventArchive {
public:
    explicit Party(std::uint8_t seed) : signing(signing_keys(seed)), box(box_keys(seed))
    {
        certify(signing.public_key());
    }

    SigningKeyPair signing;
    BoxKeyPair box;
    ProjectId project_id = *ProjectId::from_text(std::string(32, '5'));
    std::vector<Bytes> charter_list = {to_bytes("charter")};
    std::map<Hash, Bytes> form_list;
    std::vector<Bytes> receipt_list;
    std::size_t receipts_taken = 0;
    /// The sizes of the transactions so far.
    std::vector<std::size_t> transactions;
    /// Fails the transaction of this number.
    std::optional<std::size_t> fails_at;

    void certify(const SigningPublicKey& key) { certificates_.emplace(key.device(), key); }

    EventReference write(const RecordId& record, std::string_view content, const Hash& form = {})
    {
        return keep(seal(record, ++sequence_, last_, content, form));
    }

    /// A second event with a number that was used: what a cloned disk does.
    EventReference write_again(const RecordId& record, std::uint64_t sequence, std::string_view content)
    {
        return keep(seal(record, sequence, {}, content, {}));
    }

    std::set<EventReference> believed() const
    {
        std::set<EventReference> references;
        for (const auto& [reference, event] : events_) references.insert(reference);
        return references;
    }
    std::size_t quarantined_count() const { return quarantine_.size(); }

    ProjectId project() const override { return project_id; }
    std::uint64_t charter_version() const override { return 1; }
    Result<std::vector<Bytes>> charters() override { return charter_list; }
    Result<std::vector<Bytes>> certificates() override
    {
        std::vector<Bytes> all;
        for (const auto& [device, key] : certificates_) all.emplace_back(key.bytes.begin(), key.bytes.end());
        return all;
    }
    Result<std::vector<Hash>> forms() override
    {
        std::vector<Hash> all;
        for (const auto& [hash, form] : form_list) all.push_back(hash);
        return all;
    }
    Result<Bytes> form(const Hash& hash) override { return form_list.at(hash); }
    Result<std::vector<Bytes>> receipts() override { return receipt_list; }

    Result<ChainHeads> heads() override
    {
        ChainHeads heads;
        for (const auto& [reference, event] : events_) {
            ChainHead& head = heads[reference.dot.device];
            if (reference.dot.sequence == head.sequence + 1) head = {reference.dot.sequence, reference.hash};
        }
        std::erase_if(heads, [](const auto& entry) { return entry.second.sequence == 0; });
        return heads;
    }
    Result<std::vector<DeviceId>> devices() override
    {
        std::set<DeviceId> all;
        for (const auto& [reference, event] : events_) all.insert(reference.dot.device);
        return std::vector<DeviceId>(all.begin(), all.end());
    }
    Result<std::vector<Bytes>> events_after(const DeviceId& device, std::uint64_t after,
                                            std::size_t events_max) override
    {
        std::vector<Bytes> found;
        for (const auto& [reference, event] : events_)
            if (reference.dot.device == device && reference.dot.sequence > after && found.size() < events_max)
                found.push_back(event.bytes());
        return found;
    }

    Result<IncomingReport> take_in(const Incoming& incoming, TakeIn mode) override
    {
        if (fails_at == transactions.size()) return failure(ErrorKind::Unavailable, "The disk is full.");
        const Party before = copy_of_content();
        IncomingReport report;
        for (const Bytes& certificate : incoming.certificates)
            if (const auto key = SigningPublicKey::from_bytes(certificate)) {
                report.certificates_accepted += certificates_.emplace(key->device(), *key).second ? 1U : 0U;
            }
        for (const Bytes& form : incoming.forms)
            report.forms_accepted += form_list.emplace(hash_of(form), form).second ? 1U : 0U;
        for (const Bytes& event : incoming.events) report.events.push_back(take_event(event));
        report.receipts_accepted = incoming.receipts.size();
        receipts_taken += incoming.receipts.size();
        for (auto place = quarantine_.begin(); place != quarantine_.end();) {
            const auto key = certificates_.find(place->first.dot.device);
            if (key != certificates_.end() && place->second.verify(key->second)) {
                events_.emplace(place->first, place->second);
                place = quarantine_.erase(place);
                ++report.released_from_quarantine;
            } else {
                ++place;
            }
        }
        report.gaps = gaps();
        if (mode == TakeIn::DryRun)
            restore(before);
        else
            transactions.push_back(incoming.events.size());
        return report;
    }

private:
    Party(const Party& other)
        : signing(signing_keys(1)), box(box_keys(1)), form_list(other.form_list), receipts_taken(other.receipts_taken),
          certificates_(other.certificates_), events_(other.events_), quarantine_(other.quarantine_)
    {}
    Party copy_of_content() const { return Party(*this); }
    void restore(const Party& before)
    {
        form_list = before.form_list;
        receipts_taken = before.receipts_taken;
        certificates_ = before.certificates_;
        events_ = before.events_;
        quarantine_ = before.quarantine_;
    }

    SealedEvent seal(const RecordId& record, std::uint64_t sequence, const Hash& previous, std::string_view content,
                     const Hash& form)
    {
        SealedEventHeader header;
        header.kind = static_cast<std::uint16_t>(EventKind::SetAnswers);
        header.project = project_id;
        header.record = record;
        header.device = signing.device();
        header.sequence = sequence;
        header.previous = previous;
        if (!form.is_none()) header.form = short_form_hash(form);
        auto sealed = SealedEvent::seal(header, as_bytes(content), {box_keys(99).public_key()}, signing);
        MAHALLA_CHECK(sealed);
        return std::move(sealed->event);
    }

    EventReference keep(SealedEvent event)
    {
        const EventReference reference{{event.header().device, event.header().sequence}, event.hash()};
        last_ = event.hash();
        events_.emplace(reference, std::move(event));
        return reference;
    }

    EventFate take_event(const Bytes& bytes)
    {
        auto event = SealedEvent::parse(bytes);
        if (!event) return EventFate::Damaged;
        const EventReference reference{{event->header().device, event->header().sequence}, event->hash()};
        if (events_.contains(reference) || quarantine_.contains(reference)) return EventFate::AlreadyHere;
        const auto key = certificates_.find(reference.dot.device);
        if (key == certificates_.end()) {
            quarantine_.emplace(reference, *std::move(event));
            return EventFate::Quarantined;
        }
        if (!event->verify(key->second)) return EventFate::Damaged;
        const bool is_fork = std::any_of(events_.begin(), events_.end(),
                                         [&](const auto& entry) { return entry.first.dot == reference.dot; });
        events_.emplace(reference, *std::move(event));
        return is_fork ? EventFate::Fork : EventFate::New;
    }

    std::vector<ChainGap> gaps() const
    {
        std::vector<ChainGap> gaps;
        std::map<DeviceId, std::uint64_t> last;
        for (const auto& [reference, event] : events_) {
            std::uint64_t& previous = last[reference.dot.device];
            if (reference.dot.sequence > previous + 1)
                gaps.push_back({reference.dot.device, previous + 1, reference.dot.sequence - 1});
            previous = reference.dot.sequence;
        }
        return gaps;
    }

    std::map<DeviceId, SigningPublicKey> certificates_;
    std::map<EventReference, SealedEvent> events_;
    std::map<EventReference, SealedEvent> quarantine_;
    std::uint64_t sequence_ = 0;
    Hash last_;
};

/// The bundles of `from` for `to`, as files on the disk.
inline std::vector<WrittenBundle> bundles_for(Party& from, const Party& to, MemoryDisk& disk,
                                              const VersionVector& known = {},
                                              std::uint64_t volume_bytes_max = std::uint64_t{1} << 30U)
{
    static SeededRandom random(7);
    OutgoingRequest request;
    request.recipients = {to.box.public_key()};
    request.receiver_has = known;
    request.volume_bytes_max = volume_bytes_max;
    const auto written = write_bundles(from, request, from.signing, disk, "/stick", random);
    REQUIRE(written);
    return *written;
}

inline ImportReport import_into(Party& to, MemoryDisk& disk, const WrittenBundle& bundle, TakeIn mode = TakeIn::Apply)
{
    const auto report = import_bundle(to, to.box, disk, bundle.path, mode);
    REQUIRE(report);
    return *report;
}

} // namespace mahalla::test
