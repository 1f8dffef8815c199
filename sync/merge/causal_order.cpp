#include "merge/causal_order.h"

#include <algorithm>
#include <deque>

namespace mahalla {

namespace {

const VersionVector nothing_seen;

/// What an event waits for: the last event it had seen of each device.
const VersionVector& needs_of(const std::optional<Event>& event) { return event ? event->seen : nothing_seen; }

} // namespace

CausalOrder::CausalOrder(const RecordHistory& history)
{
    find_forks(history);
    deliver(history);
    std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
        return std::tie(a.height, a.reference) < std::tie(b.height, b.reference);
    });
    for (std::size_t i = 0; i < items_.size(); ++i) places_.emplace(items_[i].reference, i);
    erase_contents();
}

void CausalOrder::find_forks(const RecordHistory& history)
{
    std::map<Dot, std::vector<EventReference>> by_dot;
    for (const auto& [reference, event] : history.events()) by_dot[reference.dot].push_back(reference);
    for (auto& [dot, branches] : by_dot) {
        if (branches.size() < 2) continue;
        forked_dots_.insert(dot);
        first_forked_.try_emplace(dot.device, dot.sequence);
        forks_.push_back({dot, branches});
    }
    // A device knows its own last event on this record. One that says otherwise comes from another branch: a cloned
    // disk whose numbers happen not to collide here.
    for (const auto& [reference, event] : history.events()) {
        const auto after_previous = by_dot.lower_bound(reference.dot);
        if (!event || after_previous == by_dot.begin()) continue;
        const auto& [dot, before] = *std::prev(after_previous);
        if (dot.device != reference.dot.device || event->seen.sequence_of(dot.device) >= dot.sequence) continue;
        std::uint64_t& first = first_forked_.try_emplace(dot.device, dot.sequence).first->second;
        first = std::min(first, dot.sequence);
        Fork fork{dot, before};
        fork.branches.push_back(reference);
        forks_.push_back(std::move(fork));
    }
    std::sort(forks_.begin(), forks_.end(),
              [](const Fork& a, const Fork& b) { return std::tie(a.dot, a.branches) < std::tie(b.dot, b.branches); });
}

void CausalOrder::deliver(const RecordHistory& history)
{
    // Kahn's algorithm: an event becomes ready when, for each device it names, an event of exactly that number is
    // delivered. Events that wait for each other in a circle never become ready, so no circle can make a value vanish.
    struct Waiting {
        const std::optional<Event>* event;
        std::size_t missing;
    };
    std::map<EventReference, Waiting> waiting;
    std::map<Dot, std::vector<EventReference>> waiters;
    std::deque<EventReference> ready;
    for (const auto& [reference, event] : history.events()) {
        const VersionVector& needs = needs_of(event);
        waiting.emplace(reference, Waiting{&event, needs.entries().size()});
        for (const auto& [device, sequence] : needs.entries()) waiters[Dot{device, sequence}].push_back(reference);
        if (needs.empty()) ready.push_back(reference);
    }

    std::map<Dot, std::size_t> delivered;
    while (!ready.empty()) {
        const EventReference reference = ready.front();
        ready.pop_front();
        const auto entry = waiting.extract(reference);
        const std::optional<Event>& event = *entry.mapped().event;

        Item item{reference, event ? &*event : nullptr, needs_of(event), 0};
        for (const auto& [device, sequence] : needs_of(event).entries()) {
            // Which branch of a forked number was seen nobody knows: its own past is not taken over.
            const Dot dot{device, sequence};
            if (is_forked(dot)) continue;
            const Item& below = items_[delivered.at(dot)];
            item.past.see(below.past);
            item.height = std::max(item.height, below.height + 1);
        }
        item.past.see(reference.dot);
        items_.push_back(std::move(item));

        if (!delivered.emplace(reference.dot, items_.size() - 1).second) continue;
        for (const EventReference& waiter : waiters[reference.dot])
            if (--waiting.at(waiter).missing == 0) ready.push_back(waiter);
    }

    for (const auto& [reference, entry] : waiting) {
        PendingEvent pending{reference, {}};
        for (const auto& [device, sequence] : needs_of(*entry.event).entries())
            if (!delivered.contains(Dot{device, sequence})) pending.missing.push_back({device, sequence});
        pending_.push_back(std::move(pending));
    }
}

void CausalOrder::erase_contents()
{
    std::set<EventReference> erased;
    for (const Item& item : items_)
        if (item.event != nullptr && item.event->kind == EventKind::Erased)
            erased.insert(item.event->superseded.begin(), item.event->superseded.end());
    for (Item& item : items_) {
        if (erased.contains(item.reference) && (item.event == nullptr || item.event->kind != EventKind::Erased)) {
            item.event = nullptr;
            erased_.push_back(item.reference);
        } else if (item.event == nullptr) {
            unreadable_.push_back(item.reference);
        }
    }
    std::sort(erased_.begin(), erased_.end());
    std::sort(unreadable_.begin(), unreadable_.end());
}

bool CausalOrder::is_forked(const Dot& dot) const { return forked_dots_.contains(dot); }

bool CausalOrder::is_doubtful(const Dot& dot) const
{
    const auto first = first_forked_.find(dot.device);
    return first != first_forked_.end() && dot.sequence >= first->second;
}

bool CausalOrder::has_seen(const Item& later, const Item& earlier) const
{
    return later.reference != earlier.reference && later.past.has_seen(earlier.reference.dot) &&
           !is_doubtful(earlier.reference.dot);
}

bool CausalOrder::supersedes(const Item& later, const Item& earlier) const
{
    if (later.event == nullptr || later.reference == earlier.reference) return false;
    // Naming what the author cannot have seen decides nothing in advance.
    if (!later.past.has_seen(earlier.reference.dot)) return false;
    const auto& named = later.event->superseded;
    if (std::binary_search(named.begin(), named.end(), earlier.reference)) return true;
    if (later.event->kind != EventKind::Resolve) return has_seen(later, earlier);
    // Who decides against an event decides against what that event had replaced, too.
    return std::any_of(named.begin(), named.end(), [&](const EventReference& reference) {
        const auto found = places_.find(reference);
        return found != places_.end() && has_seen(items_[found->second], earlier);
    });
}

} // namespace mahalla
