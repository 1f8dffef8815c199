#include "server/erasure_judge.h"

#include "crypto/sealed_event.h"

#include <algorithm>

namespace mahalla {

namespace {

EventReference reference_of(const ArchivedEvent& event) { return {{event.device, event.sequence}, event.hash}; }

/// Looks first among what was received, then in the archive.
class ChainReader {
public:
    ChainReader(const std::vector<ArchivedEvent>& received, Archive& archive) : archive_(archive)
    {
        for (const ArchivedEvent& event : received) received_.emplace(event.hash, &event);
    }
    std::optional<Hash> previous_of(const EventReference& reference)
    {
        const auto found = received_.find(reference.hash);
        if (found != received_.end()) return previous_in(*found->second, reference);
        const auto archived = archive_.event(reference);
        if (!archived) {
            problem = archived.error();
            return std::nullopt;
        }
        return *archived ? previous_in(**archived, reference) : std::nullopt;
    }

    std::optional<Error> problem;

private:
    static std::optional<Hash> previous_in(const ArchivedEvent& event, const EventReference& reference)
    {
        const auto sealed = SealedEvent::parse(event.bytes);
        if (!sealed || reference_of(event) != reference) return std::nullopt;
        return sealed->header().previous;
    }

    Archive& archive_;
    std::map<Hash, const ArchivedEvent*> received_;
};

} // namespace

Result<void> judge_erasures(const Membership& membership, Archive& archive, WaitingErasures waiting,
                            JudgedIntake& judged)
{
    std::vector<Revocation> marks;
    const auto& revocations = membership.charter().content().revocations;
    const auto mark_of = [&](const ArchivedEvent& event) {
        return std::ranges::find(revocations, event.device, &Revocation::device);
    };
    auto& events = judged.archive.events;
    // A chain that is known further down than before is news, too.
    const bool has_news =
        waiting == WaitingErasures::JudgeAgain ||
        std::ranges::any_of(events, [&](const ArchivedEvent& event) { return mark_of(event) != revocations.end(); });
    if (has_news) {
        MAHALLA_TRY(auto waited, archive.waiting_erasures());
        events.insert(events.end(), std::make_move_iterator(waited.begin()), std::make_move_iterator(waited.end()));
    }
    for (const ArchivedEvent& event : events)
        if (event.kind == EventKind::Erased && mark_of(event) != revocations.end()) marks.push_back(*mark_of(event));
    // What the administrators decided together needs no chain.
    if (waiting == WaitingErasures::JudgeAgain)
        for (const RecordId& record : membership.charter().content().erased_records)
            judged.archive.erasures.push_back({record, membership.charter().hash()});
    ChainReader chain(events, archive);
    const GoodChains chains(marks, [&](const EventReference& event) { return chain.previous_of(event); });
    if (chain.problem) return tl::unexpected(*chain.problem);
    for (ArchivedEvent& event : events) {
        if (event.kind != EventKind::Erased) continue;
        const auto sealed = SealedEvent::parse(event.bytes);
        event.quarantined = !sealed || !membership.trust().obeys(*sealed, chains);
        if (event.quarantined) continue;
        judged.archive.erasures.push_back({event.record, event.hash});
        judged.believed_events.push_back(event.hash);
    }
    return {};
}

} // namespace mahalla
