#include "store/intake.h"

#include "crypto/hash.h"

#include <algorithm>
#include <limits>
#include <set>

namespace mahalla {

namespace {

/// Ascending by version, damaged ones left out into `refused`.
std::vector<Charter> in_order(const std::vector<Bytes>& all, std::vector<Error>& refused)
{
    std::vector<Charter> charters;
    for (const Bytes& bytes : all) {
        auto read = Charter::parse(bytes);
        if (read)
            charters.push_back(*std::move(read));
        else
            refused.push_back(read.error());
    }
    std::ranges::sort(charters, {}, [](const Charter& charter) { return charter.content().version; });
    return charters;
}

/// More certificates than a project has people: whoever floods a laptop with well-signed ones fills no disk.
constexpr std::size_t certificates_max = 16'384;

RecordJourney journey_of(ReceiptKind kind)
{
    return kind == ReceiptKind::Read ? RecordJourney::Read : RecordJourney::Stored;
}

} // namespace

std::size_t IncomingReport::count(EventFate fate) const
{
    return static_cast<std::size_t>(std::ranges::count(events, fate));
}

Result<IncomingReport> Intake::run(const Incoming& incoming)
{
    if (!vault_.charter && !(incoming.charters.empty() && incoming.certificates.empty()))
        report_.refused.push_back(
            {ErrorKind::Refused, "This vault belongs to no project yet: it must be enrolled first."});
    if (vault_.charter) {
        if (auto taken = take_charters(incoming.charters); !taken) return tl::unexpected(taken.error());
        if (auto taken = take_certificates(incoming.certificates); !taken) return tl::unexpected(taken.error());
    }
    if (auto taken = take_forms(incoming.forms); !taken) return tl::unexpected(taken.error());
    if (must_judge_again_)
        if (auto judged = judge_again(); !judged) return tl::unexpected(judged.error());
    for (const Bytes& bytes : incoming.events) {
        MAHALLA_TRY(const EventFate fate, take_event(bytes));
        report_.events.push_back(fate);
    }
    if (auto followed = follow_the_marks(); !followed) return tl::unexpected(followed.error());
    for (const Bytes& piece : incoming.attachment_pieces)
        if (auto taken = take_piece(piece); !taken) return tl::unexpected(taken.error());
    if (auto taken = take_receipts(incoming.receipts); !taken) return tl::unexpected(taken.error());
    report_.gaps = vault_.index.gaps();
    return std::move(report_);
}

bool Intake::is_refused(const Result<void>& result)
{
    if (!result) report_.refused.push_back(result.error());
    return !result;
}

Result<void> Intake::take_charters(const std::vector<Bytes>& charters)
{
    for (const Charter& charter : in_order(charters, report_.refused)) {
        const Charter& held = *vault_.charter;
        // Bundles carry charters along: one that is here, or older, is nothing to complain about.
        const bool is_known = charter.content().project == held.content().project &&
                              (charter.content().version < held.content().version || charter.hash() == held.hash());
        if (is_known || is_refused(charter.verify_after(held))) continue;
        if (auto stored = vault_.store_charter(charter); !stored) return stored;
        MAHALLA_TRY(const Erasure listed, vault_.note_listed_erasures());
        if (auto erased = listed.empty() ? Result<void>() : erase(listed); !erased) return erased;
        ++report_.charters_accepted;
        must_judge_again_ = true;
    }
    if (must_judge_again_) vault_.rebuild_trust();
    return {};
}

Result<void> Intake::take_certificates(const std::vector<Bytes>& certificates)
{
    bool is_any_new = false;
    for (const Bytes& bytes : certificates) {
        const auto certificate = Certificate::parse(bytes);
        if (!certificate) {
            report_.refused.push_back(certificate.error());
            continue;
        }
        const Hash hash = certificate->hash();
        if (vault_.items.contains(ItemKind::Certificate, hash.bytes)) continue;
        const auto within_scope = [&]() -> Result<void> {
            if (vault_.trust.may_give(certificate->issuer().device(), certificate->content().scope)) return {};
            return failure(ErrorKind::Refused, "A certificate gives areas for which its issuer is not responsible.");
        };
        const auto verified = certificate->verify(vault_.charter->content());
        if (is_refused(verified) || is_refused(within_scope())) {
            // The charter that lets it count may still be on its way: it waits, as events of unknown signers do.
            const bool waits = certificate->content().project == vault_.charter->content().project &&
                               certificate->is_signed() &&
                               vault_.items.names(ItemKind::Certificate).size() < certificates_max;
            if (!waits) continue;
            if (auto put = vault_.items.put(ItemKind::Certificate, hash.bytes, bytes); !put) return put;
            continue;
        }
        if (auto put = vault_.items.put(ItemKind::Certificate, hash.bytes, bytes); !put) return put;
        ++report_.certificates_accepted;
        is_any_new = true;
    }
    if (is_any_new) {
        vault_.rebuild_trust();
        must_judge_again_ = true;
    }
    return {};
}

Result<void> Intake::take_forms(const std::vector<Bytes>& forms)
{
    for (const Bytes& form : forms) {
        const Hash hash = hash_of(form);
        if (vault_.items.contains(ItemKind::Form, hash.bytes)) continue;
        auto stored = vault_.store_form(form);
        if (!stored && stored.error().kind == ErrorKind::Unavailable) return stored;
        if (is_refused(stored)) continue;
        ++report_.forms_accepted;
        must_judge_again_ = true;
    }
    return {};
}

EventState Intake::state_of(const SealedEvent& sealed, Verdict verdict) const
{
    const bool erases = static_cast<EventKind>(sealed.header().kind) == EventKind::Erased;
    if (verdict != Verdict::Believed || (erases && !vault_.trust.may_erase(sealed.header().device)))
        return EventState::Quarantined;
    return EventState::Believed;
}

Result<void> Intake::erase(const Erasure& erasure)
{
    const Erasure whole = vault_.with_files(erasure);
    if (auto erased = vault_.erase_rows(whole); !erased) return erased;
    vault_.forget_in_memory(whole);
    erasure_.add(whole);
    return {};
}

Result<std::optional<Secret>> Intake::try_to_open(const SealedEvent& sealed, IndexedEvent& indexed)
{
    if (sealed.is_erased()) return std::optional<Secret>();
    auto key = sealed.content_key(*vault_.box);
    if (!key) return std::optional<Secret>();
    indexed.has_key = true;
    if (const auto event = vault_.read_event(sealed, *key)) {
        indexed.is_opened = true;
        indexed.instant = event->instant;
        if (auto expected = vault_.expect_file(indexed, *event); !expected) return tl::unexpected(expected.error());
    }
    return std::optional<Secret>(*std::move(key));
}

Result<void> Intake::take_piece(ByteView sealed)
{
    const Hash hash = hash_of(sealed);
    // A laptop that reads no records has no use for the pieces of others' files, nor a place where they could wait.
    if (!vault_.is_reader() && !vault_.attachments.knows(hash)) return {};
    if (sealed.size() > attachment_limits::sealed_piece_bytes_max ||
        !vault_.attachments.has_room_for(hash, sealed.size())) {
        ++report_.pieces_refused;
        return {};
    }
    MAHALLA_TRY(const bool is_new, vault_.attachments.store_piece(hash, sealed));
    ++(is_new ? report_.pieces_new : report_.pieces_already_here);
    return {};
}

Result<EventFate> Intake::take_event(ByteView bytes)
{
    auto sealed = SealedEvent::parse(bytes);
    arrived_.push_back(sealed ? sealed->hash() : Hash());
    if (!sealed) return EventFate::Damaged;
    if (IndexedEvent* const here = vault_.index.find(sealed->hash())) return take_content(*here, *sealed);
    const SealedEventHeader& header = sealed->header();
    const Verdict verdict = vault_.trust.judge(*sealed);
    if (verdict == Verdict::Forged) return EventFate::Damaged;

    IndexedEvent indexed;
    indexed.reference = {{header.device, header.sequence}, sealed->hash()};
    indexed.record = header.record;
    indexed.kind = static_cast<EventKind>(header.kind);
    indexed.form = header.form;
    indexed.previous = header.previous;
    indexed.state = state_of(*sealed, verdict);
    const bool erases = indexed.kind == EventKind::Erased;
    if (erases && indexed.state == EventState::Believed) {
        read_the_marks();
        if (!stands(indexed)) indexed.state = EventState::Quarantined;
    }
    // What comes after the erasure, by whatever road, comes as erased.
    if (!erases && vault_.index.is_record_erased(header.record)) sealed = sealed->erased();
    indexed.is_erased = sealed->is_erased();
    std::optional<Secret> key;
    if (indexed.state == EventState::Believed) {
        MAHALLA_TRY(key, try_to_open(*sealed, indexed));
    }
    if (auto inserted = vault_.events.insert(indexed, sealed->bytes(), key ? &*key : nullptr); !inserted)
        return tl::unexpected(inserted.error());
    vault_.index.add(indexed);
    if (indexed.state == EventState::Quarantined) return EventFate::Quarantined;
    if (erases)
        if (auto erased = erase({{header.record}, {}, {}, {}}); !erased) return tl::unexpected(erased.error());
    return vault_.index.has_sibling(indexed.reference) ? EventFate::Fork : EventFate::New;
}

Result<EventFate> Intake::take_content(IndexedEvent& indexed, const SealedEvent& sealed)
{
    // A carrier may have left a content out without anybody having erased it: the whole event makes up for that.
    const bool is_wanted = indexed.is_erased && !sealed.is_erased() && !vault_.index.is_record_erased(indexed.record);
    if (!is_wanted || vault_.trust.judge(sealed) == Verdict::Forged) return EventFate::AlreadyHere;
    indexed.is_erased = false;
    std::optional<Secret> key;
    if (indexed.state == EventState::Believed) {
        MAHALLA_TRY(key, try_to_open(sealed, indexed));
    }
    if (auto replaced = vault_.events.replace_content(indexed, sealed.bytes()); !replaced)
        return tl::unexpected(replaced.error());
    if (key)
        if (auto set = vault_.events.set_key(indexed.reference.hash, *key); !set) return tl::unexpected(set.error());
    return EventFate::New;
}

Result<void> Intake::judge_again()
{
    read_the_marks();
    std::vector<Hash> hashes;
    for (const auto& [hash, event] : vault_.index.all()) hashes.push_back(hash);
    for (const Hash& hash : hashes)
        if (auto judged = judge_again(hash); !judged) return judged;
    return {};
}

Result<void> Intake::judge_again(const Hash& hash)
{
    IndexedEvent& indexed = *vault_.index.find(hash);
    // An erasure that was obeyed stays: no change of staff brings answers back.
    if (indexed.state == EventState::Believed && indexed.kind == EventKind::Erased) return {};
    if (!stands(indexed)) {
        if (indexed.state == EventState::Quarantined) return {};
        indexed.state = EventState::Quarantined;
        return vault_.events.update(indexed);
    }
    if (indexed.state == EventState::Believed && (indexed.is_opened || !indexed.has_key)) return {};
    MAHALLA_TRY(const Bytes bytes, vault_.events.bytes(hash));
    const auto sealed = SealedEvent::parse(bytes);
    if (!sealed || state_of(*sealed, vault_.trust.judge(*sealed)) != EventState::Believed) return {};
    if (indexed.state == EventState::Quarantined) ++report_.released_from_quarantine;
    indexed.state = EventState::Believed;
    MAHALLA_TRY(const auto key, try_to_open(*sealed, indexed));
    if (key)
        if (auto set = vault_.events.set_key(hash, *key); !set) return set;
    if (auto updated = vault_.events.update(indexed); !updated) return updated;
    return indexed.kind == EventKind::Erased ? erase({{indexed.record}, {}, {}, {}}) : Result<void>();
}

bool Intake::stands(const IndexedEvent& event) const
{
    // A revoked laptop goes on believing itself: what it holds must still reach those who decide about it.
    return event.reference.dot.device == vault_.signing->device() ||
           vault_.trust.stands(event.reference, event.kind, good_chains_);
}

void Intake::read_the_marks()
{
    const auto previous_of = [this](const EventReference& event) { return vault_.index.previous_of(event); };
    good_chains_ = vault_.charter ? GoodChains(vault_.charter->content().revocations, previous_of) : GoodChains();
}

Result<void> Intake::follow_the_marks()
{
    read_the_marks();
    std::set<DeviceId> concerned;
    for (const Hash& hash : arrived_)
        if (const IndexedEvent* const event = vault_.index.find(hash))
            if (good_chains_.has_mark(event->reference.dot.device)) concerned.insert(event->reference.dot.device);
    for (const DeviceId& device : concerned) {
        std::vector<Hash> hashes;
        for (const IndexedEvent* event : vault_.index.events_after(device, 0, std::numeric_limits<std::size_t>::max()))
            hashes.push_back(event->reference.hash);
        for (const Hash& hash : hashes)
            if (auto judged = judge_again(hash); !judged) return judged;
    }
    for (std::size_t i = 0; i < arrived_.size(); ++i) {
        const IndexedEvent* const event = vault_.index.find(arrived_[i]);
        if (event != nullptr && event->state == EventState::Quarantined && report_.events[i] != EventFate::AlreadyHere)
            report_.events[i] = EventFate::Quarantined;
    }
    return {};
}

Result<void> Intake::take_receipts(const std::vector<Bytes>& receipts)
{
    for (const Bytes& bytes : receipts) {
        const auto receipt = Receipt::parse(bytes);
        if (!receipt) {
            report_.refused.push_back(receipt.error());
            continue;
        }
        if (!vault_.charter || is_refused(receipt->verify(vault_.charter->content()))) continue;
        if (auto taken = take_receipt(*receipt); !taken) return taken;
        ++report_.receipts_accepted;
    }
    return {};
}

Result<void> Intake::take_receipt(const Receipt& receipt)
{
    const RecordJourney journey = journey_of(receipt.kind());
    for (const Hash& hash : receipt.events()) {
        IndexedEvent* const indexed = vault_.index.find(hash);
        if (indexed == nullptr || indexed->journey >= journey) continue;
        indexed->journey = journey;
        // A reader has it: from now on this laptop cannot open what its author finalised, unless it is a reader itself.
        if (auto updated = vault_.events.update(*indexed); !updated) return updated;
        const bool is_own = vault_.is_own(indexed->reference.dot.device);
        if (journey != RecordJourney::Read || !is_own || vault_.is_reader()) continue;
        // Also where no key is here: a snapshot may have one that a vault which was brought back has not.
        Erasure erasure;
        erasure.keys.insert(hash);
        // The reader has every piece: with the key they have no use here, nor has one that was never kept.
        erasure.files = vault_.attachments.erasures_of({{indexed->record, hash}});
        if (auto erased = erase(erasure); !erased) return erased;
    }
    return {};
}

} // namespace mahalla
