#include "base/seeded_random.h"
#include "laptop.h"

#include <functional>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

// Laws of the merge over random weeks: up to six laptops, one of them perhaps cloned, write, forget to exchange,
// exchange in part, decide conflicts and delete. What the authors truly knew is written down beside the events, so that
// the merge is held against what happened and not against itself.

namespace {

const std::vector<AnswerPath> questions = {path("/data/a"), path("/data/b"), path("/data/unit/c"), path("/data/unit/d"),
                                           in_row('2', "age")};

MergeRules unit_rules()
{
    MergeRules rules;
    rules.units = {{"/data/unit/c", "unit"}, {"/data/unit/d", "unit"}};
    return rules;
}

struct Written {
    EventReference reference;
    Event event;
    /// The events that counted on the author's laptop at that moment: the truth, whatever `seen` says.
    std::set<EventReference> knew;
};

struct Week {
    std::vector<Written> events;
    bool has_clone = false;
};

std::set<EventReference> counted_on(const Laptop& laptop)
{
    std::set<EventReference> counted;
    for (const auto& [reference, event] : laptop.history().events()) counted.insert(reference);
    for (const PendingEvent& pending : laptop.view().pending) counted.erase(pending.event);
    return counted;
}

class WeekMaker {
public:
    explicit WeekMaker(std::uint64_t seed) : random_(seed) {}

    Week make(const MergeRules& rules, bool with_clone)
    {
        const std::size_t count = 2 + random_.below(4);
        for (std::size_t i = 0; i < count; ++i) laptops_.emplace_back(static_cast<char>('a' + i), rules);
        week_.has_clone = with_clone;
        const std::size_t steps = 6 + random_.below(30);
        for (std::size_t i = 0; i < steps; ++i) {
            if (with_clone && i == steps / 2) laptops_.push_back(laptops_.front());
            step();
        }
        return week_;
    }

private:
    void step()
    {
        Laptop& laptop = laptops_[random_.below(laptops_.size())];
        const Laptop& other = laptops_[random_.below(laptops_.size())];
        switch (random_.below(8)) {
        case 0:
            laptop.receive(other);
            return;
        case 1:
            for (const auto& [reference, event] : other.history().events())
                if (random_.below(2) == 0) laptop.receive(other.history(), reference);
            return;
        case 2:
            if (!laptop.view().conflicts.empty()) {
                decide(laptop);
                return;
            }
            break;
        case 3:
            if (random_.below(4) == 0) {
                note(laptop,
                     [&] { return laptop.say(random_.below(2) == 0 ? EventKind::Tombstone : EventKind::Finalise); });
                return;
            }
            break;
        case 4:
            note(laptop, [&] { return random_.below(2) == 0 ? laptop.add_row('2') : laptop.remove_row('2'); });
            return;
        default:
            break;
        }
        const AnswerPath& question = questions[random_.below(questions.size())];
        std::optional<std::string> value = std::string(1, static_cast<char>('0' + random_.below(4)));
        if (random_.below(8) == 0) value.reset();
        laptop.set_clock(static_cast<std::int64_t>(random_.below(1'000'000'000'000)));
        note(laptop, [&] { return laptop.set(question, value); });
    }

    void decide(Laptop& laptop)
    {
        const MergedRecord view = laptop.view();
        const Conflict& conflict = view.conflicts[random_.below(view.conflicts.size())];
        auto event = decision(view, conflict, random_.below(conflict.alternatives.size()), "");
        if (event) note(laptop, [&] { return laptop.write(*event); });
    }

    template <typename Write> void note(Laptop& laptop, Write write)
    {
        auto knew = counted_on(laptop);
        const EventReference reference = write();
        week_.events.push_back({reference, *laptop.history().events().at(reference), std::move(knew)});
    }

    SeededRandom random_;
    std::vector<Laptop> laptops_;
    Week week_;
};

RecordHistory history_of(const std::vector<const Written*>& events)
{
    RecordHistory history(record_id('1'));
    for (const Written* written : events) MAHALLA_CHECK(history.add(written->reference.hash, written->event));
    return history;
}

std::vector<const Written*> all_of(const Week& week)
{
    std::vector<const Written*> all;
    for (const Written& written : week.events) all.push_back(&written);
    return all;
}

void shuffle(std::vector<const Written*>& events, Random& random)
{
    for (std::size_t i = events.size(); i > 1; --i) std::swap(events[i - 1], events[random.below(i)]);
}

using Values = std::set<std::optional<std::string>>;
/// The values that stand for each question.
using Standing = std::function<std::map<AnswerPath, Values>(const Week&)>;

std::map<AnswerPath, Values> standing_by_merge(const Week& week)
{
    const MergedRecord view = merge(history_of(all_of(week)));
    std::map<AnswerPath, Values> standing;
    for (const auto& [path, answer] : view.record.answers)
        if (!answer.unresolved) standing[path].insert(answer.value);
    for (const Conflict& conflict : view.conflicts)
        if (conflict.kind == ConflictKind::Values)
            for (const Alternative& alternative : conflict.alternatives)
                for (const auto& [path, value] : alternative.values) standing[path].insert(value);
    return standing;
}

/// A planted bug: the last clock wins.
std::map<AnswerPath, Values> standing_by_last_clock(const Week& week)
{
    std::map<AnswerPath, std::pair<Instant, std::optional<std::string>>> last;
    for (const Written& written : week.events)
        for (const AnswerChange& change : written.event.changes) {
            auto& entry = last[change.path];
            if (written.event.instant >= entry.first) entry = {written.event.instant, change.value};
        }
    std::map<AnswerPath, Values> standing;
    for (const auto& [path, entry] : last)
        if (entry.second) standing[path].insert(entry.second);
    return standing;
}

/// A planted bug: what arrives last wins.
std::map<AnswerPath, Values> standing_by_arrival(const Week& week)
{
    std::map<AnswerPath, Values> standing;
    for (const Written& written : week.events)
        for (const AnswerChange& change : written.event.changes) standing[change.path] = {change.value};
    return standing;
}

/// What must stand by what people truly knew. Each write stands until somebody who knew it wrote the question again; a
/// decision replaces what it names and what those had replaced.
std::map<AnswerPath, Values> truth(const Week& week)
{
    std::map<EventReference, const Written*> by_reference;
    for (const Written& written : week.events) by_reference[written.reference] = &written;
    const auto replaces = [&](const Written& later, const Written& earlier) {
        if (!later.knew.contains(earlier.reference)) return false;
        const auto& named = later.event.superseded;
        if (std::find(named.begin(), named.end(), earlier.reference) != named.end()) return true;
        if (later.event.kind != EventKind::Resolve) return true;
        return std::any_of(named.begin(), named.end(), [&](const EventReference& reference) {
            return by_reference.at(reference)->knew.contains(earlier.reference);
        });
    };
    const auto write_to = [](const Written& written, const AnswerPath& path) -> const AnswerChange* {
        for (const AnswerChange& change : written.event.changes)
            if (change.path == path) return &change;
        return nullptr;
    };
    std::map<AnswerPath, Values> standing;
    for (const AnswerPath& path : questions)
        for (const Written& written : week.events) {
            const AnswerChange* change = write_to(written, path);
            if (change == nullptr) continue;
            const bool replaced = std::any_of(week.events.begin(), week.events.end(), [&](const Written& other) {
                return write_to(other, path) != nullptr && replaces(other, written);
            });
            if (!replaced) standing[path].insert(change->value);
        }
    // A question that is cleared and nothing else is a question without an answer.
    std::erase_if(standing, [](const auto& entry) { return entry.second == Values{std::nullopt}; });
    return standing;
}

/// Questions in removed rows are out of sight by rule; they are held against the rules of rows elsewhere.
void leave_out_rows(std::map<AnswerPath, Values>& standing)
{
    std::erase_if(standing,
                  [](const auto& entry) { return entry.first.is_below(path("/data/person").with_row(row('2'))); });
}

/// How many of `weeks` a way of merging gets wrong.
std::size_t weeks_wrong(const Standing& merge_under_test, std::uint64_t weeks)
{
    std::size_t wrong = 0;
    for (std::uint64_t seed = 0; seed < weeks; ++seed) {
        const Week week = WeekMaker(seed).make({}, false);
        auto expected = truth(week);
        auto found = merge_under_test(week);
        leave_out_rows(expected);
        leave_out_rows(found);
        if (expected != found) ++wrong;
    }
    return wrong;
}

constexpr std::uint64_t weeks_count = 250;

} // namespace

TEST_CASE("exactly those values stand that nobody who knew them replaced")
{
    CHECK(weeks_wrong(standing_by_merge, weeks_count) == 0);
}

TEST_CASE("the check can fail: last clock wins and last arrival wins are both caught")
{
    CHECK(weeks_wrong(standing_by_last_clock, 50) > 10);
    CHECK(weeks_wrong(standing_by_arrival, 50) > 10);
}

TEST_CASE("with a cloned disk no value is lost that nobody who knew it replaced")
{
    std::size_t forks = 0;
    for (std::uint64_t seed = 0; seed < weeks_count; ++seed) {
        CAPTURE(seed);
        const Week week = WeekMaker(seed).make({}, true);
        const MergedRecord view = merge(history_of(all_of(week)));
        forks += view.forks.size();
        auto expected = truth(week);
        auto found = standing_by_merge(week);
        leave_out_rows(expected);
        for (const auto& [path, values] : expected)
            for (const auto& value : values) {
                // Cleared beside nothing else is no answer.
                if (!value && found[path].empty()) continue;
                CHECK(found[path].contains(value));
            }
    }
    CHECK(forks > weeks_count / 4);
}

TEST_CASE("any order and any duplication give the same view")
{
    SeededRandom random(5);
    for (std::uint64_t seed = 0; seed < weeks_count; ++seed) {
        CAPTURE(seed);
        const Week week = WeekMaker(seed).make(unit_rules(), seed % 3 == 0);
        const MergedRecord expected = merge(history_of(all_of(week)), unit_rules());
        CHECK(expected.pending.empty());
        for (int order = 0; order < 4; ++order) {
            auto events = all_of(week);
            for (std::size_t i = 0; i < week.events.size() / 2; ++i)
                events.push_back(&week.events[random.below(week.events.size())]);
            shuffle(events, random);
            CHECK(merge(history_of(events), unit_rules()) == expected);
        }
    }
}

TEST_CASE("joining histories is commutative, associative and idempotent")
{
    SeededRandom random(6);
    for (std::uint64_t seed = 0; seed < weeks_count; ++seed) {
        CAPTURE(seed);
        const Week week = WeekMaker(seed).make(unit_rules(), seed % 3 == 0);
        std::array<RecordHistory, 3> parts{RecordHistory(record_id('1')), RecordHistory(record_id('1')),
                                           RecordHistory(record_id('1'))};
        for (const Written& written : week.events)
            for (RecordHistory& part : parts) {
                if (random.below(2) == 0)
                    REQUIRE(part.add(written.reference.hash, written.event));
                else if (random.below(8) == 0)
                    part.add_unreadable(written.reference);
            }
        const auto joined = [](RecordHistory a, const RecordHistory& b) {
            a.join(b);
            return a;
        };
        const auto& [a, b, c] = parts;
        CHECK(joined(a, b) == joined(b, a));
        CHECK(joined(joined(a, b), c) == joined(a, joined(b, c)));
        CHECK(joined(a, a) == a);
        CHECK(merge(joined(joined(c, b), a)) == merge(joined(a, joined(b, c))));
    }
}

TEST_CASE("every delivery order of a small history gives the same view, and every part of it stands by itself")
{
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        CAPTURE(seed);
        Week week = WeekMaker(seed).make(unit_rules(), seed % 2 == 0);
        if (week.events.size() > 6) week.events.resize(6);
        const MergedRecord expected = merge(history_of(all_of(week)), unit_rules());
        auto events = all_of(week);
        std::sort(events.begin(), events.end());
        do {
            RecordHistory history(record_id('1'));
            for (const Written* written : events) {
                REQUIRE(history.add(written->reference.hash, written->event));
                // A part of a history counts what it can and waits with the rest; nothing is dropped.
                const MergedRecord part = merge(history, unit_rules());
                std::size_t counted = 0;
                for (const auto& [reference, event] : history.events()) {
                    const bool waits =
                        std::any_of(part.pending.begin(), part.pending.end(),
                                    [&](const PendingEvent& pending) { return pending.event == reference; });
                    if (waits) continue;
                    ++counted;
                    CHECK(part.seen.has_seen(reference.dot));
                }
                CHECK(counted + part.pending.size() == history.events().size());
            }
            CHECK(merge(history, unit_rules()) == expected);
        } while (std::next_permutation(events.begin(), events.end()));
    }
}

TEST_CASE("what one laptop decided, after everybody has everything, is what all see")
{
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        const Week week = WeekMaker(seed).make(unit_rules(), seed % 3 == 0);
        Laptop supervisor('9', unit_rules());
        supervisor.receive(history_of(all_of(week)));
        // Deciding about a unit may uncover what lay under it; it ends all the same.
        for (int round = 0; round < 20 && !supervisor.view().conflicts.empty(); ++round) {
            const MergedRecord view = supervisor.view();
            const Conflict& conflict = view.conflicts.front();
            auto event = decision(view, conflict, 0, "");
            if (!event) {
                std::map<AnswerPath, std::optional<std::string>> values;
                for (const AnswerPath& path : conflict.paths) values[path] = "7";
                event = decision_with_values(view, conflict, values, "");
            }
            REQUIRE(event);
            supervisor.write(*event);
        }
        CHECK(supervisor.view().conflicts.empty());
    }
}
