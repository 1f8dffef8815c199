#pragma once
#include "merge/decision.h"
#include "merge/merge.h"
#include "support/records.h"

#include <doctest/doctest.h>
#include <utility>

namespace mahalla::test {

/// Not a hash to trust; enough to tell the events of a test apart.
inline Hash test_hash(const Event& event)
{
    const auto bytes = event.encode();
    MAHALLA_CHECK(bytes);
    Hash hash;
    std::uint64_t state = 14695981039346656037ULL;
    for (std::size_t i = 0; i < hash.bytes.size(); ++i) {
        for (const std::uint8_t byte : *bytes) state = (state ^ byte ^ i) * 1099511628211ULL;
        hash.bytes[i] = static_cast<std::uint8_t>(state >> 56U);
    }
    return hash;
}

/// One person's laptop and what it knows of one household.
class Laptop {
public:
    explicit Laptop(char name, MergeRules rules = {})
        : device_(device(name)), name_(std::string("Team ") + name), history_(record_id('1')), rules_(std::move(rules))
    {}

    MergedRecord view() const { return merge(history_, rules_); }
    const RecordHistory& history() const { return history_; }
    const MergeRules& rules() const { return rules_; }
    const DeviceId& id() const { return device_; }

    /// Writes `event` as this laptop's next one, with all that it knows as seen.
    EventReference write(Event event)
    {
        event.record = history_.record();
        event.seen = view().seen;
        // A cloned laptop may meet its own later numbers.
        sequence_ = std::max(sequence_, event.seen.sequence_of(device_)) + 1;
        event.dot = {device_, sequence_};
        event.author = name_;
        event.instant = Instant(std::chrono::milliseconds(clock_ += 1000));
        const Hash hash = test_hash(event);
        MAHALLA_CHECK(history_.add(hash, event));
        return {event.dot, hash};
    }

    EventReference create()
    {
        Event event;
        event.kind = EventKind::Create;
        event.form = {"household", "1", hash('f')};
        return write(event);
    }

    EventReference set(const AnswerPath& question, std::optional<std::string> value, bool relevant = true)
    {
        return set_all({{question, std::move(value), relevant, false}});
    }

    EventReference set_all(std::vector<AnswerChange> changes, std::vector<RowChange> rows = {})
    {
        Event event;
        std::sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
        event.changes = std::move(changes);
        event.rows = std::move(rows);
        return write(event);
    }

    EventReference add_row(char id) { return set_all({}, {{path("/data/person"), row(id), RowChangeKind::Added}}); }
    EventReference remove_row(char id)
    {
        return set_all({}, {{path("/data/person"), row(id), RowChangeKind::Removed}});
    }

    EventReference say(EventKind kind, std::string topic = "")
    {
        Event event;
        event.kind = kind;
        event.topic = std::move(topic);
        return write(event);
    }

    /// Decides the first conflict as its given alternative has it.
    EventReference decide(std::size_t conflict, std::size_t alternative)
    {
        const MergedRecord seen = view();
        REQUIRE(conflict < seen.conflicts.size());
        const auto event = decision(seen, seen.conflicts[conflict], alternative, "asked again");
        REQUIRE(event);
        return write(*event);
    }

    void receive(const RecordHistory& history) { history_.join(history); }
    void receive(const Laptop& other) { receive(other.history_); }
    /// Only some events, in any order.
    void receive(const RecordHistory& from, const EventReference& reference)
    {
        const auto& event = from.events().at(reference);
        if (event)
            MAHALLA_CHECK(history_.add(reference.hash, *event));
        else
            history_.add_unreadable(reference);
    }
    void set_clock(std::int64_t milliseconds) { clock_ = milliseconds; }

private:
    DeviceId device_;
    std::string name_;
    RecordHistory history_;
    MergeRules rules_;
    std::uint64_t sequence_ = 0;
    std::int64_t clock_ = 1'790'000'000'000;
};

inline void exchange(Laptop& a, Laptop& b)
{
    a.receive(b);
    b.receive(a);
}

inline AnswerPath in_row(char id, std::string_view name) { return *path("/data/person").with_row(row(id)).child(name); }

} // namespace mahalla::test
